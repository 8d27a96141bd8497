import { ArgumentError, ShapeError } from "../errors.js";
import { sigmoid, sigmoidBackward } from "../ops/activations.js";
import { expectIsTensor, expectTensor } from "../ops/check.js";
import { biasGradient, fillRows, multiply } from "../ops/elementwise.js";
import { gatherBatch } from "../ops/gather.js";
import { matmul } from "../ops/gemm.js";
import type { Parameter } from "../tape/parameter.js";
import type { Variable } from "../tape/variable.js";
import { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";
import { expectOptions, expectVariable } from "./expect.js";
import { dendrites } from "./kernels.js";
import { type SegmentChoice, segmentGradient, selectSegments } from "./segments.js";

/** What dendrites see: some contexts, and which of them each example is in. */
export interface Contexts {
  /** [contextSize, contexts]. Read at every `forward()`, so that other values may be written in between. */
  readonly values: Tensor;
  /**
   * The context of every example, [batch], each from 0 to contexts − 1. Left out, there is either one context, that of all
   * examples, or one for each.
   */
  readonly assignment?: Tensor<"i32">;
}

/**
 * Active dendrites: y[i,b] = t[i,b] · σ(d[i,b]), where d is the response u_ij · c of that segment j of unit i to the example's
 * context c that is largest in absolute value, with its sign; with `choose: "max"` the plainly largest. Of equals the first
 * answers. Credit reaches t and the chosen segments: ∂L/∂u_ij* = Σ_b g·t·σ′(d)·c. Contexts get none.
 *
 * One context of a whole batch costs as much as one example; with an assignment responses are computed once per context.
 * @param t feed-forward sum, [units, batch]    @param segments weights u, [units, segments, contextSize]
 * @throws {ShapeError} when shapes or memories do not fit
 * @throws {ArgumentError} for another `choose`, or an arena without the kernels of `dendrites`; from `forward()` for an
 *   assignment out of range
 * Source: Iyer et al. 2022, doi:10.3389/fnbot.2022.846219.
 */
export function dendriticGate(
  t: Variable,
  segments: Parameter,
  contexts: Contexts,
  options: { choose?: SegmentChoice } = {},
): Variable {
  const { choose = "absolute" } = expectOptions("dendriticGate", options),
    { tape } = expectVariable("dendriticGate", "t", t),
    { arena } = tape,
    { units, perUnit, size, batch, count } = expectShapes(t, segments, contexts),
    { values, assignment } = contexts;
  if (choose !== "absolute" && choose !== "max")
    throw new ArgumentError("dendriticGate", "choose", choose, '"absolute" or "max"');
  dendrites.of("dendriticGate", arena);
  const shared = count === 1 && !assignment,
    responses = new Tensor(arena, [units, perUnit, count]),
    winners = new Tensor(arena, [units, count], "i32"),
    gates = new Tensor(arena, [units, count]),
    only = shared ? gates.reshape([units]) : undefined,
    spread = shared || assignment ? new Tensor(arena, [units, batch]) : gates,
    weights = segments.value.reshape([units * perUnit, size]),
    flat = responses.reshape([units * perUnit, count]),
    gathered = assignment && { order: sequence(arena, units), rows: new Tensor(arena, [count, units]) };
  const output = tape.result([units, batch]),
    learning = tape.gradients && { slope: new Tensor(arena, [units, batch]), ...credit(arena, batch, contexts, units) };
  return tape.record({
    name: "dendriticGate",
    inputs: [t],
    parameters: [segments],
    output,
    forward() {
      matmul(weights, values, flat);
      selectSegments(responses, choose, gates, winners);
      sigmoid(gates, gates);
      if (only) fillRows(only, spread);
      if (gathered) {
        gatherBatch(gates, gathered.order, 0, units, 1, 0, gathered.rows);
        gatherBatch(gathered.rows, assignment, 0, batch, 1, 0, spread);
      }
      multiply(t.value, spread, output.value);
    },
    backward() {
      const gradient = output.gradient!;
      if (t.gradient) multiply(gradient, spread, t.gradient, t.accumulates());
      if (!learning) return;
      const { slope, total, sums, assigned, rows, order } = learning;
      multiply(gradient, t.value, slope);
      sigmoidBackward(spread, slope, slope);
      if (sums) biasGradient(slope, sums);
      if (order) gatherBatch(values, order, 0, size, 1, 0, rows);
      segmentGradient(total ?? slope, winners, assigned, rows, segments.gradient, segments.accumulates());
    },
  }).output;
}

/** What the gradient of the weights is made with. One context of a batch needs the sum over the batch alone. */
function credit(arena: Arena, batch: number, { values, assignment }: Contexts, units: number) {
  const [size = 0, count = 0] = values.shape;
  if (count === 1 && !assignment) {
    const sums = new Tensor(arena, [units]);
    return {
      sums,
      total: sums.reshape([units, 1]),
      assigned: new Tensor(arena, [1], "i32"),
      rows: values.reshape([1, size]),
    };
  }
  return {
    assigned: assignment ?? sequence(arena, batch),
    rows: new Tensor(arena, [count, size]),
    order: sequence(arena, size),
  };
}

function sequence(arena: Arena, length: number): Tensor<"i32"> {
  return Tensor.from(
    arena,
    [length],
    Int32Array.from({ length }, (_, i) => i),
    "i32",
  );
}

function expectShapes(t: Variable, segments: Parameter, contexts: Contexts) {
  const call = "dendriticGate",
    { values, assignment } = expectOptions(call, contexts, "contexts");
  expectIsTensor(call, "segments", segments?.value);
  const [units = 0, batch = 0, ...more] = t.value.shape,
    [rows, perUnit = 0, size = 0, ...rest] = segments.value.shape;
  if (t.value.shape.length !== 2 || more.length > 0)
    throw new ShapeError(call, `t is [${t.value.shape}], must be [units, batch]`);
  if (rows !== units || perUnit < 1 || segments.value.shape.length !== 3 || rest.length > 0)
    throw new ShapeError(
      call,
      `segments are [${segments.value.shape}], must be [${units}, at least 1, the contexts' size]`,
    );
  expectIsTensor(call, "the contexts' values", values);
  const [, count = 0] = values.shape;
  expectTensor(call, "the contexts' values", values, [size, count], t.value, "f32");
  expectTensor(call, "segments", segments.value, segments.value.shape, t.value, "f32");
  if (assignment) expectTensor(call, "the contexts' assignment", assignment, [batch], t.value, "i32");
  else if (count !== 1 && count !== batch)
    throw new ShapeError(call, `${count} contexts for ${batch} examples need an assignment`);
  return { units, perUnit, size, batch, count };
}
