import { isWeightOperation } from "../tape/operation.js";
import type { Parameter } from "../tape/parameter.js";
import type { Tape } from "../tape/tape.js";
import type { Variable } from "../tape/variable.js";
import { CsrMatrix } from "../tensor/csr.js";
import { ownerOf } from "../tensor/owner.js";
import type { DataType, Tensor } from "../tensor/tensor.js";
import type { RewiringSite } from "./rewiring.js";

/** A place of a tape where a matrix is used. Once credit was assigned, the error there is `output.gradient`. */
export interface Use {
  /** Presynaptic activity, [columns, batch]. */
  readonly input: Variable;
  /** Preactivation, [rows, batch]. */
  readonly output: Variable;
  /** Postsynaptic activity: what the nonlinearity makes of `output`, or `output` itself where there is none; [rows, batch]. */
  readonly activity: Variable;
}

/** A sparse matrix of a network, and all that belongs to its connections. */
export interface Wired {
  /** The name of `weights`. */
  readonly name: string;
  readonly matrix: CsrMatrix;
  /** The parameter of the matrix's values. */
  readonly weights: Parameter;
  /** The gradient and what else has an element per connection, as an optimiser's moments: they move along. */
  readonly companions: readonly Tensor<DataType>[];
  /** Where a tape uses it; none outside of training. */
  readonly uses: readonly Use[];
}

/** A change of a matrix's connections. */
export interface Proposal {
  /** Places 0 … nnz − 1 of those that go, ascending. */
  readonly dropped: Int32Array;
  /** Flat positions row · columns + column where new ones grow, ascending; at most as many. */
  readonly grown: Float64Array;
  /** Weights of the new ones; 0 when left out. */
  readonly values?: Float32Array;
  /** Whether a connection that goes and would grow again stays as it is; false by default: it starts anew. */
  readonly keep?: boolean;
}

/** The sparse matrices among the parameters of a network, or of one that is being trained, in their order. */
export function wiredOf({
  parameters,
  tape,
  moments = new Map(),
}: Pick<RewiringSite, "parameters"> & Partial<RewiringSite>): Wired[] {
  return parameters.flatMap((weights) => {
    const matrix = ownerOf.get(weights.value),
      { name, gradient } = weights;
    if (!(matrix instanceof CsrMatrix)) return [];
    const own = [...moments].filter(([key]) => key.slice(0, key.lastIndexOf("/")) === name).map(([, moment]) => moment);
    return [{ name, matrix, weights, companions: [gradient, ...own], uses: usesOf(weights, tape) }];
  });
}

/**
 * Carries a proposal out. A weight that grows outside of its parameter's range is set to the nearest end of it.
 * @throws what CsrMatrix.rewire does; everything is as before then
 */
export function applyProposal(
  { matrix, weights: { minimum, maximum }, companions }: Wired,
  { dropped, grown, values, keep = false }: Proposal,
): void {
  const bounded = minimum > -Infinity || maximum < Infinity,
    given = bounded ? (values ?? new Float32Array(grown.length)) : values,
    within = bounded ? given?.map((value) => Math.min(Math.max(value, minimum), maximum)) : given;
  matrix.rewire(dropped, grown, { ...(within && { values: within }), keep, companions });
}

function usesOf(weights: Parameter, tape: Tape | undefined): Use[] {
  return (tape?.operations ?? []).flatMap((operation) => {
    if (!isWeightOperation(operation) || operation.weights !== weights) return [];
    const { input, output } = operation;
    return [{ input, output, activity: activityOf(tape!, output) }];
  });
}

/** Follows a preactivation through the functions of each unit alone, up to what other units or chance have a part in. */
function activityOf(tape: Tape, output: Variable): Variable {
  for (;;) {
    const [reader, ...others] = tape.operations.filter(({ inputs }) => inputs.includes(output));
    if (!reader?.elementwise || others.length > 0) return output;
    output = reader.output;
  }
}
