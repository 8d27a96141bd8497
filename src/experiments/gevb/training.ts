import type { Dataset } from "../../data/dataset.js";
import { type Architecture, gevbNetwork } from "../../models/gevb.js";
import { Random } from "../../random.js";
import { constant, cosine } from "../../schedules.js";
import type { EpochRecord } from "../../training/callback.js";
import { adam } from "../../training/optimizers.js";
import { fingerprint } from "../../training/snapshot.js";
import { Arena } from "../../wasm/arena.js";
import type { Context } from "../experiment.js";
import { percent } from "../report/text.js";
import { type CellName, cells } from "./cells.js";
import { save, savedRun } from "./checkpoints.js";
import type { Config } from "./config.js";
import { type Course, type Look, nameOf } from "./course.js";
import { featuresOf } from "./features.js";
import { mapOf } from "./map.js";
import { Probe } from "./probe.js";
import { median } from "./results.js";

/** What to train: one network of the grid. */
export interface Plan {
  readonly id: CellName;
  readonly architecture: Architecture;
  readonly contrast: boolean;
  readonly run: number;
  readonly width: number;
  readonly train: Dataset;
  readonly test: Dataset;
  /** SHA-256 of the run's images and labels; empty without checkpoints. */
  readonly dataHash: string;
  readonly epochs: number;
  readonly tsneImages: number;
}

/**
 * Trains one network and looks at it before the first and after every so many epochs. With checkpoints it goes on where an
 * earlier run was stopped, to equal bits. Stops early when an epoch was without an error.
 * @throws {ArgumentError} when a checkpoint belongs to another run, or to one of more epochs
 * @throws {FormatError} when it is damaged
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
      earlier = saved?.checkpoint.epochs ?? [],
      isLookedAt = (epoch: number, record?: EpochRecord) =>
        epoch % config.evaluateEvery === 0 || epoch === plan.epochs || isFaultless(record);
    // The last look of a run of fewer epochs is none of this one's.
    const looks = saved ? saved.looks.filter(({ epoch }) => isLookedAt(epoch, earlier[epoch - 1])) : [look(0)],
      mapped = plan.tsneImages > 0 ? await mapOf(network, plan, config, context) : undefined;
    const { epochs: records } = await network.fit(plan.train, {
      epochs: isFaultless(earlier.at(-1)) ? earlier.length : plan.epochs,
      batchSize: Math.min(config.batchSize, plan.train.size),
      rule: cell.rule(),
      optimizer: adam({ rate: config.rate }),
      schedule: config.schedule === "cosine" ? cosine({ epochs: plan.epochs }) : constant(),
      random: training,
      signal: context.signal,
      ...(saved && { resume: saved.checkpoint }),
      callbacks: [
        {
          onBatch: () => void tell(`${name}: ${percent(looks.at(-1)!.testError, 1)} test error`, 1),
          async onEpoch(record, run) {
            if (isLookedAt(record.epoch, record)) looks.push(look(record.epoch, record));
            await save(plan, config, context, run, looks);
            return isFaultless(record) ? "stop" : undefined;
          },
        },
      ],
    });
    const { aborted } = context.signal,
      last = records.at(-1);
    // A checkpoint at the last epoch of this run, but not of the longer one that saved it, comes without its look.
    if (last && !aborted && looks.at(-1)!.epoch < last.epoch) looks.push(look(last.epoch, last));
    const after = mapped && (await mapOf(network, plan, config, context)),
      steps = Math.ceil(plan.train.size / config.batchSize);
    return {
      id: plan.id,
      cell,
      architecture: plan.architecture,
      contrast: plan.contrast,
      run: plan.run,
      hidden: probe.hidden,
      looks,
      stepMs: median(records.map(({ milliseconds }) => milliseconds / steps)),
      parameters: network.parameterCount,
      features: featuresOf(network, plan.train.shape),
      maps: mapped && after && { before: mapped, after },
      fingerprint: await fingerprint(network.parameters),
    };
  } finally {
    arena.dispose();
  }
}

const isFaultless = (record: EpochRecord | undefined): boolean => record?.accuracy === 1;
