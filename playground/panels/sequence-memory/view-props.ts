import type { JobWorker } from "neurite/jobs";
import type { ComponentChildren } from "preact";
import type { State } from "./fields.js";

/** What the two halves of the panel are given. */
export interface ViewProps {
  readonly state: State;
  readonly jobs: JobWorker;
  /** The choice between them, above all other controls. */
  readonly mode: ComponentChildren;
}
