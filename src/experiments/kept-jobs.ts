import { ArgumentError, FormatError } from "../errors.js";
import { readSafetensors, writeSafetensors } from "../io/safetensors.js";
import { sha256OfHashes, sha256OfText } from "../io/sha256.js";
import type { CheckpointStore } from "./experiment.js";

/** What is kept of finished jobs: a run that is given them does the others only, to equal bits. */
export interface KeptJobs<Job, Found> {
  /** @throws {ArgumentError} for what another config, seed or data gave    @throws {FormatError} for broken bytes */
  load(job: Job): Promise<Found | undefined>;
  save(job: Job, found: Found): Promise<void>;
}

export interface KeptJobsOptions<Job> {
  readonly slug: string;
  /** Where they are kept; nothing is where this is undefined. */
  readonly checkpoints: CheckpointStore | undefined;
  /** All that a job depends on besides itself: config, seed and a hash of the data, as plain data. */
  readonly run: object;
  /** The name of a job's file. */
  nameOf(job: Job): string;
}

/** Findings are plain data that JSON can hold, NaN besides. */
export function keptJobs<Job, Found>(options: KeptJobsOptions<Job>): KeptJobs<Job, Found> {
  const { slug, checkpoints, nameOf } = options,
    identity = JSON.stringify(options.run);
  return {
    async load(job) {
      const name = nameOf(job),
        bytes = await checkpoints?.load(name);
      if (!bytes) return undefined;
      const { metadata } = readSafetensors(bytes, { name });
      if (metadata.run === undefined || metadata.found === undefined)
        throw new FormatError(name, "is no checkpoint of this experiment");
      if (metadata.run !== identity)
        throw new ArgumentError(slug, `the checkpoint ${name}`, metadata.run, `of this run: ${identity}`);
      if (metadata.sha256 !== (await sha256OfText(metadata.found)))
        throw new FormatError(name, "is damaged: its finding is not what was written");
      return JSON.parse(metadata.found, (_, value) => (value === "NaN" ? Number.NaN : value)) as Found;
    },
    async save(job, found) {
      const text = JSON.stringify(found, (_, value) => (Number.isNaN(value) ? "NaN" : value)),
        metadata = { run: identity, found: text, sha256: await sha256OfText(text) };
      await checkpoints?.save(nameOf(job), writeSafetensors(new Map(), metadata));
    },
  };
}

/** Has those jobs done that are not kept already, and keeps what they find. Undefined where an abort came first. */
export async function doneOrKept<Job, Found>(
  jobs: readonly Job[],
  kept: KeptJobs<Job, Found>,
  hand: (
    jobs: readonly Job[],
    options: { label: string; onFound(index: number, found: Found): Promise<void> },
  ) => Promise<unknown>,
): Promise<(Found | undefined)[]> {
  const found: (Found | undefined)[] = await Promise.all(jobs.map((job) => kept.load(job))),
    left = Array.from(jobs.keys()).filter((i) => !found[i]);
  await hand(
    left.map((i) => jobs[i]!),
    {
      label: "networks",
      onFound(k, finding) {
        const i = left[k]!;
        found[i] = finding;
        return kept.save(jobs[i]!, finding);
      },
    },
  );
  return found;
}

/** The fingerprint of an outcome, one hash of those that all jobs found; none where a job was not done. */
export async function fingerprintOf(
  found: readonly ({ readonly fingerprint: string } | undefined)[],
): Promise<{ readonly fingerprint?: string }> {
  const hashes = found.flatMap((finding) => finding?.fingerprint ?? []);
  return hashes.length < found.length ? {} : { fingerprint: await sha256OfHashes(hashes) };
}
