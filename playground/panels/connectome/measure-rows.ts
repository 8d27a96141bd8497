import { formatNumber } from "../../../src/experiments/report/index.js";
import type { ReadoutRow } from "../../shell/readout.js";
import type { Communities } from "./communities.js";
import type { Measures } from "./measures.js";

/** What is known so far, by name; beside it what graphs of the same degrees have. */
export function measureRows(found: Communities, measures: Measures | undefined): ReadoutRow[] {
  const { own, nulls, lattice } = measures ?? {},
    beside = (name: keyof NonNullable<typeof nulls>) => nulls && `nulls ${spread(nulls[name])}`,
    rows: ReadoutRow[] = [
      { name: "Modularity Q", value: found.modularity, note: beside("modularity") },
      { name: "z of Q", value: measures?.z },
      { name: "Communities", value: found.sizes.length, note: beside("communities") },
      { name: "Density", value: own?.density },
      {
        name: "Clustering C",
        value: own?.clustering,
        note: [beside("clustering"), lattice && `lattices ${spread(lattice)}`].filter(Boolean).join("; ") || undefined,
      },
      { name: "Path length λ", value: own?.pathLength, note: beside("pathLength") },
      { name: "Efficiency", value: own?.efficiency, note: beside("efficiency") },
      { name: "Assortativity", value: own?.assortativity, note: beside("assortativity") },
      { name: "Small-worldness σ", value: measures?.sigma, note: "(C / C null) / (λ / λ null)" },
      { name: "Small-worldness ω", value: measures?.omega, note: "λ null / λ − C / C lattice" },
    ];
  return rows;
}

function spread({ mean, deviation }: { readonly mean: number; readonly deviation: number }): string {
  const about = formatNumber(mean, 3);
  return Number.isFinite(deviation) ? `${about} ± ${formatNumber(deviation, 1)}` : about;
}
