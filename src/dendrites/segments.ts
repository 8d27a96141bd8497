import { ArgumentError, ShapeError } from "../errors.js";
import { expectDisjoint, expectIsTensor, expectTensor } from "../ops/check.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectBoolean } from "./expect.js";
import { dendrites } from "./kernels.js";

/** By which measure the segment that speaks for its unit is the largest. */
export type SegmentChoice = "absolute" | "max";

/**
 * The response that speaks for each unit, chosen[i,p] = responses[i,j*,p]: the largest in absolute value, with its sign, or
 * the plainly largest; the lowest j of equals, and NaN before all.
 * @param responses [units, segments, contexts], at least one segment
 * @param chosen receives them, [units, contexts]    @param winners receives j*, [units, contexts]
 * @throws {ShapeError} when shapes or memories do not fit or arrays overlap
 * @throws {ArgumentError} for another `choose`, or an arena without the kernels of `dendrites`
 */
export function selectSegments(
  responses: Tensor,
  choose: SegmentChoice,
  chosen: Tensor,
  winners: Tensor<"i32">,
): Tensor {
  const call = "selectSegments";
  expectIsTensor(call, "responses", responses);
  const [units = 0, segments = 0, contexts = 0] = responses.shape;
  expectTensor(call, "responses", responses, [units, segments, contexts], responses, "f32");
  if (segments === 0) throw new ShapeError(call, `responses are [${responses.shape}], must have segments`);
  expectTensor(call, "chosen", chosen, [units, contexts], responses, "f32");
  expectTensor(call, "winners", winners, [units, contexts], responses, "i32");
  expectDisjoint(call, responses, chosen, "responses and chosen");
  expectDisjoint(call, responses, winners, "responses and winners");
  expectDisjoint(call, chosen, winners, "chosen and winners");
  const kernels = dendrites.of(call, responses.arena),
    absolute = choose === "absolute";
  if (!absolute && choose !== "max") throw new ArgumentError(call, "choose", choose, '"absolute" or "max"');
  kernels.select_segments_f32(0, units, segments, contexts, absolute, responses.ptr, chosen.ptr, winners.ptr);
  return chosen;
}

/**
 * Gradient of the segments' weights: gradient[i,j,:] (+)= Σ d[i,b] · contexts[a_b,:] over the examples b for whose context
 * a_b segment j was chosen.
 * @param d gradient of the chosen responses, [units, examples]    @param winners of `selectSegments`, [units, contexts]
 * @param assignment a, [examples]    @param contexts [contexts, size]
 * @param gradient receives the result, [units, segments, size]; overlaps none    @param accumulate adds to it
 * @throws {ShapeError} when shapes or memories do not fit or arrays overlap
 * @throws {ArgumentError} for a winner or an assignment out of range, and nothing was written then, or an arena without the
 *   kernels of `dendrites`
 */
export function segmentGradient(
  d: Tensor,
  winners: Tensor<"i32">,
  assignment: Tensor<"i32">,
  contexts: Tensor,
  gradient: Tensor,
  accumulate = false,
): Tensor {
  const call = "segmentGradient";
  expectBoolean(call, "accumulate", accumulate);
  expectIsTensor(call, "gradient", gradient);
  expectIsTensor(call, "contexts", contexts);
  expectIsTensor(call, "d", d);
  const [units = 0, segments = 0, size = 0] = gradient.shape,
    [count = 0] = contexts.shape,
    [, examples = 0] = d.shape;
  expectTensor(call, "gradient", gradient, [units, segments, size], gradient, "f32");
  expectTensor(call, "d", d, [units, examples], gradient, "f32");
  expectTensor(call, "winners", winners, [units, count], gradient, "i32");
  expectTensor(call, "assignment", assignment, [examples], gradient, "i32");
  expectTensor(call, "contexts", contexts, [count, size], gradient, "f32");
  for (const [name, tensor] of Object.entries({ d, winners, assignment, contexts }))
    expectDisjoint(call, gradient, tensor, `gradient and ${name}`);
  const { kernels } = gradient.arena,
    family = dendrites.of(call, gradient.arena);
  for (const [name, indices, limit] of [
    ["winners", winners, segments] as const,
    ["assignment", assignment, count] as const,
  ]) {
    const bad = kernels.find_outside_i32(0, indices.size, limit, indices.ptr);
    if (bad >= 0)
      throw new ArgumentError(call, `${name}[${bad}]`, indices.data[bad], `an integer from 0 to ${limit - 1}`);
  }
  family.segment_gradient_f32(
    0,
    units,
    segments,
    size,
    count,
    examples,
    accumulate,
    assignment.ptr,
    winners.ptr,
    d.ptr,
    contexts.ptr,
    gradient.ptr,
  );
  return gradient;
}
