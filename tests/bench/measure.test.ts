import { expect, it, vi } from "vitest";
import { measure, rounds } from "../../bench/measure.js";
import { type Entry, tableBesideJavaScript, tableBesideKernels } from "../../bench/table.js";

const never = new AbortController().signal;

function busy(milliseconds: number): () => void {
  return vi.fn(() => {
    for (const end = performance.now() + milliseconds; performance.now() < end; );
  });
}

it("measures cases in turns, and a function that several of them share once", async () => {
  const [quick, shared, late] = [busy(1), busy(40), busy(10)];
  const [first, second] = (await measure(
    [
      { kernel: quick, baseline: shared },
      { kernel: late, baseline: shared, beside: "the shared one" },
    ],
    never,
  ))!;
  expect(first!.medianMs).toBeGreaterThanOrEqual(1);
  expect(first!.baselineMs).toBeGreaterThanOrEqual(40);
  expect(first!.medianMs).toBeLessThan(first!.baselineMs);
  expect(second!.baselineMs).toBe(first!.baselineMs);
  // One or two calls to warm up, then one a round.
  expect(vi.mocked(shared).mock.calls.length).toBeLessThanOrEqual(rounds + 2);
});

it("asks slow JavaScript only three times, kernels every time", async () => {
  const [kernel, other, plain] = [busy(21), busy(21), busy(21)],
    seen: number[] = [];
  const cases = [
    { kernel, baseline: plain },
    { kernel, baseline: other, beside: "other kernels" },
  ];
  await measure(cases, never, { progress: (round) => seen.push(round), slowMs: 20 });
  for (const form of [kernel, other]) expect(vi.mocked(form).mock.calls.length).toBeGreaterThanOrEqual(rounds);
  // As often as fit into the time for warming up, then in rounds 5 and 9.
  expect(vi.mocked(plain).mock.calls.length).toBeLessThanOrEqual(3 + 2);
  expect(seen).toEqual(Array.from({ length: rounds }, (_, round) => round));
});

it("an abort is heard between two forms", async () => {
  const controller = new AbortController(),
    kernel = vi.fn(() => controller.abort()),
    baseline = vi.fn();
  expect(await measure([{ kernel, baseline }], controller.signal)).toBeUndefined();
  expect(baseline).not.toHaveBeenCalled();
});

it("prints kernels beside kernels in a table of their own", () => {
  const entry: Entry = {
    suite: "gevb",
    case: "a beside b",
    density: null,
    medianMs: 4,
    baselineMs: 3,
    ratio: 0.75,
    gflops: 0,
    node: "20",
  };
  expect(tableBesideJavaScript([{ ...entry, density: 0.1, gflops: 12.34 }])).toEqual([
    "suite  case        density     ms  JavaScript ms  faster  GFLOP/s",
    "gevb   a beside b     10 %  4.000          3.000   0.8 ×     12.3",
  ]);
  expect(tableBesideKernels([entry])).toEqual([
    "suite  case           ms  the other's ms  as fast  GFLOP/s",
    "gevb   a beside b  4.000           3.000   0.75 ×         ",
  ]);
});
