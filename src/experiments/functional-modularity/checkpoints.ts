import { ArgumentError, FormatError } from "../../errors.js";
import { readSafetensors, writeSafetensors } from "../../io/safetensors.js";
import { sha256OfText } from "../../io/sha256.js";
import type { Context } from "../experiment.js";
import type { Config } from "./config.js";
import type { Found, Job } from "./found.js";

/** What is kept of finished jobs: a run that is given them does the others only, to equal bits. */
export interface Kept {
  /** @throws {ArgumentError} for what another config, seed or data gave    @throws {FormatError} for broken bytes */
  load(job: Job): Promise<Found | undefined>;
  save(job: Job, found: Found): Promise<void>;
}

/** @param identity what all that a job depends on besides itself is known by */
export function keptJobs(config: Config, { seed, checkpoints }: Context<Job, Found>, data: string): Kept {
  const { densities: _, contrast: __, wiring: ___, runs: ____, ...rest } = config,
    identity = JSON.stringify({ ...rest, seed, data });
  return {
    async load(job) {
      const name = nameOf(job),
        bytes = await checkpoints?.load(name);
      if (!bytes) return undefined;
      const { metadata } = readSafetensors(bytes, { name });
      if (metadata.run === undefined || metadata.found === undefined)
        throw new FormatError(name, "is no checkpoint of this experiment");
      if (metadata.run !== identity)
        throw new ArgumentError(
          "functional-modularity",
          `the checkpoint ${name}`,
          metadata.run,
          `of this run: ${identity}`,
        );
      if (metadata.sha256 !== (await sha256OfText(metadata.found)))
        throw new FormatError(name, "is damaged: its finding is not what was written");
      return foundIn(metadata.found);
    },
    async save(job, found) {
      const text = JSON.stringify(found, (_, value) => (Number.isNaN(value) ? "NaN" : value)),
        metadata = { run: identity, found: text, sha256: await sha256OfText(text) };
      await checkpoints?.save(nameOf(job), writeSafetensors(new Map(), metadata));
    },
  };
}

const nameOf = ({ wiring, connections, run }: Job): string => `${wiring}-${connections}-${run}`;

const foundIn = (text: string): Found =>
  JSON.parse(text, (_, value) => (value === "NaN" ? Number.NaN : value)) as Found;
