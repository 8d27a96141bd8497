import { digitsSplit } from "../data/digits.js";
import { fingerprint } from "../training/snapshot.js";
import type { Context, Experiment, Outcome } from "./experiment.js";
import { formatNumber } from "./report/numbers.js";
import { duration } from "./report/text.js";
import { claimsOf } from "./sparse-mnist/claims.js";
import { about, type Config, check, scales } from "./sparse-mnist/config.js";
import { findingOf } from "./sparse-mnist/findings.js";
import { reportOf } from "./sparse-mnist/report.js";
import { compareSpeed } from "./sparse-mnist/speed.js";
import { summaryOf } from "./sparse-mnist/summary.js";
import { trainAll } from "./sparse-mnist/training.js";

/**
 * What sparsity costs and what it saves: networks of the same widths with all, a tenth and a hundredth of the connections
 * learn handwritten digits side by side, and take single steps beside the same networks in plain JavaScript.
 */
export const experiment: Experiment<Config> = {
  slug: "sparse-mnist",
  title: "Sparse against dense on handwritten digits",
  source: "this package; sparse from scratch after Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3",
  needs: ["mnist"],
  scales,
  about,
  check,
  run,
};

async function run(config: Config, context: Context): Promise<Outcome> {
  const clock = partsClock(),
    { train, test, epochs, description } = dataFor(config, context);
  clock.lap("data");
  const trained = await trainAll(config, { train, test }, epochs, context);
  try {
    clock.lap("training");
    const speed = context.signal.aborted ? undefined : await compareSpeed(config, train, context);
    clock.lap("comparing speeds");
    const findings = trained.map(findingOf),
      finished = !context.signal.aborted;
    const expected = context.data ? config.expected.mnist : config.expected.generated;
    const report = reportOf(trained, findings, speed, test);
    clock.lap("pictures");
    const metrics: Record<string, number> = {},
      series: Record<string, readonly number[]> = {};
    for (const { name, finalAccuracy, medianEpochMs, weights, bytes, ...curves } of findings) {
      Object.assign(metrics, {
        [`${name}: test accuracy`]: finalAccuracy,
        [`${name}: epoch ms`]: medianEpochMs,
        [`${name}: weights`]: weights,
        [`${name}: bytes`]: bytes,
      });
      series[`${name}: test accuracy`] = curves.testAccuracy;
      series[`${name}: test loss`] = curves.testLoss;
      series[`${name}: training loss`] = curves.trainLoss;
      series[`${name}: epoch ms`] = curves.epochMs;
    }
    for (const { name, wasmMs, plainMs } of speed ?? []) {
      metrics[`${name}: step ms`] = wasmMs;
      metrics[`${name}: plain JavaScript step ms`] = plainMs;
    }
    return {
      data: description,
      metrics,
      series,
      claims: finished ? claimsOf(expected, findings, speed) : [],
      summary: [...summaryOf(findings, speed), "", clock.line()],
      report,
      fingerprint: await fingerprint(trained.flatMap(({ network }) => network.parameters)),
    };
  } finally {
    for (const { network } of trained) network.arena.dispose();
  }
}

/** The data set's first examples, or generated digits; inputs have mean 0 and variance 1 over the training set. */
function dataFor(config: Config, { data, seed, progress }: Context) {
  if (!data) progress({ label: "drawing digits", done: 0, total: 1 });
  const source = data ?? digitsSplit({ ...config.generated, seed });
  const train = source.train
      .take(Math.min(source.train.size, data ? config.train : config.generated.train))
      .normalise(),
    test = source.test.take(Math.min(source.test.size, data ? config.test : config.generated.test));
  const counts = `${formatNumber(train.size)} training and ${formatNumber(test.size)} test images`;
  return {
    train,
    test: test.withScale(train.scale, train.offset),
    epochs: data ? config.epochs : config.generated.epochs,
    description: data
      ? `${data.description}: ${counts}`
      : `Digits drawn by this package, not MNIST: ${counts}. With --data DIR it takes the real ones`,
  };
}

/** Where the time went. */
function partsClock() {
  const parts: string[] = [];
  let last = performance.now();
  return {
    lap(part: string) {
      const now = performance.now();
      if (now - last >= 1) parts.push(`${part} ${duration(now - last)}`);
      last = now;
    },
    line: () => `time: ${parts.join(", ")}`,
  };
}
