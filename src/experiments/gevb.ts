import type { Dataset } from "../data/dataset.js";
import { digitsSplit } from "../data/digits.js";
import { ArgumentError } from "../errors.js";
import { sha256OfHashes } from "../io/sha256.js";
import type { Context, Experiment, Outcome } from "./experiment.js";
import { cells } from "./gevb/cells.js";
import { claimsOf } from "./gevb/claims.js";
import { about, type Config, check, choices, contrastWidth, scales } from "./gevb/config.js";
import { type Course, nameOf } from "./gevb/course.js";
import { reportOf } from "./gevb/report.js";
import { resultsOf } from "./gevb/results.js";
import { summaryOf } from "./gevb/summary.js";
import { type Plan, train } from "./gevb/training.js";
import { formatNumber } from "./report/numbers.js";
import { hashOfImages } from "./shared/images.js";

/**
 * Learning by broadcasting one error vector: networks of vector units with nonnegative weights learn by GEVB about as well as
 * by backpropagation, convolutional ones included, where direct feedback alignment has no aligned credit to give.
 */
export const experiment: Experiment<Config> = {
  slug: "gevb",
  title: "Credit assignment by broadcasting a global error vector",
  source: "Clark, Abbott & Chung 2021, arXiv:2106.04089",
  needs: ["mnist", "cifar-10"],
  scales,
  choices,
  about,
  resumable: true,
  check,
  dataSets: ({ data }) => [data],
  run,
};

async function run(config: Config, context: Context): Promise<Outcome> {
  const { description, ...sets } = dataFor(config, context),
    dataHash = context.checkpoints ? await hashOfImages(sets) : "",
    plans = plansOf(config, { ...sets, dataHash }),
    total = plans.reduce((sum, plan) => sum + stepsOf(plan, config), 0);
  const courses: Course[] = [];
  let before = 0;
  for (const plan of plans) {
    if (context.signal.aborted) break;
    let done = before;
    context.progress({ label: "training", done, total, note: nameOf({ ...plan, cell: cells[plan.id] }) });
    courses.push(
      await train(plan, config, context, (note, steps) => {
        done += steps;
        context.progress({ label: "training", done, total, note });
      }),
    );
    before += stepsOf(plan, config);
  }
  const results = resultsOf(courses),
    sizes = { train: sets.train.size, test: sets.test.size },
    metrics: Record<string, number> = {},
    series: Record<string, readonly number[]> = {};
  for (const { name, final, maps, hidden, angles, ...result } of results) {
    metrics[`${name}: test error`] = final.testError.mean;
    metrics[`${name}: zero weights`] = final.zeroShare;
    metrics[`${name}: step ms`] = result.stepMs;
    if (maps) metrics[`${name}: Δ`] = maps.before.spread - maps.after.spread;
    series[`${name}: epoch`] = result.epochs;
    series[`${name}: test error`] = result.testError.map(({ mean }) => mean);
    series[`${name}: training error`] = result.trainingError.map(({ mean }) => mean);
    for (const layer of hidden.keys()) series[`${name}: angle, layer ${layer + 1}`] = angles.map((row) => row[layer]!);
  }
  return {
    data: description,
    metrics,
    series,
    claims: context.signal.aborted ? [] : claimsOf(results, { ...config, ...sizes }, context.data !== undefined),
    summary: summaryOf(results, config.data),
    report: reportOf(results, config.data, sets.train.shape),
    fingerprint: await sha256OfHashes(courses.map((course) => course.fingerprint)),
  };
}

const stepsOf = ({ epochs, train: { size } }: Plan, { batchSize }: Config): number =>
  epochs * Math.ceil(size / batchSize);

/** The chosen part of the grid, and the contrast of DFA+ with GEVB+ unless that part holds it. */
function plansOf(
  config: Config,
  { train: images, test, dataHash }: { train: Dataset; test: Dataset; dataHash: string },
): Plan[] {
  const { architectures, epochs, width, tsneImages, contrastEpochs, contrastTrain } = config;
  const plans = architectures.flatMap((architecture) =>
    config.cells.flatMap((id) =>
      Array.from(
        { length: config.runs },
        (_, i): Plan => ({
          id,
          architecture,
          contrast: false,
          run: i + 1,
          width,
          train: images,
          test,
          dataHash,
          epochs,
          tsneImages: i === 0 ? tsneImages : 0,
        }),
      ),
    ),
  );
  const contrast = ["gevb+", "dfa+"] as const,
    held = architectures.includes("conv") && contrast.every((id) => config.cells.includes(id));
  if (contrastEpochs === 0 || held) return plans;
  const small = images.take(Math.min(contrastTrain, images.size));
  for (const id of contrast)
    plans.push({
      id,
      architecture: "conv",
      contrast: true,
      run: 1,
      width: contrastWidth,
      train: small,
      test,
      dataHash,
      epochs: contrastEpochs,
      tsneImages: 0,
    });
  return plans;
}

/** Images from −1 to 1, channel-last: the first ones of the data set, or generated digits. */
function dataFor({ data: name, train: most, test: mostTest, black }: Config, { data, seed, progress }: Context) {
  if (!data && name !== "mnist")
    throw new ArgumentError("gevb", "data", name, "mnist, which digits can stand in for, or with --data DIR");
  if (!data) progress({ label: "drawing digits", done: 0, total: 1 });
  const source = data ?? digitsSplit({ train: Math.min(most, 16_000), test: Math.min(mostTest, 4000), seed }),
    part = (set: Dataset, size: number) =>
      set
        .take(Math.min(size, set.size))
        .withScale((1 - black) / 255, black)
        .channelLast(),
    train = part(source.train, most),
    test = part(source.test, mostTest),
    counts = `${formatNumber(train.size)} training and ${formatNumber(test.size)} test images`;
  return {
    train,
    test,
    description: data
      ? `${data.description}: ${counts}`
      : `Digits drawn by this package, not MNIST: ${counts}. With --data DIR it takes the real ones`,
  };
}
