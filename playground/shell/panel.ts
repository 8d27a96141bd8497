import type { ComponentType } from "preact";
import type { Field, UrlState } from "./url-state.js";

/** One page of the playground. What it shows is a function of its state, and the state is the page's address. */
export interface Panel<Fields extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>> {
  /** The first part of the address: `#/sparse-learning?density=0.1`. */
  readonly slug: string;
  readonly title: string;
  /** One sentence below the title. */
  readonly summary: string;
  /** What can be set, with defaults. Fields that have their default are not in the address. */
  readonly fields: Fields;
  readonly View: ComponentType<{ readonly state: UrlState<Fields> }>;
}
