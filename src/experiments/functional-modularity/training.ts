import type { Dataset } from "../../data/dataset.js";
import { type DigitPairs, digitPairs } from "../../data/digit-pairs.js";
import { exp, log } from "../../elementary.js";
import { graphFromEdges } from "../../metrics/graph-from-edges.js";
import { modularity } from "../../metrics/modularity.js";
import { type ModularNetwork, modularNetwork } from "../../models/functional-modularity.js";
import { allStates, lastStates, type Recording, recordStates } from "../../models/module-states.js";
import {
  bottleneckByDigit,
  correlationByDigit,
  type MaskFinding,
  type MeasurePairs,
  type MeasureTraining,
  maskByDigit,
  retrainingByDigit,
} from "../../models/specialisation.js";
import { Random } from "../../random.js";
import { exponential } from "../../schedules.js";
import { deepRStart } from "../../sparsity/deep-r-start.js";
import { deepR } from "../../training/deep-r.js";
import { evaluate } from "../../training/evaluate.js";
import { fit } from "../../training/fit.js";
import { grouped } from "../../training/grouped.js";
import { adadelta, adam, type Optimizer } from "../../training/optimizers.js";
import type { EpochData } from "../../training/session.js";
import { fingerprint } from "../../training/snapshot.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import { Clock } from "./clock.js";
import type { Config, MeasureName } from "./config.js";
import { imagesFor } from "./data.js";
import type { Found, Job, Measured } from "./found.js";

/** Trains one network, and measures it before and after. */
export async function runJob(job: Job, config: Config, context: JobContext): Promise<Found> {
  const begin = performance.now(),
    random = new Random(context.seed).stream("run").stream(job.run),
    pairs = pairsFor(config, context, random),
    clock = new Clock(config, context);
  const arena = new Arena(context.kernels);
  try {
    const network = networkFor(job, config, pairs, arena, random),
      untrained = await measure(network, pairs, config, clock, random);
    const trainingAccuracy = await train(network, job, config, pairs.fresh, clock, random),
      trained = await measure(network, pairs, config, clock, random);
    const graph = network.structure(),
      { sources, targets } = graph;
    return {
      untrained,
      trained,
      bottleneck: config.measures.includes("bottleneck")
        ? await measureBottleneck(job, config, context, pairs, clock, random)
        : undefined,
      firstWins: shareOfFirst(network, pairs.test.dataset),
      modularity: modularity(
        graphFromEdges({ sources, targets }, { directed: true, nodes: graph.nodes, selfLoops: "keep" }),
        graph.groups,
      ),
      between: job.run === 1 ? between(network) : undefined,
      trainingAccuracy,
      milliseconds: performance.now() - begin,
      fingerprint: await fingerprint(network.parameters),
    };
  } finally {
    arena.dispose();
  }
}

/** Pairs to measure with, and those of every epoch. */
interface Pairs extends MeasurePairs {
  readonly fresh: EpochData;
}

/** The same pairs for all networks of a run, so that they differ in their connections alone. */
function pairsFor(config: Config, context: JobContext, random: Random): Pairs {
  const { train, test } = imagesFor(config, context),
    draw = (images: Dataset, size: number, stream: Random): DigitPairs =>
      digitPairs(images, { size, task: config.task, random: stream });
  const fresh = (epoch: number) => draw(train, config.train, random.stream("training pairs").stream(epoch));
  return {
    train: fresh(1),
    test: draw(test, config.test, random.stream("test pairs")),
    fresh: (epoch) => fresh(epoch).dataset,
  };
}

function networkFor(
  { wiring, connections }: Job,
  { units, steps, cell, channel }: Config,
  { train: { dataset } }: MeasurePairs,
  arena: Arena,
  random: Random,
  bottleneck?: number,
): ModularNetwork {
  const network = modularNetwork(arena, {
    inputs: dataset.features / 2,
    units,
    outputs: dataset.outputs,
    steps,
    connections,
    cell,
    channel,
    // 0.1 at the paper's 100 units.
    range: 1 / Math.sqrt(units),
    ...(bottleneck !== undefined && { bottleneck }),
    random: random.stream("network"),
  });
  if (wiring === "deep-r")
    for (const { matrix, weights } of network.connections) deepRStart(random.stream(weights.name), matrix);
  return network;
}

/** Trains on the task; gives the accuracy of every epoch. */
async function train(
  network: ModularNetwork,
  job: Job,
  config: Config,
  data: EpochData,
  clock: Clock,
  random: Random,
): Promise<number[]> {
  const { epochs, batchSize } = config,
    { signal } = clock;
  const history = await fit(network, data, {
    epochs,
    batchSize,
    optimizer: optimizerFor(network, job, config, random.stream("rewiring")),
    random: random.stream("fit"),
    callbacks: [clock.network("learning")],
    signal,
  });
  return history.epochs.map(({ accuracy }) => accuracy);
}

/**
 * Modules and connections learn in ways of their own. Connections that Deep R moves have the paper's rate in either protocol: at
 * the modules' 10⁻³ they hardly ever change sign, which is what moves them.
 */
function optimizerFor(
  network: ModularNetwork,
  { wiring, connections }: Job,
  config: Config,
  random: Random,
): Optimizer {
  const { units, protocol, decay } = config,
    between = new Set<string>(network.connections.map(({ weights }) => weights.name)),
    matrices = network.connections.map(({ matrix }) => matrix),
    paper = protocol === "paper",
    quick = paper || wiring === "deep-r",
    rate = quick ? connectionRate(connections, units) : config.rate;
  return grouped([
    {
      parameters: ({ name }) => between.has(name),
      optimizer: wiring === "deep-r" ? deepR({ matrices, rate, random }) : adam({ rate }),
      schedule: exponential({ factor: quick ? 0.95 : decay }),
    },
    {
      parameters: () => true,
      optimizer: paper ? adadelta({ rate: 0.5 }) : adam({ rate: config.rate }),
      schedule: exponential({ factor: paper ? 0.9 : decay }),
    },
  ]);
}

/** Falls geometrically from 0.1 at one connection to 0.01 at all of them. */
function connectionRate(connections: number, units: number): number {
  return 0.1 * exp((-log(10) * log(connections)) / log(units ** 2));
}

async function measure(
  network: ModularNetwork,
  pairs: MeasurePairs,
  config: Config,
  clock: Clock,
  random: Random,
): Promise<Measured> {
  const { measures, overTime } = config,
    { dataset, digits } = pairs.test,
    stream = random.stream("measures"),
    by = (states: Recording[]) => correlationByDigit(states, digits, { random: stream.stream("pairs") });
  const has = (name: MeasureName) => measures.includes(name),
    modules = network.modules.length;
  const states = has("correlation") ? recordStates(network, dataset, overTime ? allStates : lastStates) : [],
    last = states.slice(-modules);
  return {
    accuracy: evaluate(network, dataset).accuracy,
    ...(has("correlation") && by(last)),
    overTime:
      has("correlation") && overTime
        ? Array.from({ length: config.steps }, (_, t) => by(states.slice(t * modules, (t + 1) * modules)).correlation)
        : undefined,
    masks: has("mask") ? await measureMasks(network, pairs, config, clock, stream) : undefined,
    retraining: has("retraining")
      ? await retrainingByDigit(network, pairs, readoutTraining(config, clock, stream.stream("retraining")))
      : undefined,
  };
}

async function measureMasks(
  network: ModularNetwork,
  pairs: MeasurePairs,
  { keep: shares, masks, batchSize }: Config,
  clock: Clock,
  random: Random,
): Promise<Measured["masks"]> {
  const found: (MaskFinding & { keep: number })[] = [];
  for (const keep of shares) {
    const each: MaskFinding[] = [];
    for (let mask = 0; mask < masks; mask++)
      each.push(
        await maskByDigit(network, pairs, {
          keep,
          batchSize,
          random: random.stream(`mask ${keep}`).stream(mask),
          callbacks: [clock.network("learning masks")],
          signal: clock.signal,
        }),
      );
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    found.push({
      keep,
      share: each[0]!.share.map((row, n) => row.map((_, k) => mean(each.map(({ share }) => share[n]![k]!)))),
      accuracy: each[0]!.accuracy.map((_, k) => mean(each.map(({ accuracy }) => accuracy[k]!))),
    });
  }
  return found;
}

const readoutTraining = (
  { retraining, batchSize, protocol }: Config,
  clock: Clock,
  random: Random,
): MeasureTraining => ({
  epochs: retraining,
  batchSize,
  ...(protocol === "paper" && { optimizer: adadelta({ rate: 0.5 }), schedule: exponential({ factor: 0.9 }) }),
  random,
  callbacks: [clock.readout("retraining readouts")],
  signal: clock.signal,
});

/** A network with bottlenecks learns apart. */
async function measureBottleneck(
  job: Job,
  config: Config,
  { kernels }: JobContext,
  pairs: Pairs,
  clock: Clock,
  random: Random,
): Promise<NonNullable<Found["bottleneck"]>> {
  const arena = new Arena(kernels);
  try {
    const network = networkFor(job, config, pairs, arena, random, bottleneckUnits),
      read = () => bottleneckByDigit(network, pairs, readoutTraining(config, clock, random.stream("bottleneck"))),
      untrained = await read();
    await train(network, job, config, pairs.fresh, clock, random.stream("bottleneck network"));
    return { untrained, trained: await read(), accuracy: evaluate(network, pairs.test.dataset).accuracy };
  } finally {
    arena.dispose();
  }
}

/** Linear units between a module's state and its readout, as in the paper. */
const bottleneckUnits = 5;

/** Share of the examples that module 0 answers. */
function shareOfFirst(network: ModularNetwork, dataset: Dataset): number {
  const [first, second] = recordStates(network, dataset, (unrolled) => unrolled.readouts()) as [Recording, Recording],
    largest = ({ data, columns }: Recording, row: number) =>
      Math.max(...data.subarray(row * columns, (row + 1) * columns));
  let wins = 0;
  for (let row = 0; row < first.rows; row++) if (largest(first, row) >= largest(second, row)) wins++;
  return wins / first.rows;
}

/** The connections between modules, from the lower unit's number to the higher's in rows of the whole network. */
function between(network: ModularNetwork): NonNullable<Found["between"]> {
  const { sources, targets, groups } = network.structure(),
    edges = Array.from(sources.keys()).filter((e) => groups[sources[e]!] !== groups[targets[e]!]);
  return { sources: edges.map((e) => sources[e]!), targets: edges.map((e) => targets[e]!) };
}
