/** What an experiment is made of. The experiments themselves are `neurite/experiments/<slug>`, one file each. */
export type { Claim, Context, Experiment, ExperimentData, Outcome, Scale } from "./experiment.js";
export * from "./report/index.js";
