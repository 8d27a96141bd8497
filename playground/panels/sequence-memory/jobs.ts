import type { RunOptions } from "neurite/jobs";

/** What of a JobWorker is needed. */
export interface Jobs {
  run<Result, Update>(name: string, input: unknown, options?: RunOptions<Update>): Promise<Result>;
}
