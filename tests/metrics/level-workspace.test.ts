import { expect, it } from "vitest";
import type { Level } from "../../src/metrics/level.js";
import { LevelWorkspace } from "../../src/metrics/level-workspace.js";

const chance = { dimensions: 2, partners: [1, 0], factors: [1, 1], scale: 1 };

/** A level of which only the strengths count here, two numbers per node. */
const levelOf = (strengths: readonly number[]): Level => ({
  nodes: strengths.length / 2,
  pointers: new Int32Array(strengths.length / 2 + 1),
  targets: new Int32Array(0),
  weights: undefined,
  strengths: Float64Array.from(strengths),
  reach: new Float64Array(strengths.length / 2),
});

it("sums strengths and sizes up by group, and anew for another level", () => {
  const work = new LevelWorkspace(4, chance);
  work.sumUp(levelOf([1, 10, 2, 20, 4, 40, 8, 80]), Int32Array.of(3, 0, 3, 0));
  expect([...work.sums]).toEqual([10, 100, 0, 0, 0, 0, 5, 50]);
  expect([...work.sizes]).toEqual([2, 0, 0, 2]);
  // A smaller level has the first of everything; what lies beyond is nobody's.
  work.sumUp(levelOf([1, 2, 3, 4]), Int32Array.of(1, 1, 0, 0));
  expect([...work.sums]).toEqual([0, 0, 4, 6, 0, 0, 5, 50]);
  expect([...work.sizes]).toEqual([0, 2, 0, 2]);
});

it("has room for every node, for each of its strengths, and for the choice to stay alone", () => {
  const { dimensions, into, touched, queue, queued, sums, sizes, empty, kept, share, partSums, ...parts } =
    new LevelWorkspace(3, chance);
  expect(dimensions).toBe(2);
  for (const each of [into, touched, queue, queued, sizes, empty, kept, parts.choices, parts.weights])
    expect([...each]).toEqual([0, 0, 0]);
  for (const each of [sums, partSums]) expect(each).toHaveLength(6);
  expect(share).toHaveLength(2);
  expect(parts.gains).toHaveLength(4);
});
