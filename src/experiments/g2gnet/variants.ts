import type { G2GWiring } from "../../models/g2gnet.js";

export const variantNames = ["dense", "er", "index", "mixer", "random"] as const;
export type Variant = (typeof variantNames)[number];

/** How a network is wired at first, and what becomes of its wiring. */
export interface VariantPlan {
  readonly title: string;
  readonly wiring: G2GWiring;
}

export const variants: Readonly<Record<Variant, VariantPlan>> = {
  dense: { title: "dense", wiring: "dense" },
  er: { title: "Erdős–Rényi", wiring: "er" },
  index: { title: "index", wiring: "index" },
  mixer: { title: "mixer", wiring: "mixer" },
  random: { title: "random", wiring: "random" },
};

/** Whether its connections come in ensembles. */
export const hasEnsembles = (variant: Variant): boolean => !["dense", "er"].includes(variants[variant].wiring);
