import type { Variant } from "./variants.js";

/** One network with a density between ensembles, for the run-th time. */
export interface Job {
  readonly variant: Variant;
  /** p′. */
  readonly inter: number;
  /** From 1. */
  readonly run: number;
}

/** How a network's masked layers are wired. */
export interface Structure {
  /** Share of the connections that join partners. */
  readonly intra: number;
  /** The same of each layer, mean over the layers. */
  readonly meanIntra: number;
  /** Modularity Q of the ensembles, mean over the layers. */
  readonly ensembles: number;
  /** Modularity of the communities that a search finds in the whole network. */
  readonly communities: number;
  /** How many these are. */
  readonly count: number;
}

/** A pattern as plain lists. */
export interface Wiring {
  readonly rows: number;
  readonly columns: number;
  readonly rowPointers: readonly number[];
  readonly columnIndices: readonly number[];
}

/** What a job gives. */
export interface Found {
  /** Test accuracy after every epoch. */
  readonly course: readonly number[];
  /** Share of the masked layers' connections that exist. */
  readonly density: number;
  /** Before and after training; null in a dense network. */
  readonly before: Structure | null;
  readonly after: Structure | null;
  /** The masked layers' connections before and after, of the first run with the main p′; null for others. */
  readonly wirings: { readonly before: readonly Wiring[]; readonly after: readonly Wiring[] } | null;
  readonly milliseconds: number;
  /** SHA-256 of the trained weights. */
  readonly fingerprint: string;
}
