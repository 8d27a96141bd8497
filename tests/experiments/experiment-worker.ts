import { experimentJob } from "../../src/experiments/index.js";
import { serve } from "../../src/jobs/index.js";
import { experiment } from "./small-experiment.js";

// The worker of experiment-job.test.ts.
serve({ small: experimentJob(experiment) });
