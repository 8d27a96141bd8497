import type { Count, GivenLabels, Positions } from "./connectome.js";
import type { Measures } from "./measures.js";

/** All that a job finds about a graph. */
export interface Result {
  readonly name: string;
  readonly title: string;
  /** Whether it is a nervous system, a graph of something else, or drawn. */
  readonly kind: "nervous" | "other" | "drawn";
  readonly measures: Measures;
  readonly counts: readonly Count[];
  readonly given: GivenLabels | undefined;
  readonly positions: Positions;
  readonly edges: { readonly sources: Int32Array; readonly targets: Int32Array; readonly weights: Float64Array };
}

/** A file that was not there. */
export interface Missing {
  readonly name: string;
  readonly missing: string;
}

export interface Sample {
  readonly mean: number;
  /** n − 1 degrees of freedom; NaN for one value. */
  readonly deviation: number;
}

export function sampleOf(values: readonly number[]): Sample {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length,
    squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : Number.NaN };
}

/** What follows from a graph's measures and its nulls'. */
export interface Comparison {
  readonly random: { readonly clustering: Sample; readonly transitivity: Sample; readonly pathLength: Sample };
  readonly lattice: Sample;
  readonly modularity: Sample;
  /** (C / C_rand) / (λ / λ_rand). Source: Humphries & Gurney 2008, doi:10.1371/journal.pone.0002051. */
  readonly sigma: number;
  /** λ_rand / λ − C / C_latt. Source: Telesford et al. 2011, doi:10.1089/brain.2011.0038. */
  readonly omega: number;
  /** Of Leiden's modularity among the nulls'; NaN where those do not differ. */
  readonly z: number;
}

export function compared({ nulls, leiden, clustering, pathLength }: Measures): Comparison {
  const random = {
      clustering: sampleOf(nulls.clustering),
      transitivity: sampleOf(nulls.transitivity),
      pathLength: sampleOf(nulls.pathLength),
    },
    lattice = sampleOf(nulls.latticeClustering),
    modularity = sampleOf(nulls.modularity);
  return {
    random,
    lattice,
    modularity,
    sigma: clustering / random.clustering.mean / (pathLength / random.pathLength.mean),
    omega: random.pathLength.mean / pathLength - clustering / lattice.mean,
    z: modularity.deviation > 0 ? (leiden - modularity.mean) / modularity.deviation : Number.NaN,
  };
}

/** How many hubs connect modules, and how many hold their own together. */
export function hubCounts({ hubs }: Measures): { connector: number; provincial: number } {
  const provincial = hubs.filter(({ role }) => role === "provincial hub").length;
  return { connector: hubs.length - provincial, provincial };
}
