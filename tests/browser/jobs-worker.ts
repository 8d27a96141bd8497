import { type JobContext, serve, transferring } from "../../src/jobs/index.js";
import { type FitUpdate, reporting } from "../../src/training/reporting.js";
import { train } from "./jobs-training.js";

// The worker of jobs.test.ts that trains.
serve({
  async train({ epochs }: { epochs: number }, context: JobContext<FitUpdate>) {
    const weights = await train(reporting(context, { epochs }));
    return transferring(weights, [weights.buffer]);
  },
});
