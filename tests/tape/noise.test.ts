import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { mean, variance } from "../../src/ops/reduce.js";
import { Random } from "../../src/random.js";
import { softmaxCrossEntropy } from "../../src/tape/losses.js";
import { gaussianNoise } from "../../src/tape/noise.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";

describe("gaussianNoise", () => {
  it("adds other noise at every pass while training, by the seed, and none otherwise", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      x = tape.input([50, 400]),
      y = gaussianNoise(x, 0.5, new Random(1)),
      again = gaussianNoise(x, 0.5, new Random(1));
    x.value.data.fill(3);
    tape.forward();
    // 20,000 numbers: standard errors of 0.0035 and of 1 % of the variance.
    expect(Math.abs(mean(y.value) - 3)).toBeLessThan(6 * 0.0036);
    expect(Math.abs(variance(y.value) / 0.25 - 1)).toBeLessThan(0.06);
    const first = y.value.data.slice();
    expect(again.value.data).toEqual(first);
    tape.forward();
    expect(y.value.data).not.toEqual(first);
    tape.training = false;
    tape.forward();
    expect(y.value.data).toEqual(x.value.data);
  });

  it("passes credit on as it is", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      x = tape.input([2, 3], { gradient: true }),
      y = gaussianNoise(x, 0.1, new Random(1)),
      loss = softmaxCrossEntropy(y, Tensor.from(arena, [3], [0, 1, 1], "i32"));
    tape.forward();
    tape.backward(loss);
    expect(x.gradient!.data).toEqual(y.gradient!.data);
    expect(Math.abs(x.gradient!.data[0]!)).toBeGreaterThan(0.1);
  });

  it("refuses a deviation that is none", async () => {
    using arena = await openArena();
    const x = new Tape(arena).input([1, 1]);
    for (const deviation of [-1, Number.NaN, Infinity])
      expect(() => gaussianNoise(x, deviation, new Random(0))).toThrow(ArgumentError);
  });
});
