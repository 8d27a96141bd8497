import { type Arena, Random } from "neurite";
import {
  AnomalyLikelihood,
  DateEncoder,
  MovingAverage,
  RandomScalarEncoder,
  Sdr,
  SpatialPooler,
  TemporalMemory,
} from "neurite/dendrites";
import { Turns } from "../turns.js";
import type { Series } from "./reading.js";

/** Of every row. */
export interface Scores {
  /** Raw anomaly scores. */
  readonly anomaly: Float64Array<ArrayBuffer>;
  readonly likelihood: Float64Array<ArrayBuffer>;
  /** Rows at the start that are not judged. */
  readonly probation: number;
  readonly segments: number;
  readonly synapses: number;
}

/** The last raw scores whose mean is judged, by means before it. */
const averagingWindow = 10;
const columns = 2048;
/** Of scores by which the next ones are judged. */
const historyDays = 30;

/**
 * Streams a series through encoders, spatial pooler, temporal memory and anomaly likelihood; all of them learn as they go.
 * Parameters are those of the experiment "anomaly" for the Numenta Anomaly Benchmark; as there, the extent of the values is
 * known beforehand, and 15 % of the first 5000 rows are not judged.
 */
export async function score(
  arena: Arena,
  { values, moments, rowsPerDay = 288 }: Pick<Series, "values" | "moments" | "rowsPerDay">,
  seed: number,
  context: { readonly signal: AbortSignal; progress(rows: number): void },
): Promise<Scores> {
  const random = new Random(seed),
    rows = values.length,
    probation = Math.floor(0.15 * Math.min(5000, rows)),
    learningPeriod = Math.floor(probation / 2),
    { least, most } = extent(values),
    value = new RandomScalarEncoder({ size: 1000, activeBits: 41, resolution: (most - least) / 130 || 1 }),
    date = moments && new DateEncoder({ timeOfDay: { activeBits: 21, radius: 9.5 } }),
    input = new Sdr(value.size + (date?.size ?? 0)),
    pooler = new SpatialPooler(arena, {
      inputDimensions: [input.size],
      columnDimensions: [columns],
      potentialRadius: input.size,
      potentialFraction: 0.8,
      density: 40 / columns,
      boostStrength: 2,
      permanenceIncrement: 0.003,
      permanenceDecrement: 0.0005,
      connectedPermanence: 0.2,
      random: random.stream("pooler"),
    }),
    memory = new TemporalMemory(arena, {
      columns,
      predictedDecrement: 0.004,
      maxSegmentsPerCell: 128,
      maxSynapsesPerSegment: 128,
      random: random.stream("memory"),
    }),
    average = new MovingAverage(averagingWindow),
    likelihood = new AnomalyLikelihood({
      learningPeriod,
      estimationSamples: probation - learningPeriod,
      historicWindow: historyDays * rowsPerDay,
      averagingWindow: 1,
    }),
    scores = { anomaly: new Float64Array(rows), likelihood: new Float64Array(rows) },
    turns = new Turns(context.signal);
  try {
    for (let row = 0; row < rows; row++) {
      input.clear();
      // From the least one on, for steps of the resolution are counted, and far from 0 there are too many.
      value.write(values[row]! - least, input, 0);
      date?.write(moments![row]!, input, value.size);
      const anomaly = memory.compute(pooler.compute(input));
      scores.anomaly[row] = anomaly;
      // A running sum may leave [0, 1] by rounding.
      scores.likelihood[row] = likelihood.add(Math.min(1, Math.max(0, average.add(anomaly))));
      if (!turns.over) continue;
      context.progress(row + 1);
      await turns.next();
    }
    return { ...scores, probation, segments: memory.segments.size, synapses: memory.segments.synapseCount };
  } finally {
    memory.dispose();
    pooler.dispose();
  }
}

function extent(values: Float64Array): { least: number; most: number } {
  let least = Infinity,
    most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { least, most };
}
