import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { EarlyStopping, type EarlyStoppingOptions } from "../../src/training/early-stopping.js";

/** The observation at which it stops, or −1. */
function stopsAt(options: EarlyStoppingOptions, values: readonly number[]): number {
  const stopping = new EarlyStopping(options);
  return values.findIndex((value) => stopping.observe(value));
}

describe("EarlyStopping", () => {
  it.each([
    [{ patience: 1 }, [3, 2, 2], 2],
    [{ patience: 2 }, [3, 2, 4, 1, 4, 1], 5],
    [{ patience: 2 }, [3, 2, 1, 0, -1], -1],
    [{ patience: 2, goal: "rise" }, [0.5, 0.6, 0.55, 0.6], 3],
    [{ patience: 2, tolerance: 0.1 }, [1, 0.95, 0.92], 2],
    [{ patience: 2, tolerance: 0.1 }, [1, 0.95, 0.89, 0.85, 0.8], 4],
    [{ patience: 2 }, [Number.NaN, Number.NaN], 1],
    [{ patience: 2 }, [Number.NaN, 1, Number.NaN, 0.5, Number.NaN, Number.NaN], 5],
  ] as const)("with %j of %j stops at %i", (options, values, expected) => {
    expect(stopsAt(options, values)).toBe(expected);
  });

  it("remembers the best", () => {
    const stopping = new EarlyStopping({ patience: 5 });
    expect([stopping.best, stopping.bestAt]).toEqual([Number.NaN, -1]);
    for (const value of [3, 1, 2, 1]) stopping.observe(value);
    expect([stopping.best, stopping.bestAt]).toEqual([1, 1]);
  });

  it.each([{ patience: 0 }, { patience: 1.5 }, { patience: 1, tolerance: -1 }, { patience: 1, goal: "up" }])(
    "refuses %j",
    (options) => {
      expect(() => new EarlyStopping(options as EarlyStoppingOptions)).toThrow(ArgumentError);
    },
  );
});
