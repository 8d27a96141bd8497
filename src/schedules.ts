import { ArgumentError } from "./errors.js";

/** How far a training run has come. Time in epochs is epoch + step / steps. */
export interface Progress {
  /** Epochs completed. */
  readonly epoch: number;
  /** Steps completed within this epoch, from 0 to steps − 1. */
  readonly step: number;
  /** Steps per epoch. */
  readonly steps: number;
}

/** The factor on the learning rate for the step about to be taken: a pure function, the same bits on every engine. */
export type Schedule = (progress: Progress) => number;

export interface DecayOptions {
  /** Length of the whole schedule in epochs, warm-up included; afterwards the factor stays at `floor`. */
  readonly epochs: number;
  /** Epochs of linear rise at the start; the last step of the warm-up has the full rate. Default 0. */
  readonly warmup?: number;
  /** Factor at the end, from 0 to 1. Default 0. */
  readonly floor?: number;
}

/** The rate as given, factor 1 throughout. */
export function constant(): Schedule {
  return () => 1;
}

/**
 * Half a cosine from 1 to the floor: floor + (1 − floor) · ½ (1 + cos πx), x the share of the time after warm-up.
 * Source: Loshchilov & Hutter 2017, arXiv:1608.03983, equation 5 without restarts; warm-up from Goyal et al. 2017,
 * arXiv:1706.02677, section 2.2.
 * @throws {ArgumentError} on an option out of range
 */
export function cosine(options: DecayOptions): Schedule {
  return decay("cosine", options, raisedCosine);
}

/**
 * A straight line from 1 to the floor: floor + (1 − floor)(1 − x). @throws {ArgumentError} on an option out of range
 */
export function linear(options: DecayOptions): Schedule {
  return decay("linear", options, (x) => 1 - x);
}

/**
 * A power of the remaining time: floor + (1 − floor)(1 − x)^power.
 * @param options.power a positive integer, so that the power is a product and equal on every engine
 * @throws {ArgumentError} on an option out of range
 */
export function polynomial(options: DecayOptions & { readonly power: number }): Schedule {
  const { power } = options;
  if (!Number.isSafeInteger(power) || power < 1)
    throw new ArgumentError("polynomial", "power", power, "a positive integer");
  return decay("polynomial", options, (x) => integerPower(1 - x, power));
}

/**
 * A staircase: factor^⌊epoch / every⌋.
 * @param options.every epochs between two steps, a positive integer    @param options.factor from 0 to 1
 * @throws {ArgumentError} on an option out of range
 */
export function step(options: { readonly every: number; readonly factor: number }): Schedule {
  const { every, factor } = options;
  if (!Number.isSafeInteger(every) || every < 1) throw new ArgumentError("step", "every", every, "a positive integer");
  if (!(factor >= 0 && factor <= 1)) throw new ArgumentError("step", "factor", factor, "a number from 0 to 1");
  return ({ epoch }) => integerPower(factor, Math.floor(epoch / every));
}

/**
 * Exponential fall: every epoch's rate is `factor` times that of the one before, factor^epoch; with `every` "step", every
 * step's, factor^(steps taken).
 * @param options.factor from 0 to 1    @throws {ArgumentError} on an option out of range
 */
export function exponential(options: { readonly factor: number; readonly every?: "epoch" | "step" }): Schedule {
  const { factor, every = "epoch" } = options;
  if (!(factor >= 0 && factor <= 1)) throw new ArgumentError("exponential", "factor", factor, "a number from 0 to 1");
  if (every !== "epoch" && every !== "step")
    throw new ArgumentError("exponential", "every", every, '"epoch" or "step"');
  return ({ epoch, step, steps }) => integerPower(factor, every === "epoch" ? epoch : epoch * steps + step);
}

/** Warm-up, then `shape` (1 at 0, 0 at 1) stretched over the remaining epochs and lifted by the floor. */
function decay(name: string, options: DecayOptions, shape: (x: number) => number): Schedule {
  const { epochs, warmup = 0, floor = 0 } = options;
  if (!(epochs > 0 && epochs < Number.POSITIVE_INFINITY))
    throw new ArgumentError(name, "epochs", epochs, "a positive number");
  if (!(warmup >= 0 && warmup < epochs))
    throw new ArgumentError(name, "warmup", warmup, `a number of epochs from 0, less than ${epochs}`);
  if (!(floor >= 0 && floor <= 1)) throw new ArgumentError(name, "floor", floor, "a number from 0 to 1");
  return ({ epoch, step, steps }) => {
    const time = epoch + step / steps;
    if (time < warmup) return Math.min(1, (epoch * steps + step + 1) / (warmup * steps));
    const x = (time - warmup) / (epochs - warmup);
    return x < 1 ? floor + (1 - floor) * shape(x) : floor;
  };
}

/**
 * ½ (1 + cos πx) for x in [0, 1], to within 2^-51. It is 1 − sin²(πx / 2), and by symmetry 1 minus its value at 1 − x,
 * so the sine is needed up to π/4 only, where its Taylor series to y^17 is short of less than 10^-19.
 */
function raisedCosine(x: number): number {
  const mirrored = x > 0.5,
    y = (mirrored ? 1 - x : x) * (Math.PI / 2),
    square = y * y;
  let sine = 0;
  for (let k = 17; k >= 3; k -= 2) sine = ((1 - sine) * square) / (k * (k - 1));
  sine = y * (1 - sine);
  return mirrored ? sine * sine : 1 - sine * sine;
}

/** base^exponent by repeated squaring. */
function integerPower(base: number, exponent: number): number {
  let power = 1;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power *= base;
    base *= base;
  }
  return power;
}
