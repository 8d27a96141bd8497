import { expect, it } from "vitest";
import { nodeValues } from "../../src/metrics/node-values.js";

it("gives the values and their mean, NaN for none", () => {
  const perNode = Float64Array.of(1, 2, 6);
  expect(nodeValues(perNode)).toEqual({ perNode, mean: 3 });
  expect(nodeValues(new Float64Array(0)).mean).toBeNaN();
});
