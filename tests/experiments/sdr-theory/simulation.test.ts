import { expect, it } from "vitest";
import { falseMatch, falseNegative, overlapProbability } from "../../../src/dendrites/index.js";
import { dendrites } from "../../../src/dendrites/kernels.js";
import { share } from "../../../src/experiments/sdr-theory/points.js";
import { type Simulation, simulate } from "../../../src/experiments/sdr-theory/simulation.js";
import { Random } from "../../../src/random.js";
import { openKernels } from "../../support.js";

const kernels = await openKernels("simd", [dendrites]);

const run = (simulation: Simulation, seed = 1, signal = new AbortController().signal) =>
  simulate(simulation, new Random(seed), {
    kernels,
    signal,
    progress: (done) => {
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThanOrEqual(1);
    },
  });

const small = { name: "", cells: 60, active: 12, synapses: 10, trials: 10_000 };

it("random pairs overlap with the hypergeometric frequencies", async () => {
  const { trials, overlaps } = await run({ ...small, kind: "random", patterns: 1 });
  expect(trials).toBe(10_000);
  expect(overlaps.reduce((sum, count) => sum + count)).toBe(trials);
  for (const [overlap, count] of overlaps.slice(0, 6).entries()) {
    const p = overlapProbability({ ...small, overlap });
    expect(Math.abs(count - trials * p)).toBeLessThan(4 * Math.sqrt(trials * p * (1 - p)));
  }
});

it("counts of matches vary as those of independent trials, though pairs share segments and patterns", async () => {
  const p = falseMatch({ ...small, threshold: 4 }),
    runs = 200,
    trials = 2500;
  let squares = 0;
  for (let seed = 0; seed < runs; seed++)
    squares += (share(await run({ ...small, kind: "random", patterns: 1, trials }, seed), 4) - p) ** 2;
  const ratio = squares / runs / ((p * (1 - p)) / trials);
  // Of a chi-squared variable with so many degrees of freedom, four standard errors.
  expect(Math.abs(ratio - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
});

it("noise misses as the closed form says, and nothing when nothing is lost", async () => {
  for (const [lost, threshold] of [
    [6, 5],
    [8, 3],
  ] as const) {
    const p = falseNegative({ active: 12, synapses: 10, lost, threshold }),
      histogram = await run({ ...small, kind: "noise", lost }),
      { trials } = histogram;
    expect(Math.abs(share(histogram, threshold, true) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / trials));
  }
  const { overlaps, trials } = await run({ ...small, kind: "noise", lost: 0 });
  expect(overlaps).toEqual([...new Array(10).fill(0), trials]);
});

it("of stored patterns the nearest counts: one is as good as a random pair, more match more often", async () => {
  const one = await run({ ...small, kind: "stored", patterns: 1 }),
    many = await run({ ...small, kind: "stored", patterns: 20 });
  const p = falseMatch({ ...small, threshold: 4 });
  expect(Math.abs(share(one, 4) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / one.trials) + 0.01);
  expect(share(many, 4)).toBeGreaterThan(share(one, 4));
});

it("unions match more often, up to always", async () => {
  const rates = [];
  for (const patterns of [1, 2, 4, 60])
    rates.push(share(await run({ ...small, kind: "random", patterns, trials: 2500 }), 4));
  expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  expect(rates.at(-1)).toBe(1);
});

it("stops between blocks when aborted", async () => {
  const { trials } = await run({ ...small, kind: "random", patterns: 1, trials: 4e6 }, 1, AbortSignal.abort());
  expect(trials).toBe(0);
});
