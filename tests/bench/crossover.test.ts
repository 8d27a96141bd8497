import { expect, it } from "vitest";
import { crossing, crossover } from "../../bench/crossover.bench.js";
import type { Case } from "../../bench/suite.js";
import type { Entry } from "../../bench/table.js";
import { openArena } from "../support.js";

const entry = (density: number, medianMs: number, baselineMs = 10) => ({ density, medianMs, baselineMs });

it("the crossing lies where straight lines between the densities meet", () => {
  expect(crossing([entry(0.1, 2), entry(0.5, 8), entry(0.7, 14), entry(1, 20)])).toBe("57 %");
  // Sparse loses 1 and dense 1: half-way.
  expect(crossing([entry(0.2, 9), entry(0.4, 11)])).toBe("30 %");
  expect(crossing([entry(0.1, 11), entry(1, 100)])).toBe("under 10 %");
  expect(crossing([entry(0.1, 1), entry(1, 10)])).toBe("any");
  expect(crossing([])).toBe("not measured");
});

it("each group of cases is one layer at all densities, beside one dense form", async () => {
  using arena = await openArena();
  const [first] = crossover.cases(arena) as Iterable<Case[]>;
  expect(first!.map(({ name }) => name)).toEqual(
    [10, 20, 30, 45, 70, 100].map((percent) => `784 → 1024, batch 1, forward, ${percent} %`),
  );
  expect(new Set(first!.map(({ baseline }) => baseline)).size).toBe(1);
  expect(first!.at(-1)!.flops).toBe(2 * 784 * 1024);
});

it("the summary has a line for each shape and batch", () => {
  const common = { suite: "crossover", ratio: 1, gflops: 1, node: "20" },
    name = (pass: string, percent: number) => `256 → 256, batch 32, ${pass}, ${percent} % beside dense`;
  const entries: Entry[] = [
    { ...common, case: name("forward", 20), ...entry(0.2, 5) },
    { ...common, case: name("forward", 100), ...entry(1, 20) },
    { ...common, case: name("training", 20), ...entry(0.2, 40, 30) },
  ];
  const lines = crossover.summary!(entries);
  expect(lines).toHaveLength(2 + 4 * 3);
  expect(lines.find((line) => /^256 → 256 +32 /.test(line))).toMatch(/ 47 % +under 20 %$/);
  expect(lines.find((line) => /^256 → 256 +1 /.test(line))).toMatch(/ not measured +not measured$/);
});
