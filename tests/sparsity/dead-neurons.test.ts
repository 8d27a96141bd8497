import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { staticDeadNeuronRate } from "../../src/sparsity/dead-neurons.js";
import { patternFromDense } from "../../src/sparsity/pattern.js";

describe("staticDeadNeuronRate", () => {
  it("counts the units without a connection, over all layers", () => {
    const first = patternFromDense(3, 2, [1, 0, 0, 0, 0, 1]),
      second = patternFromDense(5, 3, [1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1]);
    expect(staticDeadNeuronRate([first])).toBe(1 / 3);
    expect(staticDeadNeuronRate([first, second])).toBe(3 / 8);
    expect(staticDeadNeuronRate([patternFromDense(2, 0, [])])).toBe(1);
  });

  it("refuses layers without units, and what is no pattern", () => {
    expect(() => staticDeadNeuronRate([])).toThrow(ArgumentError);
    const broken = { ...patternFromDense(2, 1, [1, 1]), rowPointers: [0, 2] };
    expect(() => staticDeadNeuronRate([broken])).toThrow(ShapeError);
  });
});
