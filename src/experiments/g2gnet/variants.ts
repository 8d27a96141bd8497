import type { G2GWiring } from "../../models/g2gnet.js";
import type { Random } from "../../random.js";
import { dynamicSparsity } from "../../sparsity/dynamic.js";
import type { Rewiring } from "../../sparsity/rewiring.js";
import { rigl } from "../../sparsity/rigl.js";
import { set } from "../../sparsity/set.js";

export const variantNames = [
  "dense",
  "er",
  "index",
  "mixer",
  "random",
  "set",
  "rigl",
  "magnitude-hebb",
  "hebb-hebb",
] as const;
export type Variant = (typeof variantNames)[number];

/** When a network is rewired: at every so many steps, up to three quarters of its training. */
export interface RewiringTimes {
  readonly epochs: number;
  /** Steps of an epoch. */
  readonly steps: number;
  readonly interval: number;
}

/** How a network is wired at first, and what becomes of its wiring. */
export interface VariantPlan {
  readonly title: string;
  readonly wiring: G2GWiring;
  readonly rewiring?: (times: RewiringTimes, random: Random) => Rewiring;
}

const lastStep = ({ epochs, steps, interval }: RewiringTimes) => Math.max(interval, Math.floor(0.75 * epochs * steps)),
  hebbianGrowth =
    (drop: "magnitude" | "hebbian"): NonNullable<VariantPlan["rewiring"]> =>
    (times, random) =>
      dynamicSparsity({
        drop,
        grow: "hebbian",
        fraction: 0.3,
        every: { steps: times.interval },
        until: lastStep(times),
        random,
      });

export const variants: Readonly<Record<Variant, VariantPlan>> = {
  dense: { title: "dense", wiring: "dense" },
  er: { title: "Erdős–Rényi", wiring: "er" },
  index: { title: "index", wiring: "index" },
  mixer: { title: "mixer", wiring: "mixer" },
  random: { title: "random", wiring: "random" },
  set: {
    title: "index, SET",
    wiring: "index",
    rewiring: ({ epochs }, random) => set({ until: Math.max(1, Math.floor(0.75 * epochs)), random }),
  },
  rigl: {
    title: "index, RigL",
    wiring: "index",
    rewiring: (times, random) => rigl({ until: lastStep(times), steps: times.interval, random }),
  },
  "magnitude-hebb": {
    title: "index, magnitude/Hebb",
    wiring: "index",
    rewiring: hebbianGrowth("magnitude"),
  },
  "hebb-hebb": { title: "index, Hebb/Hebb", wiring: "index", rewiring: hebbianGrowth("hebbian") },
};

/** Whether its connections come in ensembles. */
export const hasEnsembles = (variant: Variant): boolean => !["dense", "er"].includes(variants[variant].wiring);
