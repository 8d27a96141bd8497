import type { Architecture } from "../../models/gevb.js";
import type { Cell, CellName } from "./cells.js";

/** What is known of a network after some epoch. */
export interface Look {
  /** 0 before training. */
  readonly epoch: number;
  /** Shares of images that are taken for another class; over the epoch's batches as they came, for training. */
  readonly testError: number;
  readonly trainingError?: number;
  /** Mean angle between the rule's credit and the gradient in every hidden layer, lowest first, in degrees. */
  readonly angles: readonly number[];
  /** Share of exact zeros among the weights above the first layer, and the least of them. */
  readonly zeroShare: number;
  readonly leastWeight: number;
}

/** A map of some images by a network's activity: points of the plane with their classes, and how tight classes lie. */
export interface ActivityMap {
  readonly points: Float32Array;
  readonly labels: Int32Array;
  readonly spread: number;
}

/** One network's course through training. */
export interface Course {
  readonly id: CellName;
  readonly cell: Cell;
  readonly architecture: Architecture;
  /** Whether it belongs to the small contrast of DFA+ with GEVB+ beside the run's own networks. */
  readonly contrast: boolean;
  /** 1 for the first of several that differ in their seeds. */
  readonly run: number;
  readonly hidden: readonly HiddenLayer[];
  readonly looks: readonly Look[];
  readonly stepMs: number;
  readonly parameters: number;
  /** First-layer weights of some units, one image per unit, and per class where units are vectors. */
  readonly features: readonly { readonly label: string; readonly pixels: Float32Array }[];
  readonly maps: { readonly before: ActivityMap; readonly after: ActivityMap } | undefined;
  readonly fingerprint: string;
}

export interface HiddenLayer {
  readonly units: number;
  /** Whether it moves a window over an image. */
  readonly image: boolean;
}

/** As in "conv, GEVB+". */
export const nameOf = ({ architecture, cell, contrast }: Pick<Course, "architecture" | "cell" | "contrast">): string =>
  `${architecture}${contrast ? ", small" : ""}: ${cell.name}`;
