import { Arena, Parameter, Tensor } from "neurite";
import { describe, expect, it } from "vitest";
import { histogram, WeightRaster } from "../../../playground/panels/sparse-learning/raster.js";
import { kernels } from "./support.js";

describe("WeightRaster", () => {
  it("shows where weights are, of a unit's components the largest", () => {
    using arena = new Arena(kernels);
    // Two units of two components: rows 0 and 1, rows 2 and 3.
    const weights = new Parameter("w", Tensor.from(arena, [5], [1, 2, -3, 4, -5])),
      pattern = {
        rows: 4,
        columns: 3,
        rowPointers: Int32Array.of(0, 2, 3, 4, 5),
        columnIndices: Int32Array.of(0, 2, 0, 1, 1),
      };
    const raster = new WeightRaster({ name: "w", units: 2, rows: 4, columns: 3, weights, pattern });
    expect(raster.draw()).toEqual({ rows: 2, columns: 3, values: Float32Array.of(-3, NaN, 2, NaN, -5, NaN) });
    weights.value.data[0] = 9;
    expect(raster.draw().values[0]).toBe(9);
  });

  it("shows full layers, and larger ones by the largest of neighbours", () => {
    using arena = new Arena(kernels);
    const values = Float32Array.from({ length: 2 * 600 }, (_, i) => -i),
      weights = new Parameter("w", Tensor.from(arena, [2, 600], values));
    const raster = new WeightRaster({ name: "w", units: 2, rows: 2, columns: 600, weights, pattern: undefined });
    const { rows, columns, values: shown } = raster.draw();
    expect([rows, columns]).toEqual([2, 200]);
    expect([...shown]).toEqual(Array.from({ length: 400 }, (_, i) => -(3 * i + 2)));
  });
});

describe("histogram", () => {
  it("counts every weight once, the ends included", () => {
    const { limit, counts } = histogram(Float32Array.of(-2, -0.1, 0, 0.1, 1, 2), 4);
    expect(limit).toBe(2);
    expect([...counts]).toEqual([1, 1, 2, 2]);
  });

  it("knows how far weights stray", () => {
    expect(histogram(Float32Array.of(-3, 3, -3, 3)).deviation).toBe(3);
    expect(histogram(new Float32Array(0)).deviation).toBe(0);
  });

  it("of zeros has a scale, too", () => {
    const { limit, counts } = histogram(new Float32Array(5), 4);
    expect(limit).toBeGreaterThan(0);
    expect([...counts]).toEqual([0, 0, 5, 0]);
  });
});
