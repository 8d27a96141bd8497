import { expect } from "vitest";
import { Random } from "../../src/random.js";
import { squaredError } from "../../src/tape/losses.js";
import type { Loss } from "../../src/tape/operation.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import type { Differentiable, Variable } from "../../src/tape/variable.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";

/** Width of the central difference: a power of two, so that x ± h is exact for the values below. */
const h = 2 ** -7;

/** Values from ±[0.1, 1], multiples of 2^-10: further than h from the kinks at 0. */
export function awayFromZero(random: Random, size: number): Float32Array {
  return Float32Array.from({ length: size }, () => {
    const magnitude = Math.ceil((0.1 + 0.9 * random.uniform()) * 1024) / 1024;
    return random.integer(2) === 0 ? magnitude : -magnitude;
  });
}

/** A trainable array of such values. */
export function parameter(arena: Arena, random: Random, shape: number[]): Parameter {
  const size = shape.reduce((a, b) => a * b, 1);
  return new Parameter("p", Tensor.from(arena, shape, awayFromZero(random, size)));
}

/** An input with a gradient, of such values. */
export function input(tape: Tape, random: Random, shape: number[]): Variable {
  const x = tape.input(shape, { gradient: true });
  x.value.data.set(awayFromZero(random, x.value.size));
  return x;
}

/** A squared-error loss against random targets. */
export function lossOf(y: Variable, random: Random): Loss {
  return squaredError(y, Tensor.from(y.tape.arena, y.value.shape, awayFromZero(random, y.value.size)));
}

/**
 * The tape's gradient of the mean loss equals its central difference for every element of every given array.
 * Bound: truncation h²/6·|f‴| with |f‴| ≤ 8 at these magnitudes, and rounding 32·2^-24·|f|/h.
 */
export function expectGradients(tape: Tape, loss: Loss, arrays: readonly Differentiable[]): void {
  const mean = () => {
    tape.forward();
    return loss.total() / loss.count;
  };
  const size = Math.abs(mean());
  tape.backward(loss);
  const gradients = arrays.map(({ gradient }) => gradient!.data.slice());
  const bound = (h * h * 8) / 6 + (32 * 2 ** -24 * Math.max(1, size)) / h;
  for (const [which, { value }] of arrays.entries())
    for (let i = 0; i < value.size; i++) {
      const before = value.data[i]!;
      value.data[i] = before + h;
      const above = mean();
      value.data[i] = before - h;
      const below = mean();
      value.data[i] = before;
      const difference = (above - below) / (2 * h);
      expect(Math.abs(gradients[which]![i]! - difference), `array ${which}, element ${i}`).toBeLessThanOrEqual(bound);
    }
}

/** Integers from −1, 0 and 1, with `offset` added. */
export const ternary = (random: Random, size: number, offset = 0): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: size }, () => random.integer(3) - 1 + offset);

/** A trainable array of such integers. */
export function integers(arena: Arena, random: Random, shape: readonly number[], offset = 0): Parameter {
  const size = shape.reduce((a, b) => a * b, 1);
  return new Parameter("p", Tensor.from(arena, shape, ternary(random, size, offset)));
}

/**
 * The gradient of half the squared distance of y from a random target equals its central difference to the last bit, for
 * every element of every given array. For networks of small integers and powers of ½, whose arithmetic is exact (the batch is
 * such a power too), and linear in every single element as far as `step` reaches: the loss is a quadratic function of it.
 */
export function expectExactGradients(y: Variable, random: Random, arrays: readonly Differentiable[], step = 2 ** -8) {
  const { tape } = y,
    batch = y.value.shape[1]!,
    target = ternary(random, y.value.size),
    loss = squaredError(y, Tensor.from(tape.arena, y.value.shape, target));
  const mean = () => {
    tape.forward();
    return y.value.data.reduce((sum, value, i) => sum + (value - target[i]!) ** 2, 0) / 2 / batch;
  };
  mean();
  tape.backward(loss);
  const gradients = arrays.map(({ gradient }) => gradient!.data.slice());
  for (const [which, { value }] of arrays.entries()) {
    const wrong: string[] = [];
    for (let i = 0; i < value.size; i++) {
      const before = value.data[i]!;
      value.data[i] = before + step;
      const above = mean();
      value.data[i] = before - step;
      const difference = (above - mean()) / (2 * step);
      value.data[i] = before;
      if (gradients[which]![i] !== difference) wrong.push(`[${i}]: ${gradients[which]![i]}, not ${difference}`);
    }
    expect(wrong, `array ${which} of shape [${value.shape}]`).toEqual([]);
    expect(gradients[which]!.some((value) => value !== 0)).toBe(true);
  }
}

/** A tape over a fresh scratch of the arena, with a generator for its values. */
export function newTape(arena: Arena, seed = 1): { tape: Tape; random: Random } {
  return { tape: new Tape(arena), random: new Random(seed) };
}
