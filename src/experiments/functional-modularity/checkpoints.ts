import { ArgumentError, FormatError } from "../../errors.js";
import { readSafetensors, writeSafetensors } from "../../io/safetensors.js";
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
      return foundIn(name, metadata.found);
    },
    async save(job, found) {
      const metadata = {
        run: identity,
        found: JSON.stringify(found, (_, value) => (Number.isNaN(value) ? "NaN" : value)),
      };
      await checkpoints?.save(nameOf(job), writeSafetensors(new Map(), metadata));
    },
  };
}

const nameOf = ({ wiring, connections, run }: Job): string => `${wiring}-${connections}-${run}`;

function foundIn(name: string, text: string): Found {
  try {
    const found = JSON.parse(text, (_, value) => (value === "NaN" ? Number.NaN : value)) as Found;
    if (typeof found.trained.accuracy === "number" && typeof found.fingerprint === "string") return found;
  } catch {
    // Told below, as for a text that is JSON of something else.
  }
  throw new FormatError(name, "holds no finding of this experiment");
}
