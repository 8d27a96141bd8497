import type { Dataset } from "../../data/dataset.js";
import { ArgumentError } from "../../errors.js";
import { readSafetensors } from "../../io/safetensors.js";
import { type Architecture, gevbNetwork } from "../../models/gevb.js";
import { Random } from "../../tensor/random.js";
import type { EpochRecord } from "../../training/callback.js";
import type { Checkpoint } from "../../training/checkpoint.js";
import { checkpointFromBytes, checkpointToBytes } from "../../training/checkpoint-bytes.js";
import { adam } from "../../training/optimizers.js";
import { fingerprint } from "../../training/snapshot.js";
import { Arena } from "../../wasm/arena.js";
import type { Context } from "../experiment.js";
import { percent } from "../report/text.js";
import { type CellName, cells } from "./cells.js";
import type { Config } from "./config.js";
import { type Course, type Look, looksFromText, looksToText, nameOf } from "./course.js";
import { featuresOf } from "./features.js";
import { mapOf } from "./map.js";
import { Probe } from "./probe.js";

/** What to train: one network of the grid. */
export interface Plan {
  readonly id: CellName;
  readonly architecture: Architecture;
  readonly contrast: boolean;
  readonly run: number;
  readonly width: number;
  readonly train: Dataset;
  readonly test: Dataset;
  readonly epochs: number;
  readonly tsneImages: number;
}

/**
 * Trains one network and looks at it before the first and after every so many epochs. With checkpoints it goes on where an
 * earlier run was stopped, to equal bits. Stops early when an epoch was without an error.
 * @throws {ArgumentError} when a checkpoint belongs to another run
 */
export async function train(
  plan: Plan,
  config: Config,
  context: Context,
  tell: (note: string, steps: number) => void,
): Promise<Course> {
  const cell = cells[plan.id],
    name = `${nameOf({ ...plan, cell })}${config.runs > 1 ? `, run ${plan.run}` : ""}`,
    random = new Random(context.seed).stream(`${plan.architecture} ${plan.id}`).stream(`run ${plan.run}`),
    arena = new Arena(context.kernels);
  try {
    const network = gevbNetwork(arena, {
      data: config.data,
      architecture: plan.architecture,
      vectors: cell.vectors,
      nonnegative: cell.nonnegative,
      width: plan.width,
      random: random.stream("network"),
    });
    const training = random.stream("training"),
      probe = new Probe(arena, network, plan.train.take(Math.min(config.alignmentImages, plan.train.size)), {
        rule: cell.rule(),
        random: training.stream("feedback"),
      });
    const look = (epoch: number, record?: EpochRecord): Look => ({
      epoch,
      testError: 1 - network.evaluate(plan.test).accuracy,
      ...(record && { trainingError: 1 - record.accuracy }),
      ...probe.look(),
    });
    const saved = await savedRun(plan, config, context),
      looks = saved ? saved.looks : [look(0)],
      mapped = plan.tsneImages > 0 ? await mapOf(network, plan, config, context) : undefined;
    let stepMs = Number.NaN;
    await network.fit(plan.train, {
      epochs: plan.epochs,
      batchSize: Math.min(config.batchSize, plan.train.size),
      rule: cell.rule(),
      optimizer: adam({ rate: config.rate }),
      random: training,
      signal: context.signal,
      ...(saved && { resume: saved.checkpoint }),
      callbacks: [
        {
          onBatch: () => void tell(`${name}: ${percent(looks.at(-1)!.testError, 1)} test error`, 1),
          async onEpoch(record, run) {
            stepMs = record.milliseconds / Math.ceil(plan.train.size / config.batchSize);
            const faultless = record.accuracy === 1,
              { epoch } = record;
            if (epoch % config.evaluateEvery === 0 || epoch === plan.epochs || faultless)
              looks.push(look(epoch, record));
            await save(plan, config, context, run.checkpoint(), looks);
            return faultless ? "stop" : undefined;
          },
        },
      ],
    });
    const after = mapped && !context.signal.aborted ? await mapOf(network, plan, config, context) : undefined;
    return {
      id: plan.id,
      cell,
      architecture: plan.architecture,
      contrast: plan.contrast,
      run: plan.run,
      hidden: probe.hidden,
      looks,
      stepMs,
      parameters: network.parameterCount,
      features: featuresOf(network, plan.train.shape),
      maps: mapped && after && { before: mapped, after },
      fingerprint: await fingerprint(network.parameters),
    };
  } finally {
    arena.dispose();
  }
}

/** What must agree for a checkpoint to be this run's: all but the number of epochs. */
function identity({ id, architecture, run, width, train: set, test }: Plan, config: Config, { seed }: Context): string {
  const { batchSize, rate, evaluateEvery, alignmentImages } = config;
  const data = { name: set.name, train: set.size, test: test.size };
  return JSON.stringify({ id, architecture, run, width, data, batchSize, rate, evaluateEvery, alignmentImages, seed });
}

const fileName = ({ id, architecture, contrast, run }: Plan, { data }: Config) =>
  `${data}-${architecture}-${id}${contrast ? "-small" : ""}-${run}`;

async function savedRun(
  plan: Plan,
  config: Config,
  context: Context,
): Promise<{ checkpoint: Checkpoint; looks: Look[] } | undefined> {
  const bytes = await context.checkpoints?.load(fileName(plan, config));
  if (!bytes) return undefined;
  const { metadata } = readSafetensors(bytes, { name: fileName(plan, config) }),
    wanted = identity(plan, config, context);
  if (metadata.run !== wanted)
    throw new ArgumentError("gevb", `the checkpoint ${fileName(plan, config)}`, metadata.run, `that of ${wanted}`);
  return { checkpoint: checkpointFromBytes(bytes), looks: looksFromText(metadata.looks) };
}

async function save(
  plan: Plan,
  config: Config,
  context: Context,
  checkpoint: Checkpoint,
  looks: readonly Look[],
): Promise<void> {
  const metadata = { run: identity(plan, config, context), looks: looksToText(looks) };
  await context.checkpoints?.save(fileName(plan, config), checkpointToBytes(checkpoint, metadata));
}
