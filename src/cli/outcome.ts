import type { Claim, Experiment, Outcome, Scale } from "../experiments/experiment.js";
import { formatNumber } from "../experiments/report/numbers.js";
import { duration, textTable } from "../experiments/report/text.js";
import { changesOf } from "./settings.js";
import type { Paint } from "./terminal.js";

/** A finished or interrupted run, with what is needed to repeat it. */
export interface Run {
  readonly experiment: Experiment;
  readonly scale: Scale;
  readonly seed: number;
  /** What it ran with: the scale's config and what was changed of it. */
  readonly config: object;
  /** The folder its checkpoints are in; undefined when it kept none. */
  readonly checkpoints: string | undefined;
  readonly outcome: Outcome;
  readonly interrupted: boolean;
  readonly wallMs: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** The one object that `--json` prints. */
export function asJson({ experiment, outcome, ...run }: Run): object {
  const { data, metrics, series, claims, fingerprint } = outcome;
  const { scale, seed, config, checkpoints, interrupted, wallMs, versions } = run;
  return {
    experiment: experiment.slug,
    scale,
    seed,
    config,
    checkpoints,
    data,
    metrics,
    series,
    claims,
    interrupted,
    wallMs: Math.round(wallMs),
    versions,
    fingerprint,
  };
}

/** What stands on the terminal before a run starts. */
export function heading(run: Pick<Run, "experiment" | "scale" | "seed" | "config">, paint: Paint): string {
  const { experiment, scale, seed, config } = run,
    what = [experiment.slug, `scale ${scale}`, `seed ${seed}`, ...changesOf(experiment, scale, config)].join(", ");
  return `${paint("bold", experiment.title)}\n${paint("dim", what)}\n`;
}

/** What stands there afterwards. */
export function results(
  { outcome, interrupted, wallMs, versions }: Run,
  paint: Paint,
  showFingerprint: boolean,
): string {
  const { claims, summary, data, fingerprint } = outcome,
    held = claims.filter((claim) => claim.holds).length;
  const lines = [`${paint("dim", "data")}  ${data}`, "", ...summary];
  if (claims.length > 0) lines.push("", ...claimTable(claims, paint), "");
  if (showFingerprint && fingerprint) lines.push(`${paint("dim", "weights, SHA-256")}  ${fingerprint}`);
  const verdict = `${held} of ${claims.length} claims hold`;
  const ending = interrupted
    ? paint("yellow", "interrupted, the claims were not judged")
    : paint(held === claims.length ? "green" : "red", verdict);
  lines.push(
    `${ending}${paint("dim", `  ${duration(wallMs)}, neurite ${versions.neurite}, Node ${versions.node}`)}`,
    "",
  );
  return lines.join("\n");
}

function claimTable(claims: readonly Claim[], paint: Paint): string[] {
  const rows = claims.map(({ name, expected, actual, holds, source }) => [
    holds ? "✓" : "✗",
    name,
    expected,
    typeof actual === "number" ? formatNumber(actual) : actual,
    source,
  ]);
  return textTable([["", "claim", "expected", "actual", "source"], ...rows], {
    style(entry, row, column) {
      if (row === 0 || column === 4) return paint("dim", entry);
      if (column === 0) return paint(claims[row - 1]!.holds ? "green" : "red", entry);
      return column === 3 ? paint("bold", entry) : entry;
    },
  });
}
