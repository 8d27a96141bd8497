import type { Tensor } from "../tensor/tensor.js";
import { expectDisjoint, expectIsTensor, expectTensor } from "./check.js";
import { expectAmount } from "./optimizer.js";

/**
 * Noise and penalty on the strengths φ = sign·w of connections that keep their signs: φ += noiseScale·noise − penalty,
 * w = sign·φ; then the list of those that fell to φ ≤ 0. NaN stays in the weight and off the list.
 * Source: Bellec, Kappel, Maass & Legenstein 2018, arXiv:1711.05136, algorithm 1 with the gradient's step taken before.
 * @param weight any shape, changed in place; overlaps none of the others    @param sign same shape, of −1 and 1
 * @param noise same shape    @param noiseScale factor on the noise, ≥ 0    @param penalty taken from every strength, ≥ 0
 * @param dormant receives the places 0 … size − 1 of the dormant, ascending, in its first elements; [size]
 * @returns their number
 * @throws {ShapeError} when shapes differ or arrays overlap    @throws {ArgumentError} on a number outside its range
 */
export function deepRStep(
  weight: Tensor,
  sign: Tensor,
  noise: Tensor,
  noiseScale: number,
  penalty: number,
  dormant: Tensor<"i32">,
): number {
  expectAmount("deepRStep", "noiseScale", noiseScale);
  expectAmount("deepRStep", "penalty", penalty);
  expectIsTensor("deepRStep", "weight", weight);
  expectTensor("deepRStep", "weight", weight, weight.shape, weight, "f32");
  expectTensor("deepRStep", "sign", sign, weight.shape, weight, "f32");
  expectTensor("deepRStep", "noise", noise, weight.shape, weight, "f32");
  expectTensor("deepRStep", "dormant", dormant, [weight.size], weight, "i32");
  expectDisjoint("deepRStep", weight, sign, "weight and sign");
  expectDisjoint("deepRStep", weight, noise, "weight and noise");
  for (const [name, tensor] of [
    ["weight", weight],
    ["sign", sign],
    ["noise", noise],
  ] as const)
    expectDisjoint("deepRStep", dormant, tensor, `dormant and ${name}`);
  const { kernels } = weight.arena;
  return kernels.deep_r_f32(0, weight.size, noiseScale, penalty, sign.ptr, noise.ptr, weight.ptr, dormant.ptr);
}
