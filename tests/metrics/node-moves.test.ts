import fc from "fast-check";
import { expect, it } from "vitest";
import { Draws } from "../../src/metrics/draws.js";
import type { Graph } from "../../src/metrics/graph.js";
import { firstLevel, type Level } from "../../src/metrics/level.js";
import { LevelWorkspace } from "../../src/metrics/level-workspace.js";
import type { SignedKind } from "../../src/metrics/modularity.js";
import { type MoveOptions, moveNodes } from "../../src/metrics/node-moves.js";
import { Random } from "../../src/random.js";
import { partitioned } from "../arbitraries/partitioned.js";
import { pairs } from "../golden/topology.js";
import { modularity, signedModularity } from "../reference/modularity.js";

interface Given extends Partial<MoveOptions> {
  readonly resolution?: number;
  readonly kind?: SignedKind;
  readonly seed?: number;
  /** What `kept` holds at first: the weights, or that they are not known. */
  readonly known?: boolean;
}

/** Weight from node i into the group of that label. */
function weightInto({ pointers, targets, weights }: Level, i: number, labels: ArrayLike<number>, group: number) {
  let sum = 0;
  for (let p = pointers[i]!; p < pointers[i + 1]!; p++)
    if (labels[targets[p]!] === group) sum += weights ? weights[p]! : 1;
  return sum;
}

function move(graph: Graph, given: readonly number[], options: Given = {}) {
  const { resolution = 1, kind = "sta", seed = 0, known = true, ...rest } = options,
    [level, chance] = firstLevel("test", graph, resolution, kind),
    work = new LevelWorkspace(graph.nodes, chance),
    labels = Int32Array.from(given);
  labels.forEach((group, i) => {
    work.kept[i] = known ? weightInto(level, i, labels, group) : Number.NaN;
  });
  const moved = moveNodes(level, chance, labels, work, new Draws(new Random(seed)), {
    tolerance: 1e-10,
    leave: false,
    exhaustive: true,
    ...rest,
  });
  return { moved, labels: [...labels], work, level };
}

const edge = pairs([0, 1]);

it("joins two nodes where that gains, and parts them where it loses and they may leave", () => {
  // Q of both together is 1 − γ, of each alone −γ/2.
  for (const [resolution, together, apart] of [
    [1.9, true, false],
    [2, false, false],
    [2.1, false, true],
  ] as const) {
    expect(new Set(move(edge, [0, 1], { resolution }).labels).size).toBe(together ? 1 : 2);
    expect(new Set(move(edge, [1, 1], { resolution, leave: true }).labels).size).toBe(apart ? 2 : 1);
    expect(move(edge, [1, 1], { resolution }).labels).toEqual([1, 1]);
  }
});

it("moves only for a gain above the tolerance", () => {
  // From −1/2 to 0.
  expect(move(edge, [0, 1], { tolerance: 0.49 }).moved).toBe(true);
  expect(move(edge, [0, 1], { tolerance: 0.51 })).toMatchObject({ moved: false, labels: [0, 1] });
});

it("of groups that gain the same takes the lowest", () => {
  // Whoever of 0 – 1 – 2 comes first, all end where it went: 0 and 2 to group 1, but 1 to group 0, never to group 2.
  const ends = Array.from({ length: 30 }, (_, seed) => move(pairs([0, 1, 1, 2]), [0, 1, 2], { seed }).labels.join());
  expect([...new Set(ends)].sort()).toEqual(["0,0,0", "1,1,1"]);
});

const resolutions = fc.constantFrom(0.5, 1, 2);

/** Where every node stands, nothing beside it is better by more than the tolerance; `kept` says what it is said to hold. */
function expectSettled(
  { labels, work, level }: ReturnType<typeof move>,
  quality: (labels: readonly number[]) => number,
): void {
  const q = quality(labels);
  labels.forEach((group, i) => {
    expect(work.kept[i]).toBeCloseTo(weightInto(level, i, labels, group), 12);
    for (let p = level.pointers[i]!; p < level.pointers[i + 1]!; p++)
      expect(quality(labels.with(i, labels[level.targets[p]!]!))).toBeLessThan(q + 1.1e-10);
  });
  expect(work.into.every((weight) => weight === 0)).toBe(true);
}

it("raises the modularity to where no node gains by a group beside it, from any start", () => {
  fc.assert(
    fc.property(
      partitioned({ most: 9 }),
      resolutions,
      fc.boolean(),
      fc.nat(1000),
      ({ graph, dense, labels: given }, resolution, known, seed) => {
        const start = given.map((label) => given.indexOf(label)),
          found = move(graph, start, { resolution, known, seed }),
          quality = (labels: readonly number[]) => modularity(dense, labels, resolution);
        expectSettled(found, quality);
        if (found.moved) expect(quality(found.labels)).toBeGreaterThan(quality(start));
        else expect(found.labels).toEqual(start);
      },
    ),
    { numRuns: 120 },
  );
});

it("raises the signed modularity alike, of every kind", () => {
  fc.assert(
    fc.property(
      partitioned({ most: 8, signed: true }),
      fc.constantFrom<SignedKind>("sta", "gja", "smp"),
      fc.nat(1000),
      ({ graph, dense, labels }, kind, seed) => {
        fc.pre(graph.signed);
        const alone = labels.map((_, i) => i);
        expectSettled(move(graph, alone, { kind, seed }), (ways) => signedModularity(dense, ways, 1, kind));
      },
    ),
    { numRuns: 100 },
  );
});

// At resolution 0 a node's gain hangs on its neighbours alone, so that asking them again after every move is enough.
it("asks the neighbours of one that moved again, in one pass through the nodes", () => {
  fc.assert(
    fc.property(partitioned({ most: 12 }), fc.nat(1000), ({ graph, dense, labels: given }, seed) => {
      const start = given.map((label) => given.indexOf(label));
      expectSettled(move(graph, start, { resolution: 0, exhaustive: false, seed }), (labels) =>
        modularity(dense, labels, 0),
      );
    }),
    { numRuns: 120 },
  );
});

it("gives a node that leaves a group of its own, one that nobody is in", () => {
  // Far above every resolution at which an edge pays.
  const found = move(pairs([0, 1, 1, 2, 2, 3]), [2, 2, 2, 2], { resolution: 50, leave: true });
  expect(found.labels.toSorted()).toEqual([0, 1, 2, 3]);
  expect([...found.work.sizes]).toEqual([1, 1, 1, 1]);
});
