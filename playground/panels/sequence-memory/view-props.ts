import type { ComponentChildren } from "preact";
import type { State } from "./fields.js";
import type { Jobs } from "./jobs.js";

/** What the two halves of the panel are given. */
export interface ViewProps {
  readonly state: State;
  readonly jobs: Jobs;
  /** The choice between them, above all other controls. */
  readonly mode: ComponentChildren;
}
