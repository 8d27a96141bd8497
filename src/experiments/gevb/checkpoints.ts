import { ArgumentError, FormatError } from "../../errors.js";
import { readSafetensors } from "../../io/safetensors.js";
import type { Run } from "../../training/callback.js";
import type { Checkpoint } from "../../training/checkpoint.js";
import { checkpointFromBytes, checkpointToBytes } from "../../training/checkpoint-bytes.js";
import type { Context } from "../experiment.js";
import type { Config } from "./config.js";
import type { Look } from "./course.js";
import type { Plan } from "./training.js";

/** Where a network's training stood, and what had been seen of it until then. */
export interface SavedRun {
  readonly checkpoint: Checkpoint;
  readonly looks: readonly Look[];
}

/**
 * What is kept of a network's training; undefined when that is nothing, or nothing is kept.
 * @throws {ArgumentError} for that of another run: other data, another seed, or a config that differs in more than epochs; and
 *   for that of a run of more epochs, whose weights this one would never have
 * @throws {FormatError} for bytes that are not what `save` wrote
 */
export async function savedRun(plan: Plan, config: Config, context: Context): Promise<SavedRun | undefined> {
  const name = nameFor(plan, config),
    bytes = await context.checkpoints?.load(name);
  if (!bytes) return undefined;
  const { metadata } = readSafetensors(bytes, { name });
  expectSameRun(name, metadata.run, identity(plan, config, context));
  const checkpoint = checkpointFromBytes(bytes, { name }),
    { length } = checkpoint.epochs;
  if (length > plan.epochs) {
    const field = plan.contrast ? "contrastEpochs" : "epochs";
    throw new ArgumentError("gevb", field, plan.epochs, `at least ${length}, as many as in the checkpoint ${name}`);
  }
  return { checkpoint, looks: looksOf(name, metadata.looks, length) };
}

/** Keeps a network's training after an epoch, and what was seen of it, in one file: they cannot fall out of step. */
export async function save(
  plan: Plan,
  config: Config,
  context: Context,
  run: Run,
  looks: readonly Look[],
): Promise<void> {
  if (!context.checkpoints) return;
  const metadata = { run: JSON.stringify(identity(plan, config, context)), looks: textOf(looks) };
  await context.checkpoints.save(nameFor(plan, config), checkpointToBytes(run.checkpoint(), metadata));
}

const nameFor = ({ id, architecture, contrast, run }: Plan, { data }: Config) =>
  `${data}-${architecture}-${id}${contrast ? "-small" : ""}-${run}`;

/** What must agree for a checkpoint to be this run's: all but the number of epochs, on which only a falling rate depends. */
function identity(
  { id, architecture, run, width, train, test, epochs, dataHash }: Plan,
  { batchSize, rate, schedule, black, evaluateEvery, alignmentImages }: Config,
  { seed }: Context,
): Record<string, string | number> {
  const network = { id, architecture, run, width, seed },
    training = { batchSize, rate, schedule, black, evaluateEvery, alignmentImages },
    fall = schedule === "constant" ? {} : { epochs };
  return { ...network, ...training, ...fall, train: train.size, test: test.size, data: dataHash };
}

function expectSameRun(name: string, text: string | undefined, wanted: ReturnType<typeof identity>): void {
  const saved = parsed(text);
  if (typeof saved !== "object" || saved === null) throw new FormatError(name, "is no checkpoint of this experiment");
  for (const [field, value] of Object.entries(wanted)) {
    const other = (saved as Record<string, unknown>)[field];
    if (other !== value)
      throw new ArgumentError("gevb", `${field} of the checkpoint ${name}`, other, `${value}, as in this run`);
  }
}

/** As JSON, in which null stands for a number that is not finite. */
const textOf = (looks: readonly Look[]): string =>
  JSON.stringify(looks, (_, value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? null : value));

/** @throws {FormatError} when a checkpoint of so many epochs has other looks than `save` puts into it */
function looksOf(name: string, text: string | undefined, epochs: number): Look[] {
  const looks = parsed(text, (_, value) => (value === null ? Number.NaN : value));
  if (!Array.isArray(looks) || !looks.every(isLook) || !isCourse(looks, epochs))
    throw new FormatError(name, "its looks are not those that this experiment saved");
  return looks;
}

function isLook(look: Partial<Look> | undefined): look is Look {
  const { testError, trainingError = 0, angles, zeroShare, leastWeight } = look ?? {},
    numbers = [testError, trainingError, zeroShare, leastWeight, ...(Array.isArray(angles) ? angles : [undefined])];
  return Number.isInteger(look?.epoch) && numbers.every((value) => typeof value === "number");
}

/** From before training on, each later than the one before. */
const isCourse = (looks: readonly Look[], epochs: number): boolean =>
  looks[0]?.epoch === 0 &&
  looks.at(-1)!.epoch <= epochs &&
  looks.every(({ epoch }, i) => i === 0 || epoch > looks[i - 1]!.epoch);

/** What JSON says; undefined when the text is none. */
function parsed(text: string | undefined, reviver?: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text ?? "", reviver);
  } catch {
    return undefined;
  }
}
