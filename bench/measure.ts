import { Bench } from "tinybench";
import { nextTask } from "../src/next-task.js";
import type { Case } from "./suite.js";

export interface Measurement {
  readonly medianMs: number;
  readonly baselineMs: number;
}

const rounds = 9;

/**
 * Medians of both forms. They are measured in short turns, so that a slow moment of the machine falls on both, and the
 * medians are those over the turns' medians. Undefined when aborted.
 */
export async function measure({ kernel, baseline }: Case, signal: AbortSignal): Promise<Measurement | undefined> {
  const medians = { kernel: [] as number[], baseline: [] as number[] };
  // Long enough for the engine to compile the baseline with all it can do.
  await turn({ kernel, baseline }, 60);
  for (let round = 0; round < rounds; round++) {
    await nextTask(); // else no Ctrl-C would ever be heard
    if (signal.aborted) return undefined;
    const { kernel: kernelMs, baseline: baselineMs } = await turn({ kernel, baseline }, 20);
    medians.kernel.push(kernelMs);
    medians.baseline.push(baselineMs);
  }
  return { medianMs: median(medians.kernel), baselineMs: median(medians.baseline) };
}

async function turn({ kernel, baseline }: Pick<Case, "kernel" | "baseline">, time: number) {
  const bench = new Bench({ time, iterations: 2, warmup: false, throws: true });
  // Without the braces a function's result would be taken for what it reports about itself.
  bench.add("kernel", () => {
    kernel();
  });
  bench.add("baseline", () => {
    baseline();
  });
  await bench.run();
  return { kernel: p50(bench, "kernel"), baseline: p50(bench, "baseline") };
}

function p50(bench: Bench, name: string): number {
  const result = bench.getTask(name)?.result;
  if (result?.state !== "completed") throw new Error(`the task "${name}" ended as ${result?.state}`);
  return result.latency.p50;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}
