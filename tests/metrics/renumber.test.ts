import { expect, it } from "vitest";
import { renumber } from "../../src/metrics/renumber.js";

it("numbers labels in order of first appearance, the first ones alone", () => {
  const labels = Int32Array.of(4, 0, 4, 2, 0, 7, 7),
    numbers = new Int32Array(7);
  expect(renumber(labels, 5, numbers)).toBe(3);
  expect([...labels]).toEqual([0, 1, 0, 2, 1, 7, 7]);
  // Once more, with what the last call left behind.
  labels.set([1, 1, 0]);
  expect(renumber(labels, 3, numbers)).toBe(2);
  expect([...labels]).toEqual([0, 0, 1, 2, 1, 7, 7]);
  expect(renumber(labels, 0, numbers)).toBe(0);
});
