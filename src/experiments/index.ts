/** What an experiment is made of. The experiments themselves are `neurite/experiments/<slug>`, one file each. */
export type {
  Claim,
  Context,
  DataFiles,
  Experiment,
  ExperimentData,
  JobContext,
  JobsOptions,
  Outcome,
  Scale,
} from "./experiment.js";
export {
  type ExperimentInput,
  type ExperimentUpdate,
  experimentJob,
  outcomeFrom,
  type SentOutcome,
} from "./experiment-job.js";
export { inProcess } from "./jobs.js";
export * from "./report/index.js";
