import { ArgumentError } from "../errors.js";
import type { Parameter } from "../tape/parameter.js";
import { ownerOf } from "../tensor/owner.js";
import type { Pattern } from "../tensor/pattern.js";
import type { RewiringSite } from "./rewiring.js";

/** A parameter's values, and of a sparse matrix the wiring that they belong to. */
interface Saved {
  readonly values: Float32Array;
  readonly pattern: Pattern | undefined;
}

/**
 * The values that a network's parameters had at some moment, for weight rewinding: connections that are still there get
 * theirs back bit for bit, biases too. Those that went stay away; one that went and grew again counts as the same. Kept
 * outside of WebAssembly memory, 8 bytes per connection; unlike a `snapshot` it leaves the wiring as it is.
 */
export class RewindPoint {
  readonly #saved: Map<Parameter, Saved>;

  /** Takes the present values. @throws {ArgumentError} for what is no network */
  constructor(network: Pick<RewiringSite, "parameters">) {
    if (!Array.isArray(network?.parameters))
      throw new ArgumentError("RewindPoint", "network", network, "a network, such as a Sequential");
    this.#saved = new Map(network.parameters.map((parameter: Parameter) => [parameter, copyOf(parameter)]));
  }

  /** Takes the present values in place of the earlier ones. */
  save(): void {
    for (const parameter of this.#saved.keys()) this.#saved.set(parameter, copyOf(parameter));
  }

  /** Gives all parameters their values back; connections that have grown since start from 0. O(connections). */
  rewind(): void {
    for (const parameter of this.#saved.keys()) parameter.value.data.set(this.valuesOf(parameter));
  }

  /**
   * The values taken of a parameter, a copy in the order of its present connections; 0 where one has grown since.
   * @throws {ArgumentError} for a parameter of another network
   */
  valuesOf(parameter: Parameter): Float32Array {
    const saved = this.#saved.get(parameter);
    if (!saved) throw new ArgumentError("RewindPoint.valuesOf", "parameter", parameter, "one of the network's");
    return saved.pattern ? carriedOver(saved.values, saved.pattern, patternOf(parameter)!) : saved.values.slice();
  }
}

const copyOf = (parameter: Parameter): Saved => ({
  values: parameter.value.data.slice(),
  pattern: patternOf(parameter),
});

const patternOf = ({ value }: Parameter): Pattern | undefined => ownerOf.get(value)?.pattern();

function carriedOver(values: Float32Array, before: Pattern, now: Pattern): Float32Array {
  const carried = new Float32Array(now.columnIndices.length);
  for (let row = 0; row < now.rows; row++) {
    let p = before.rowPointers[row]!;
    for (let q = now.rowPointers[row]!; q < now.rowPointers[row + 1]!; q++) {
      const column = now.columnIndices[q]!;
      while (p < before.rowPointers[row + 1]! && before.columnIndices[p]! < column) p++;
      if (p < before.rowPointers[row + 1]! && before.columnIndices[p] === column) carried[q] = values[p]!;
    }
  }
  return carried;
}
