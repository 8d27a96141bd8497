import type { Dataset } from "../../data/dataset.js";
import { oneChoice } from "../../data/one-choice.js";
import { outgoing } from "../../metrics/graph.js";
import { pearson } from "../../metrics/index.js";
import { type SpatialNetwork, spatialNetwork } from "../../models/sernn.js";
import { Random } from "../../random.js";
import { evaluate } from "../../training/evaluate.js";
import { fit } from "../../training/fit.js";
import { adam } from "../../training/optimizers.js";
import { l1 } from "../../training/penalties/l1.js";
import { communicability, spatial } from "../../training/penalties/spatial.js";
import { wiringCost } from "../../training/penalties/wiring-cost.js";
import type { Penalty } from "../../training/penalty.js";
import { fingerprint } from "../../training/snapshot.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import { meanActivity } from "./activity.js";
import { type Config, kindTitles } from "./config.js";
import type { Found, Job } from "./found.js";
import { strongest, structureOf } from "./structure.js";

/** Trains one network, and measures it. Networks of a run start alike, and see the same trials. */
export async function runJob(job: Job, config: Config, context: JobContext): Promise<Found> {
  const begin = performance.now(),
    random = new Random(context.seed).stream("run").stream(job.run),
    arena = new Arena(context.kernels);
  try {
    const { goalSteps, delaySteps, choiceSteps, epochs, batchSize, rate, keep, nulls } = config,
      trials = (size: number, name: string): Dataset =>
        oneChoice({ size, goalSteps, delaySteps, choiceSteps, random: random.stream(name) }).dataset,
      test = trials(config.test, "test"),
      network = spatialNetwork(arena, {
        steps: goalSteps + delaySteps + choiceSteps,
        lattice: config.lattice as [number, number, number],
        random: random.stream("network"),
      });
    const { epochs: history } = await fit(network, trials(config.train, "trials"), {
      epochs,
      batchSize,
      optimizer: adam({ rate, epsilon: 1e-7 }),
      penalties: [penaltyOf(job, network)],
      random: random.stream("fit"),
      signal: context.signal,
      callbacks: [
        {
          onBatch({ epoch, step, steps }) {
            context.progress((epoch - 1 + step / steps) / epochs, `${kindTitles[job.kind]}, γ = ${job.strength}`);
            return undefined;
          },
        },
      ],
    });
    const milliseconds = performance.now() - begin,
      weights = network.layer.recurrent.value.data.slice(),
      graph = strongest(weights, keep),
      { groups, ...structure } = structureOf(graph, nulls, random.stream("structure"));
    return {
      accuracy: evaluate(network, test).accuracy,
      trainingAccuracy: history.map(({ accuracy }) => accuracy),
      weight: weights.reduce((sum, weight) => sum + Math.abs(weight), 0),
      ...againstDistance(weights, network.distances),
      structure,
      activity: meanActivity(network, test),
      drawn: job.run === 1 ? { ...edgesOf(outgoing(graph), weights), groups } : undefined,
      milliseconds,
      fingerprint: await fingerprint(network.parameters),
    };
  } finally {
    arena.dispose();
  }
}

function penaltyOf({ kind, strength }: Job, { distances, layer }: SpatialNetwork): Penalty {
  const parameters = layer.recurrent.name;
  switch (kind) {
    case "spatial":
      return spatial({ strength, distances, parameters });
    case "l1":
      return l1({ strength, parameters });
    case "distance":
      return wiringCost({ strength, lengths: distances, parameters });
    case "communicability":
      return communicability({ strength, parameters });
  }
}

/** How the sizes of the weights between different units go with distance. */
function againstDistance(weights: Float32Array, distances: Float64Array): Pick<Found, "correlation" | "byDistance"> {
  const n = Math.sqrt(weights.length),
    places = Array.from(weights.keys()).filter((at) => at % (n + 1) !== 0),
    size = (at: number) => Math.abs(weights[at]!),
    groups = new Map<number, number[]>();
  for (const at of places) {
    const group = groups.get(distances[at]!);
    if (group) group.push(size(at));
    else groups.set(distances[at]!, [size(at)]);
  }
  const sorted = [...groups]
      .sort(([a], [b]) => a - b)
      .map(([distance, sizes]) => ({ distance, sizes: sizes.sort((a, b) => a - b) })),
    share = (part: number) => sorted.map(({ sizes }) => sizes[Math.floor(part * (sizes.length - 1))]!);
  return {
    correlation: pearson(
      places.map(size),
      places.map((at) => distances[at]!),
    ),
    byDistance: {
      distance: sorted.map(({ distance }) => distance),
      mean: sorted.map(({ sizes }) => sizes.reduce((sum, x) => sum + x, 0) / sizes.length),
      low: share(0.1),
      high: share(0.9),
    },
  };
}

/** Every edge of an undirected graph once, with the larger |W| of its directions. */
function edgesOf({ pointers, targets }: ReturnType<typeof outgoing>, weights: Float32Array) {
  const edges = { sources: [] as number[], targets: [] as number[], weights: [] as number[] },
    n = pointers.length - 1,
    size = (i: number, j: number) => Math.abs(weights[i * n + j]!);
  for (let i = 0; i < n; i++)
    for (const j of targets.subarray(pointers[i], pointers[i + 1])) {
      if (j <= i) continue;
      edges.sources.push(i);
      edges.targets.push(j);
      edges.weights.push(Math.max(size(i, j), size(j, i)));
    }
  return edges;
}
