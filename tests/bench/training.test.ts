import { expect, it } from "vitest";
import type { Entry } from "../../bench/table.js";
import { training } from "../../bench/training.bench.js";
import { PlainNetwork } from "../../src/experiments/sparse-mnist/plain-javascript.js";

const entry = (density: number, medianMs: number, bytes: number): Entry => ({
  suite: "training",
  case: `${density}`,
  density,
  medianMs,
  baselineMs: 1,
  ratio: 1,
  gflops: 1,
  node: "20",
  bytes,
  baselineBytes: 3e6,
});

it("the summary sets time and memory beside the dense network's, and takes off the floor", () => {
  const lines = training.summary!([entry(1, 41, 20e6), entry(0.1, 7, 4e6), entry(1e-4, 1, 1e5)]);
  expect(lines.map((line) => line.replace(/ +/g, " ").trim())).toEqual([
    "network ms of dense ms above the floor per % of weights MB of dense JavaScript MB",
    "dense 41.000 1.000 0.400 20.00 1.000 3.00",
    "90 % sparse 7.000 0.171 0.600 4.00 0.200 3.00",
    "99.99 % sparse 1.000 0.024 0.10 0.005 3.00",
    "The floor, 1.000 ms, is what the last one takes: gathering, activations, biases and loss.",
    "Memory is that of weights, biases, gradients, Adam's moments and the structure of sparse weights.",
  ]);
});

it("an interrupted run has no summary", () => {
  expect(training.summary!([entry(1, 41, 20e6)])).toEqual([]);
});

it("plain JavaScript counts weights, gradients, two moments and both orders of a pattern", () => {
  const adam = { rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    bytes = (count: number, pattern?: { rowPointers: Int32Array; columnIndices: Int32Array }) => {
      const layer = { rows: 2, columns: 4, weights: new Float32Array(count), bias: new Float32Array(2), pattern };
      return new PlainNetwork([layer], 8, adam).bytes;
    };
  expect(bytes(8)).toBe(4 * 4 * (8 + 2));
  const pattern = { rowPointers: Int32Array.of(0, 1, 3), columnIndices: Int32Array.of(2, 0, 3) };
  expect(bytes(3, pattern)).toBe(4 * 4 * (3 + 2) + 4 * (3 + 3 + 5 + 3 + 3));
});
