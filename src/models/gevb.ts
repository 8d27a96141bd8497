import { ArgumentError } from "../errors.js";
import { AveragePool2d } from "../networks/average-pool2d.js";
import { Conv2d } from "../networks/conv2d.js";
import { Dense } from "../networks/dense.js";
import type { Layer } from "../networks/layer.js";
import { Local2d } from "../networks/local2d.js";
import { VectorConv2d } from "../networks/vector-conv2d.js";
import { VectorGate } from "../networks/vector-gate.js";
import { VectorLinear } from "../networks/vector-linear.js";
import { VectorLocal2d } from "../networks/vector-local2d.js";
import { VectorOutput } from "../networks/vector-output.js";
import type { Window } from "../networks/window.js";
import type { Random } from "../random.js";
import { signedRelu } from "../tape/activations.js";
import { Sequential } from "../training/sequential.js";
import type { Arena } from "../wasm/arena.js";

export const images = ["mnist", "cifar-10"] as const;
export const architectures = ["fc", "conv", "lc"] as const;
export type Images = (typeof images)[number];
export type Architecture = (typeof architectures)[number];

export interface GevbNetworkOptions {
  /** Which data the network is for: 28 × 28 × 1 or 32 × 32 × 3 images, channel-last. */
  readonly data: Images;
  /** Fully connected, convolutional or locally connected. */
  readonly architecture: Architecture;
  /** Vector units, or the conventional twin with signed rectifiers and as many scalar outputs as classes. */
  readonly vectors: boolean;
  /** ON/OFF initialisation, weights above the first layer kept at 0 or above. */
  readonly nonnegative: boolean;
  /** Factor on the width of every hidden layer, rounded to even numbers; 1, the paper's, by default. */
  readonly width?: number;
  readonly random: Random;
}

const classes = 10;

/**
 * The twelve networks of Clark, Abbott & Chung 2021, arXiv:2106.04089, each mixed in sign or nonnegative: six of vector
 * units, to be trained by `gevb()` or `bp()`, and their conventional twins, by `dfa()` or `bp()`.
 * @throws {ArgumentError} for options outside of their lists, or a width that is not positive
 */
export function gevbNetwork(arena: Arena, options: GevbNetworkOptions): Sequential {
  const { data, architecture, vectors, nonnegative, width = 1, random } = options;
  expectOneOf("data", data, images);
  expectOneOf("architecture", architecture, architectures);
  if (!(width > 0 && width <= 16)) throw new ArgumentError("gevbNetwork", "width", width, "from above 0 to 16");
  const even = (units: number) => 2 * Math.max(1, Math.round((units * width) / 2)),
    local = architecture === "lc";
  const layers = plans[data][architecture](vectors).flatMap((step, index): (Layer | typeof signedRelu)[] => {
    if (step === "pool") return [new AveragePool2d(2)];
    const kind = { vectors, nonnegative, local, first: index === 0 };
    return typeof step === "number" ? dense(even(step), kind) : windowed(even(step.units), step, kind);
  });
  const output = vectors ? new VectorOutput({ nonnegative }) : new Dense(classes, { nonnegative });
  const image = data === "mnist" ? [28, 28, 1] : [32, 32, 3];
  return new Sequential(arena, { inputs: image, layers: [...layers, output], random });
}

type Step = number | "pool" | (Window & { readonly units: number });

/** Hidden layers: a width, a pooling, or a window over the image with its number of channels. */
const plans: Record<Images, Record<Architecture, (vectors: boolean) => Step[]>> = {
  mnist: {
    fc: () => [1024, 512],
    conv: () => [...mnistImages(64, 32), 1024],
    lc: () => [...mnistImages(32, 32), 1024],
  },
  "cifar-10": {
    fc: () => [1024, 512, 512],
    conv: () => [...cifarImages(128, 64, 64), 1024],
    lc: (vectors) => [...cifarImages(64, 32, 32), vectors ? 256 : 512],
  },
};

const mnistImages = (first: number, second: number): Step[] => [
  { units: first, kernelSize: 3, padding: 1 },
  "pool",
  { units: second, kernelSize: 3, padding: 1 },
  "pool",
];

const cifarImages = (first: number, second: number, third: number): Step[] => [
  { units: first, kernelSize: 5, padding: 2 },
  "pool",
  { units: second, kernelSize: 5, padding: 2 },
  "pool",
  { units: third, kernelSize: 2, stride: 2 },
];

interface Kind {
  readonly vectors: boolean;
  readonly nonnegative: boolean;
  readonly local: boolean;
  readonly first: boolean;
}

/** Weights of mixed sign have variance 1/fanIn in the first layer, 2/fanIn above it: the default of vector units alone. */
const signOf = ({ vectors, nonnegative, first }: Kind) =>
  vectors || nonnegative || !first ? { nonnegative } : ({ initialisation: "lecun" } as const);

function dense(units: number, kind: Kind) {
  return kind.vectors
    ? [new VectorLinear(units, { ...signOf(kind), components: classes }), new VectorGate()]
    : [new Dense(units, signOf(kind)), signedRelu];
}

function windowed(units: number, { kernelSize, stride = 1, padding = 0 }: Window, kind: Kind) {
  const { vectors, local } = kind,
    window = { kernelSize, stride, padding, ...signOf(kind) };
  if (!vectors) return [local ? new Local2d(units, window) : new Conv2d(units, window), signedRelu];
  const options = { ...window, components: classes };
  return [local ? new VectorLocal2d(units, options) : new VectorConv2d(units, options), new VectorGate()];
}

function expectOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) throw new ArgumentError("gevbNetwork", name, value, `one of ${allowed.join(", ")}`);
}
