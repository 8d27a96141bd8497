import { Dataset } from "../data/dataset.js";
import type { DigitPairs } from "../data/digit-pairs.js";
import { ArgumentError } from "../errors.js";
import { normalisedCorrelation, pairCorrelation, randomPairCorrelation } from "../metrics/index.js";
import { Dense } from "../networks/dense.js";
import { Random } from "../random.js";
import { relu } from "../tape/activations.js";
import { evaluate } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import type { FitOptions } from "../training/fit-options.js";
import { sgd } from "../training/optimizers.js";
import { Sequential } from "../training/sequential.js";
import { Supermask } from "../training/supermask.js";
import { Arena } from "../wasm/arena.js";
import type { ModularNetwork } from "./functional-modularity.js";
import { bottlenecks, lastStates, type Recording, recordStates } from "./module-states.js";

/**
 * A measure of every module on every digit: M[n][k] of module n on digit k. `specialisation(M)` of neurite/metrics makes one
 * number for each module of it.
 */
export type ByModuleAndDigit = number[][];

/** Pairs to train the readouts or masks of a measure on, and pairs to measure with. */
export interface MeasurePairs {
  readonly train: DigitPairs;
  readonly test: DigitPairs;
}

/** How a measure trains what it trains; the options are those of `fit`, and its defaults those of each measure. */
export type MeasureTraining = Pick<
  FitOptions,
  "epochs" | "batchSize" | "optimizer" | "schedule" | "callbacks" | "signal" | "random"
>;

/**
 * How alike a module's states are where a digit is the same: the mean of Pearson's correlation between the states of two
 * different examples with equal digit k. `normalised` is (c − base)/(1 − base), base that of random pairs.
 * @param states one recording for each module    @param digits one label per example, for each digit
 * @throws {ShapeError} when lengths differ    @throws {ArgumentError} for states that are not finite
 * Source: Béna & Goodman 2021, arXiv:2106.02626; normalised: the code of doi:10.1038/s41467-024-55188-9.
 */
export function correlationByDigit(
  states: readonly Recording[],
  digits: readonly ArrayLike<number>[],
  { random = new Random(0) }: { random?: Random } = {},
): { correlation: ByModuleAndDigit; normalised: ByModuleAndDigit } {
  // A fresh stream each time: equal pairs for all modules, and for digits that swap places.
  const pairs = (name: string) => ({ random: random.stream(name) });
  const correlation = states.map((state) =>
    digits.map((labels) => pairCorrelation(state, labels, pairs("alike")).correlation),
  );
  const bases = states.map((state) => randomPairCorrelation(state, pairs("any")).correlation);
  return {
    correlation,
    normalised: correlation.map((row, n) => row.map((c) => normalisedCorrelation(c, bases[n]!))),
  };
}

export interface MaskFinding {
  /** Share of the kept weights that lie in module n, for the mask that answers digit k. */
  readonly share: ByModuleAndDigit;
  /** Accuracy of the masked network for each digit. */
  readonly accuracy: number[];
}

/**
 * Where the weights lie that a digit's classification needs: the weights stay, and a mask over the recurrent weights, their
 * biases and the readouts of all modules learns, by edge-popup, which of them to keep so that the network answers digit k.
 * The network is as it was afterwards. By default one epoch of SGD, rate 0.1, momentum 0.9, weight decay 5·10⁻⁴.
 * @param options.keep the share of these weights that a mask keeps, 0.05 by default
 * @throws what `fit` throws
 * Source: Béna & Goodman 2021, arXiv:2106.02626; edge-popup: Ramanujan et al. 2020, arXiv:1911.13299.
 */
export async function maskByDigit(
  network: ModularNetwork,
  { train, test }: MeasurePairs,
  options: MeasureTraining & { readonly keep?: number } = {},
): Promise<MaskFinding> {
  const { keep = 0.05, random = new Random(0), ...training } = options,
    own = network.modules.map(({ recurrent, recurrentBias, readout, readoutBias }) =>
      [recurrent, recurrentBias, readout, readoutBias].filter((parameter) => parameter !== undefined),
    );
  const accuracy: number[] = [],
    shares: number[][] = [];
  for (const [k, labels] of train.digits.entries()) {
    const stream = random.stream(k);
    const mask = new Supermask(own.flat(), {
      keep,
      optimizer: training.optimizer ?? sgd({ rate: 0.1, momentum: 0.9, weightDecay: 5e-4 }),
      random: stream.stream("scores"),
    });
    try {
      await fit(network, relabelled(train.dataset, labels), {
        epochs: 1,
        ...training,
        optimizer: mask,
        random: stream.stream("fit"),
      });
      accuracy.push(evaluate(network, relabelled(test.dataset, test.digits[k]!)).accuracy);
      const kept = mask.kept();
      shares.push(own.map((ours) => ours.reduce((sum, { name }) => sum + kept.get(name)!, 0) / mask.count));
    } finally {
      mask.dispose();
    }
  }
  return { share: network.modules.map((_, n) => shares.map((row) => row[n]!)), accuracy };
}

/**
 * How well each digit can be read from a module's bottleneck: the readout of a network trained with bottlenecks is thrown
 * away, and a new one learns digit k from module n's bottleneck alone. Accuracy on the test pairs. By default 5 epochs of
 * Adam.
 * @throws {ArgumentError} for a network without bottlenecks    @throws what `fit` throws
 * Source: Béna & Goodman 2021, arXiv:2106.02626.
 */
export async function bottleneckByDigit(
  network: ModularNetwork,
  pairs: MeasurePairs,
  options: MeasureTraining = {},
): Promise<ByModuleAndDigit> {
  if (network.architecture.bottleneck === undefined)
    throw new ArgumentError("bottleneckByDigit", "network", network, "a network with a bottleneck");
  const train = recordStates(network, pairs.train.dataset, bottlenecks),
    test = recordStates(network, pairs.test.dataset, bottlenecks),
    { random = new Random(0), ...rest } = options;
  const accuracies: ByModuleAndDigit = [];
  for (const n of train.keys()) {
    const row: number[] = [];
    for (const k of pairs.train.digits.keys()) {
      const learnt = labelled(train[n]!, pairs.train, k),
        asked = labelled(test[n]!, pairs.test, k),
        choices = { epochs: 5, ...rest, random: random.stream(n).stream(k) };
      row.push(await withReadout(network, learnt, undefined, choices, (readout) => evaluate(readout, asked).accuracy));
    }
    accuracies.push(row);
  }
  return accuracies;
}

export interface RetrainingFinding {
  /** Accuracy of readouts from module n's states alone. */
  readonly alone: ByModuleAndDigit;
  /** Of a readout from the states of all modules, for each digit. */
  readonly together: number[];
  /** Of that readout when only module n's states are left and the others' are 0. */
  readonly ablated: ByModuleAndDigit;
}

/**
 * How well each digit can be read from the modules' last states by a readout with 30 rectified hidden units: from each
 * module alone, from all together, and from all together when all modules but one fall silent at the test. By default 3
 * epochs of Adam.
 * @throws what `fit` throws
 * Source: the code of Béna & Goodman 2025, doi:10.1038/s41467-024-55188-9: its retraining and ablation metrics.
 */
export async function retrainingByDigit(
  network: ModularNetwork,
  pairs: MeasurePairs,
  options: MeasureTraining = {},
): Promise<RetrainingFinding> {
  const train = recordStates(network, pairs.train.dataset, lastStates),
    test = recordStates(network, pairs.test.dataset, lastStates),
    { random = new Random(0), ...rest } = options,
    found: RetrainingFinding = { alone: train.map(() => []), together: [], ablated: train.map(() => []) };
  for (const k of pairs.train.digits.keys()) {
    const read = (
      from: Recording,
      name: string | number,
      measure: (accuracyOf: (states: Recording) => number) => void,
    ) =>
      withReadout(
        network,
        labelled(from, pairs.train, k),
        30,
        { epochs: 3, ...rest, random: random.stream(name).stream(k) },
        (readout) => measure((states) => evaluate(readout, labelled(states, pairs.test, k)).accuracy),
      );
    for (const n of train.keys()) await read(train[n]!, n, (accuracyOf) => found.alone[n]!.push(accuracyOf(test[n]!)));
    await read(beside(train), "together", (accuracyOf) => {
      found.together.push(accuracyOf(beside(test)));
      for (const n of test.keys())
        found.ablated[n]!.push(accuracyOf(beside(test.map((state, m) => (m === n ? state : silent(state))))));
    });
  }
  return found;
}

/** Trains a readout of recorded activity, with a hidden layer or without, and measures it before it goes. */
async function withReadout<T>(
  { arena: { kernels } }: ModularNetwork,
  train: Dataset,
  hidden: number | undefined,
  { random = new Random(0), ...options }: MeasureTraining,
  measure: (readout: Sequential) => T,
): Promise<T> {
  const arena = new Arena(kernels);
  try {
    const readout = new Sequential(arena, {
      inputs: train.features,
      layers: [
        ...(hidden === undefined ? [] : [new Dense(hidden), relu]),
        new Dense(train.outputs, { initialisation: "lecun" }),
      ],
      random: random.stream("weights"),
    });
    await readout.fit(train, { ...options, random: random.stream("fit") });
    return measure(readout);
  } finally {
    arena.dispose();
  }
}

const relabelled = ({ inputs, features, outputs, scale, offset, shape, name }: Dataset, labels: Int32Array): Dataset =>
  new Dataset({ inputs, features, labels, outputs, scale, offset, shape, name });

const labelled = ({ data, columns }: Recording, { dataset, digits }: DigitPairs, k: number): Dataset =>
  new Dataset({ inputs: data, features: columns, labels: digits[k]!, outputs: dataset.outputs });

/** Recordings of the same examples side by side. */
function beside(recordings: readonly Recording[]): Recording {
  const rows = recordings[0]!.rows,
    columns = recordings.reduce((sum, recording) => sum + recording.columns, 0),
    data = new Float32Array(rows * columns);
  let first = 0;
  for (const recording of recordings) {
    for (let row = 0; row < rows; row++)
      data.set(recording.data.subarray(row * recording.columns, (row + 1) * recording.columns), row * columns + first);
    first += recording.columns;
  }
  return { data, rows, columns };
}

const silent = ({ data, rows, columns }: Recording): Recording => ({
  data: new Float32Array(data.length),
  rows,
  columns,
});
