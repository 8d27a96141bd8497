import type { Kind } from "./config.js";

/** One network to train and measure. */
export interface Job {
  readonly kind: Kind;
  /** γ */
  readonly strength: number;
  /** From 1. */
  readonly run: number;
}

/** What was measured of one network's graph of strongest connections, directions left out. */
export interface Structure {
  /** Q of the best communities found. */
  readonly modularity: number;
  /** Units in the largest connected part, of which the rest is measured. */
  readonly connected: number;
  readonly clustering: number;
  readonly pathLength: number;
  /** Means over random graphs of as many units and edges. */
  readonly randomClustering: number;
  readonly randomPathLength: number;
  /** σ = (C / C_rand) / (λ / λ_rand); NaN without triangles in either. */
  readonly sigma: number;
}

/** What a job gives. */
export interface Found {
  /** Share of test trials answered right. */
  readonly accuracy: number;
  /** Of every epoch, under noise. */
  readonly trainingAccuracy: readonly number[];
  /** Σ|W| */
  readonly weight: number;
  /** Of |W| and distance, over all pairs of different units. */
  readonly correlation: number;
  readonly structure: Structure;
  /** Mean over units, time steps and test trials. */
  readonly activity: number;
  /** For every distance that occurs: |W| there, its mean and its tenth and ninetieth percentile. */
  readonly byDistance: Readonly<Record<"distance" | "mean" | "low" | "high", readonly number[]>>;
  /** The graph, an edge weighing as the stronger direction, and its communities; kept of the first run alone. */
  readonly drawn?: Readonly<Record<"sources" | "targets" | "weights" | "groups", readonly number[]>> | undefined;
  readonly milliseconds: number;
  /** SHA-256 of the trained weights. */
  readonly fingerprint: string;
}
