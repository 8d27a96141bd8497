import { AnomalyLikelihood } from "../../dendrites/anomaly-likelihood.js";
import { DateEncoder } from "../../dendrites/date-encoder.js";
import { MovingAverage } from "../../dendrites/moving-average.js";
import { RandomScalarEncoder } from "../../dendrites/random-scalar-encoder.js";
import { Sdr } from "../../dendrites/sdr.js";
import { SpatialPooler } from "../../dendrites/spatial-pooler.js";
import { TemporalMemory } from "../../dendrites/temporal-memory.js";
import { sha256 } from "../../io/sha256.js";
import { nextTask } from "../../next-task.js";
import type { Random } from "../../random.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import type { Config } from "./config.js";
import type { Parameters } from "./parameters.js";
import { probationOf, type Series } from "./series.js";

/** The last raw scores whose mean is judged. */
const averagingWindow = 10;

export const stages = ["encoders", "pooler", "memory", "likelihood"] as const;
export type Stage = (typeof stages)[number];

export interface Scores {
  /** Of every row, as far as it came. */
  readonly raw: Float64Array;
  readonly likelihood: Float64Array;
  /** Rows at the start that are not judged. */
  readonly probation: number;
  readonly millisecondsPerRow: Readonly<Record<Stage, number>>;
  /** Bits of the encoders together; segments and synapses of the memory at the end. */
  readonly inputs: number;
  readonly segments: number;
  readonly synapses: number;
  readonly fingerprint: string;
}

/** Streams a series through encoders, spatial pooler, temporal memory and anomaly likelihood; all of them learn as they go. */
export async function score(
  series: Series,
  { value, date, pooler, memory }: Parameters,
  { compared, historyDays }: Config,
  random: Random,
  context: JobContext,
): Promise<Scores> {
  const { times, values, rowsPerDay } = series,
    rows = values.length,
    probation = probationOf(rows),
    learningPeriod = Math.floor(probation / 2),
    valueEncoder = new RandomScalarEncoder(value(...extent(values))),
    dateEncoder = new DateEncoder(date),
    inputs = valueEncoder.size + dateEncoder.size,
    input = new Sdr(inputs);
  using arena = new Arena(context.kernels);
  const spatial = new SpatialPooler(arena, {
      ...pooler,
      inputDimensions: [inputs],
      columnDimensions: [memory.columns],
      potentialRadius: inputs,
      random: random.stream("pooler"),
    }),
    temporal = new TemporalMemory(arena, { ...memory, random: random.stream("memory") }),
    // Means are averaged before, and then compared one by one with those before them.
    average = new MovingAverage(compared === "means" ? averagingWindow : 1),
    likelihood = new AnomalyLikelihood({
      learningPeriod,
      estimationSamples: probation - learningPeriod,
      historicWindow: Math.max(averagingWindow, historyDays * rowsPerDay),
      averagingWindow: compared === "means" ? 1 : averagingWindow,
    }),
    raw: number[] = [],
    likelihoods: number[] = [],
    spent = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    if (row % 100 === 0) {
      await nextTask();
      if (context.signal.aborted) break;
      context.progress(row / rows);
    }
    const begun = performance.now();
    input.clear();
    valueEncoder.write(values[row]!, input, 0);
    dateEncoder.write(times[row]!, input, valueEncoder.size);
    const encoded = performance.now(),
      columns = spatial.compute(input),
      pooled = performance.now(),
      anomaly = temporal.compute(columns),
      remembered = performance.now();
    raw.push(anomaly);
    // A running sum may leave [0, 1] by rounding.
    likelihoods.push(likelihood.add(Math.min(1, Math.max(0, average.add(anomaly)))));
    const ends = [encoded, pooled, remembered, performance.now()];
    for (const [stage, end] of ends.entries()) spent[stage]! += end - (stage === 0 ? begun : ends[stage - 1]!);
  }
  const [encoders = 0, columns = 0, sequences = 0, judging = 0] = spent.map((sum) => sum / Math.max(1, raw.length));
  return {
    raw: Float64Array.from(raw),
    likelihood: Float64Array.from(likelihoods),
    probation,
    millisecondsPerRow: { encoders, pooler: columns, memory: sequences, likelihood: judging },
    inputs,
    segments: temporal.segments.size,
    synapses: temporal.segments.synapseCount,
    fingerprint: await sha256(temporal.segments.save()),
  };
}

function extent(values: Float64Array): [minimum: number, maximum: number] {
  return values.reduce<[number, number]>(
    ([low, high], one) => [Math.min(low, one), Math.max(high, one)],
    [Infinity, -Infinity],
  );
}
