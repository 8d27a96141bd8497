import { Bench } from "tinybench";
import { nextTask } from "../src/next-task.js";
import type { Case } from "./suite.js";

export interface Measurement {
  readonly medianMs: number;
  readonly baselineMs: number;
}

type Form = () => void;

export const rounds = 9;

/**
 * Medians of both forms of every case. All forms are measured in short turns, so that a slow moment of the machine falls on
 * each, and the medians are those over the turns' medians. Undefined when aborted.
 * @param options.progress hears of every round before it begins
 * @param options.slowMs plain JavaScript that takes longer is measured in every fourth round only; 1000 by default
 */
export async function measure(
  cases: readonly Pick<Case, "kernel" | "baseline" | "beside">[],
  signal: AbortSignal,
  { progress, slowMs = 1000 }: { progress?: (round: number) => void; slowMs?: number } = {},
): Promise<Measurement[] | undefined> {
  const medians = new Map<Form, number[]>(),
    plain = new Set(cases.filter(({ beside }) => beside === undefined).map(({ baseline }) => baseline));
  for (const { kernel, baseline } of cases) medians.set(kernel, []).set(baseline, []);
  for (let round = 0; round < rounds; round++) {
    progress?.(round);
    for (const [form, list] of medians) {
      if (round % 4 !== 0 && plain.has(form) && list[0]! > slowMs) continue;
      await nextTask(); // else no Ctrl-C would ever be heard
      if (signal.aborted) return undefined;
      // Long enough for the engine to compile the baseline with all it can do; what is slow was compiled on its way.
      const warm = round === 0 ? await turn(form, 60) : 0;
      list.push(warm > slowMs ? warm : await turn(form, 20));
    }
  }
  const of = (form: Form) => median(medians.get(form)!);
  return cases.map(({ kernel, baseline }) => ({ medianMs: of(kernel), baselineMs: of(baseline) }));
}

/** Median of the calls that fit into `time` milliseconds, at least one. */
async function turn(form: Form, time: number): Promise<number> {
  const bench = new Bench({ time, iterations: 1, warmup: false, throws: true });
  // Without the braces a function's result would be taken for what it reports about itself; without the option it would be
  // called once more, to see whether it gives a promise.
  const call = () => {
    form();
  };
  bench.add("form", call, { async: false });
  await bench.run();
  const result = bench.getTask("form")?.result;
  if (result?.state !== "completed") throw new Error(`a measurement ended as ${result?.state}`);
  return result.latency.p50;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}
