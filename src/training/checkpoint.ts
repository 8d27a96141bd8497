import { ArgumentError, ShapeError } from "../errors.js";
import type { SafeTensor } from "../io/safetensors.js";
import type { BoundRule, LearningRule } from "../learning/rule.js";
import type { Network } from "../networks/layer.js";
import type { Random } from "../random.js";
import type { BoundRewiring } from "../sparsity/rewiring.js";
import { isWeightOperation } from "../tape/operation.js";
import type { Moving } from "../tensor/owner.js";
import type { Pattern } from "../tensor/pattern.js";
import type { DataType, Tensor } from "../tensor/tensor.js";
import type { EpochRecord } from "./callback.js";
import { flawOf } from "./checkpoint-check.js";
import type { BoundOptimizer, Optimizer } from "./optimizers.js";
import type { Session } from "./session.js";

/** Where a generator stands. */
export interface GeneratorState {
  /** "order", "feedback", the operation that draws, "dropout 2", or the parameter an optimiser does: "optimizer w". */
  readonly name: string;
  readonly seed: number;
  readonly streamWords: readonly [number, number];
  readonly position: number;
}

/**
 * A training run after some epoch, in plain data: with it `fit` goes on as if the run had never stopped, to the bit. It
 * can be cloned and sent to a worker, and `checkpointToBytes` makes a file of it.
 *
 * Kept: the parameters, the optimiser's moments and steps, what a rule learns, the order of the examples, the positions
 * of all generators, the epochs' records, what a rewiring keeps; the wiring of sparse layers, which is put back where the
 * optimiser or a rewiring changes it and elsewhere tells other networks apart, as the names of the recorded operations and their constants do. Not kept, and
 * to be given again: the network's description and its seed, the data, and the options of `fit`, of which the optimiser's
 * rates, the schedule, `clipNorm`, `shuffle`, `validation` and `epochs` may also be others. Callbacks keep what they keep.
 */
export interface Checkpoint {
  /** The finished epochs. */
  readonly epochs: readonly EpochRecord[];
  /** Names of the optimiser, of the learning rule, of the rewiring if any, and of the network's operations and the loss, in order. */
  readonly optimizer: string;
  readonly rule: string;
  readonly rewiring?: string;
  readonly operations: readonly string[];
  readonly batchSize: number;
  /** Steps that the optimiser took. */
  readonly steps: number;
  readonly generators: readonly GeneratorState[];
  /**
   * `parameters/${name}`, `optimizer/${name}/${moment}`, `rule/${name}`, `order`; for the weights of sparse layers
   * `pattern/${name}/rowPointers` and `pattern/${name}/columnIndices`; and the constants of operations, such as gating
   * directions, `constants/${operation} ${index}`.
   */
  readonly arrays: ReadonlyMap<string, SafeTensor>;
}

/** The parts of a run from which a checkpoint is taken, and to which one is restored. */
export interface RunState {
  readonly network: Network;
  readonly session: Session;
  readonly optimizer: Optimizer;
  readonly boundOptimizer: BoundOptimizer;
  readonly rule: LearningRule;
  readonly boundRule: BoundRule;
  readonly rewiring: (Omit<BoundRewiring, "step"> & { readonly name: string }) | undefined;
  readonly order: Tensor<"i32">;
  readonly orderRandom: Random;
  readonly feedbackRandom: Random;
  readonly records: EpochRecord[];
}

/** Copies out what the run's next epochs depend on. @throws {ArgumentError} when two parameters share a name */
export function takeCheckpoint(run: RunState): Checkpoint {
  const { session, records, boundOptimizer } = run,
    arrays = new Map<string, SafeTensor>();
  for (const [name, { shape, dtype, data }] of tensorsOf(run))
    arrays.set(name, { shape, dtype, data: data.slice() } as SafeTensor);
  for (const [name, part] of fixedOf(run)) arrays.set(name, part);
  return {
    epochs: [...records],
    optimizer: run.optimizer.name,
    rule: run.rule.name,
    ...(run.rewiring && { rewiring: run.rewiring.name }),
    operations: session.tape.operations.map(({ name }) => name),
    batchSize: session.batchSize,
    steps: boundOptimizer.steps,
    generators: [...generatorsOf(run)].map(([name, { seed, streamWords, position }]) => ({
      name,
      seed,
      streamWords,
      position,
    })),
    arrays,
  };
}

/**
 * Puts a freshly bound run where the checkpoint was taken. Nothing is changed unless everything fits.
 * @throws {ArgumentError} {ShapeError} naming what is no part of a checkpoint, or not as in this run
 */
export function restoreCheckpoint(run: RunState, checkpoint: Checkpoint): void {
  const flaw = flawOf(checkpoint);
  if (flaw) throw new ArgumentError("fit", "resume", checkpoint, `a checkpoint: ${flaw}`);
  const tensors = tensorsOf(run),
    generators = generatorsOf(run),
    moving = movingOf(run);
  expectSameParts(run, checkpoint);
  expectSameGenerators(generators, checkpoint);
  expectSameArrays(tensors, fixedOf(run), checkpoint, moving);
  const patterns = moving.map(({ name, matrix }) => {
    const { rows, columns } = matrix.pattern(),
      part = (which: string) => checkpoint.arrays.get(`pattern/${name}/${which}`)!.data,
      pattern = { rows, columns, rowPointers: part("rowPointers"), columnIndices: part("columnIndices") };
    matrix.expectPattern(pattern);
    return pattern;
  });
  for (const { matrix } of moving) matrix.prepareRewiring();
  for (const [i, { matrix, companions }] of moving.entries()) matrix.rewireTo(patterns[i]!, { companions });
  for (const [name, tensor] of tensors) tensor.data.set(checkpoint.arrays.get(name)!.data);
  for (const { name, position } of checkpoint.generators) generators.get(name)!.position = position;
  run.boundOptimizer.steps = checkpoint.steps;
  run.records.push(...checkpoint.epochs);
}

/** The matrices that a run's optimiser or rewiring changes. */
const movingOf = ({ boundOptimizer: { wirings = [] }, rewiring }: RunState): readonly Moving[] => [
  ...wirings,
  ...(rewiring?.layers ?? []),
];

/** All that steps and epochs write to, by the name it has in a checkpoint. */
function tensorsOf({ network, boundOptimizer, boundRule, rewiring, order }: RunState): Map<string, Tensor<DataType>> {
  const tensors = new Map<string, Tensor<DataType>>([["order", order as Tensor<DataType>]]);
  for (const { name, value } of network.parameters) {
    if (tensors.has(`parameters/${name}`)) throw new ArgumentError("fit", "parameter name", name, "used once");
    tensors.set(`parameters/${name}`, value as Tensor<DataType>);
  }
  for (const [name, moment] of boundOptimizer.state) tensors.set(`optimizer/${name}`, moment as Tensor<DataType>);
  for (const [name, trace] of boundRule.state ?? []) tensors.set(`rule/${name}`, trace as Tensor<DataType>);
  for (const [name, kept] of rewiring?.state ?? []) tensors.set(`rewiring/${name}`, kept as Tensor<DataType>);
  return tensors;
}

/** Copies of what was drawn with the network, constants and wiring, by their names in a checkpoint. */
function fixedOf(run: RunState): Map<string, SafeTensor> {
  const fixed = new Map<string, SafeTensor>();
  const addPattern = (weights: string, pattern: Pattern) => {
    for (const part of ["rowPointers", "columnIndices"] as const) {
      const data = pattern[part] as Int32Array<ArrayBuffer>;
      fixed.set(`pattern/${weights}/${part}`, { shape: [data.length], dtype: "i32", data });
    }
  };
  for (const [index, operation] of run.session.tape.operations.entries()) {
    const { name, constants } = operation;
    if (constants)
      fixed.set(`constants/${name} ${index}`, { shape: constants.shape, dtype: "f32", data: constants.data.slice() });
    const pattern = isWeightOperation(operation) && operation.pattern?.();
    if (pattern) addPattern(operation.weights.name, pattern);
  }
  for (const { name, matrix } of movingOf(run)) addPattern(name, matrix.pattern());
  return fixed;
}

/** Every generator that is drawn from in training, each once. */
function generatorsOf({
  session,
  boundOptimizer,
  rewiring,
  orderRandom,
  feedbackRandom,
}: RunState): Map<string, Random> {
  const generators = new Map([
      ["order", orderRandom],
      ["feedback", feedbackRandom],
    ]),
    seen = new Set(generators.values());
  for (const [index, { name, random }] of session.tape.operations.entries()) {
    if (random && !seen.has(random)) generators.set(`${name} ${index}`, random);
    if (random) seen.add(random);
  }
  for (const [name, random] of boundOptimizer.generators ?? []) generators.set(`optimizer ${name}`, random);
  for (const [name, random] of rewiring?.generators ?? []) generators.set(`rewiring ${name}`, random);
  return generators;
}

function expectSame(what: string, found: unknown, wanted: unknown): void {
  if (found === wanted) return;
  const allowed = wanted === undefined ? "left out" : JSON.stringify(wanted);
  throw new ArgumentError("fit", `the checkpoint's ${what}`, found, `${allowed}, as in this run`);
}

function expectSameParts(run: RunState, checkpoint: Checkpoint): void {
  const { session, order } = run,
    operations = session.tape.operations.map(({ name }) => name);
  for (let i = 0; i < Math.max(operations.length, checkpoint.operations.length); i++)
    expectSame(`operation ${i}`, checkpoint.operations[i], operations[i]);
  expectSame("optimizer", checkpoint.optimizer, run.optimizer.name);
  expectSame("rule", checkpoint.rule, run.rule.name);
  expectSame("rewiring", checkpoint.rewiring, run.rewiring?.name);
  expectSame("number of examples", checkpoint.arrays.get("order")?.data.length, order.size);
  expectSame("batchSize", checkpoint.batchSize, session.batchSize);
}

function expectSameGenerators(generators: ReadonlyMap<string, Random>, checkpoint: Checkpoint): void {
  expectSame("number of generators", checkpoint.generators.length, generators.size);
  for (const [name, { seed, streamWords }] of generators) {
    const saved = checkpoint.generators.find((generator) => generator.name === name);
    expectSame(`generator "${name}"`, saved?.name, name);
    expectSame(`seed of "${name}"`, saved?.seed, seed);
    expectSame(`stream of "${name}"`, saved?.streamWords.join(), streamWords.join());
  }
}

function expectSameArrays(
  tensors: ReadonlyMap<string, Tensor<DataType>>,
  fixed: ReadonlyMap<string, SafeTensor>,
  { arrays }: Checkpoint,
  moving: readonly Moving[],
): void {
  for (const name of arrays.keys())
    if (!tensors.has(name) && !fixed.has(name))
      throw new ArgumentError("fit", "an array of the checkpoint", name, "one that this run has, too");
  // What has an element for every connection is as long as the checkpoint's list of them.
  const connections = new Map<unknown, string>(),
    movable = new Set<string>();
  for (const { name, companions } of moving) {
    const list = `pattern/${name}/columnIndices`;
    for (const tensor of [tensors.get(`parameters/${name}`), fixed.get(list), ...companions])
      connections.set(tensor, list);
    movable.add(list).add(`pattern/${name}/rowPointers`);
  }
  for (const [name, part] of [...tensors, ...fixed]) {
    const saved = arrays.get(name),
      list = connections.get(part),
      { dtype } = part,
      shape = list === undefined ? part.shape : [Math.min(part.shape[0]!, arrays.get(list)?.data.length ?? Infinity)];
    expectSame(`array "${name}"`, saved && name, name);
    if (saved?.dtype !== dtype || saved.shape.join() !== shape.join())
      throw new ShapeError(
        "fit",
        `the checkpoint's ${name} is ${saved?.dtype} [${saved?.shape}], must be ${dtype} [${shape}], as in this run`,
      );
  }
  for (const [name, { data }] of fixed)
    if (!movable.has(name) && !data.every((value, i) => value === arrays.get(name)!.data[i]))
      throw new ArgumentError(
        "fit",
        `the checkpoint's ${name}`,
        arrays.get(name),
        "what was drawn for this run's network",
      );
  if (!isPermutation(arrays.get("order")!.data))
    throw new ArgumentError("fit", "the checkpoint's order", arrays.get("order"), "every example once");
}

function isPermutation(order: ArrayLike<number>): boolean {
  const seen = new Uint8Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const index = order[i]!;
    if (index < 0 || index >= order.length || seen[index]) return false;
    seen[index] = 1;
  }
  return true;
}
