import type { Claim } from "../experiment.js";
import { percent } from "../report/text.js";
import { epochRatio, type Finding } from "./findings.js";
import type { StepTimes } from "./speed.js";

/** What must come out for the claims to hold. */
export interface Expectations {
  /** Least test accuracy by density. */
  readonly accuracy: Readonly<Record<number, number>>;
  /** Longest epoch, and most memory, of the network of density 0.1, relative to the dense one. */
  readonly epochRatio: number;
  readonly memoryRatio: number;
  /** Least ratio of a step in plain JavaScript to one of ours, by density. */
  readonly speed: Readonly<Record<number, number>>;
  /** Where the accuracies come from. */
  readonly source: string;
}

const ours = "this package";

export function claimsOf(
  expectations: Expectations,
  networks: readonly Finding[],
  speed: readonly StepTimes[] | undefined,
): Claim[] {
  const dense = networks.find(({ density }) => density === 1),
    sparse = networks.find(({ density }) => density === 0.1),
    claims: Claim[] = [];
  for (const { name, density, finalAccuracy } of networks) {
    const least = expectations.accuracy[density];
    if (least === undefined) continue;
    claims.push({
      name: `${name}: test accuracy`,
      expected: `≥ ${percent(least, 1)}`,
      actual: percent(finalAccuracy),
      holds: finalAccuracy >= least,
      source: expectations.source,
    });
  }
  if (dense && sparse) {
    const compare = (name: string, ratio: number, most: number) =>
      claims.push({
        name: `${sparse.name}: ${name}`,
        expected: `≤ ${most} of dense`,
        actual: ratio.toFixed(2),
        holds: ratio <= most,
        source: ours,
      });
    compare("time of an epoch", epochRatio(sparse, dense), expectations.epochRatio);
    compare("memory", sparse.bytes / dense.bytes, expectations.memoryRatio);
  }
  for (const { name, density, wasmMs, plainMs } of speed ?? []) {
    const least = expectations.speed[density];
    if (least === undefined) continue;
    claims.push({
      name: `${name}: a step against plain JavaScript`,
      expected: `≥ ${least} × as fast`,
      actual: `${(plainMs / wasmMs).toFixed(1)} ×`,
      holds: plainMs / wasmMs >= least,
      source: ours,
    });
  }
  return claims;
}
