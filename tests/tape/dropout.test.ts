import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { dropout } from "../../src/tape/dropout.js";
import { openArena } from "../support.js";
import { expectGradients, input, lossOf, newTape } from "./gradients.js";

describe("dropout", () => {
  it("silences about its rate, keeps the mean, and passes the gradient of what it kept", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = tape.input([100, 100], { gradient: true });
    x.value.data.fill(1);
    const y = dropout(x, 0.25, new Random(9)),
      loss = lossOf(y, random);
    tape.forward();
    tape.backward(loss);
    const kept = y.value.data.filter((value) => value !== 0);
    expect(Math.abs(kept.length - 7500)).toBeLessThan(5 * Math.sqrt(10_000 * 0.25 * 0.75));
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / 0.75)]));
    x.gradient!.data.forEach((gradient, i) => {
      const upstream = y.gradient!.data[i]!;
      if (y.value.data[i] === 0) expect(Math.abs(gradient)).toBe(0);
      else expect(gradient).toBeCloseTo(upstream / 0.75, 6);
    });
  });

  it("draws anew every time while training", async () => {
    using arena = await openArena();
    const { tape } = newTape(arena),
      x = tape.input([50, 4]);
    x.value.data.fill(1);
    const y = dropout(x, 0.5, new Random(9));
    tape.forward();
    const first = y.value.data.slice();
    tape.forward();
    expect(y.value.data).not.toEqual(first);
  });

  it("is the identity otherwise", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = input(tape, random, [3, 5]);
    tape.training = false;
    const y = dropout(x, 0.5, new Random(9));
    expectGradients(tape, lossOf(y, random), [x]);
    tape.forward();
    expect(y.value.data).toEqual(x.value.data);
  });

  it.each([-0.1, 1, Number.NaN])("refuses rate %s", async (rate) => {
    using arena = await openArena();
    expect(() => dropout(newTape(arena).tape.input([1, 1]), rate, new Random(1))).toThrow(ArgumentError);
  });
});
