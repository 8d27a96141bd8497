import { formatFixed, formatNumber, powerOfTen } from "./numbers.js";

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Maps values to [0, 1] along one axis. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly Tick[];
  /** 0 at `low`, 1 at `high`; NaN for what cannot be drawn: not finite, or not positive on a logarithmic axis. */
  readonly position: (value: number) => number;
}

export interface AxisOptions {
  readonly label: string;
  /** Logarithmic axis; values that are not positive are left out. Default false. */
  readonly log?: boolean;
  /** Ticks at integers alone, for what is counted; no matter on a logarithmic axis. Default false. */
  readonly whole?: boolean;
  /** Ends of the axis. Default: the finite values' own, widened to round numbers on the y axis. */
  readonly range?: readonly [low: number, high: number];
}

/** The scale that shows all finite `values` with about `target` ticks; `widen` moves the ends out to ticks. */
export function scaleFor(values: Iterable<number>, options: AxisOptions, target: number, widen: boolean): Scale {
  let low = Number.POSITIVE_INFINITY,
    high = Number.NEGATIVE_INFINITY;
  for (const value of options.range ?? values)
    if (Number.isFinite(value) && (value > 0 || !options.log)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  widen &&= options.range === undefined;
  if (options.log) return low > high ? logarithmicScale(1, 10, widen) : logarithmicScale(low, high, widen);
  const leastStep = options.whole ? 1 : 0;
  return low > high ? linearScale(0, 1, target, widen, leastStep) : linearScale(low, high, target, widen, leastStep);
}

/** Values that agree to twelve digits are drawn as one, in the middle of the axis. */
export function linearScale(low: number, high: number, target: number, widen: boolean, leastStep = 0): Scale {
  // Farther out the difference of the widened ends would overflow; what lies there is cut off.
  low = Math.min(Math.max(low, -4e307), 4e307);
  high = Math.min(Math.max(high, -4e307), 4e307);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= Math.max(1e-12 * largest, 1e-290)) {
    const margin = largest < 1e-280 ? 1 : 0.5 * largest;
    low -= margin;
    high += margin;
  }
  const [step, exponent] = niceStep(Math.max((high - low) / target, leastStep));
  const first = widen ? Math.floor(low / step + 1e-9) : Math.ceil(low / step - 1e-9),
    last = widen ? Math.ceil(high / step - 1e-9) : Math.floor(high / step + 1e-9);
  if (widen) {
    low = Math.min(low, first * step);
    high = Math.max(high, last * step);
  }
  // Plain decimals as long as they stay short; powers of ten otherwise.
  const plain = exponent >= -5 && largest < 1e7,
    ticks: Tick[] = [];
  for (let k = first; k <= last; k++) {
    const value = k * step;
    ticks.push({ value, label: plain ? formatFixed(value, Math.max(0, -exponent)) : formatNumber(value, 6) });
  }
  const from = low,
    span = high - low;
  return { low, high, ticks, position: (value) => (Number.isFinite(value) ? (value - from) / span : Number.NaN) };
}

/**
 * Ends, if widened, at 1, 2 or 5 times a power of ten; ticks at those, or at powers of ten alone when there are many.
 */
export function logarithmicScale(low: number, high: number, widen: boolean): Scale {
  // Beyond these the candidates around a value would leave the numbers of full precision.
  const within = (value: number) => Math.min(Math.max(value, 1e-300), 1e300);
  low = within(low);
  high = within(high);
  const lowest = decade(low) - 1,
    highest = decade(high) + 1,
    candidates: number[] = [];
  for (let exponent = lowest; exponent <= highest; exponent++)
    for (const digit of [1, 2, 5]) candidates.push(Number(`${digit}e${exponent}`));
  // Ends that even steps between them could not tell apart, as in linearScale.
  if (high < low * (1 + 1e-9) || high - low <= 1e-290) {
    low = candidates.findLast((value) => value < low) ?? low;
    high = candidates.find((value) => value > high) ?? high;
  } else if (widen) {
    low = candidates.findLast((value) => value <= low) ?? low;
    high = candidates.find((value) => value >= high) ?? high;
  }
  const inside = candidates.filter((value) => value >= low && value <= high),
    decades = inside.filter((value) => value.toExponential().startsWith("1e"));
  const stride = Math.ceil(decades.length / 7),
    shown = decades.length < 3 ? inside : decades.filter((value) => decade(value) % stride === 0);
  // Between two neighbouring candidates the axis is nearly even, and evenly spaced ticks serve.
  const round = shown.map((value) => ({ value, label: logLabel(value) })),
    ticks = round.length < 2 ? linearScale(low, high, 4, false).ticks : round,
    from = log10(low),
    span = log10(high) - from;
  const position = (value: number) =>
    value > 0 && value < Infinity ? (log10(Math.max(value, 1e-305)) - from) / span : Number.NaN;
  return { low, high, ticks, position };
}

function logLabel(value: number): string {
  return value >= 1e-3 && value < 1e5 ? formatNumber(value) : powerOfTen(value, 2);
}

/** Of 1, 2, 5 times a power of ten the one nearest to `raw` by ratio, and that power's exponent. */
function niceStep(raw: number): [step: number, exponent: number] {
  const exponent = decade(raw),
    mantissa = raw / Number(`1e${exponent}`);
  // At √2, √10 and √50 the ratios to both neighbours are equal.
  const square = mantissa * mantissa,
    digit = square < 2 ? 1 : square < 10 ? 2 : square < 50 ? 5 : 10;
  return digit === 10 ? [Number(`1e${exponent + 1}`), exponent + 1] : [Number(`${digit}e${exponent}`), exponent];
}

/** ⌊log10 value⌋, exactly, for a positive value. */
function decade(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

/**
 * Decimal logarithm of a positive normal number to 10^-12, far below a pixel. With value = m · 10^(n + ½), m within
 * [10^-½, 10^½], it is n + ½ + 2 artanh((m − 1) / (m + 1)) / ln 10.
 */
export function log10(value: number): number {
  const [mantissa, exponent] = value.toExponential().split("e").map(Number) as [number, number],
    m = mantissa / Math.sqrt(10),
    z = (m - 1) / (m + 1);
  let sum = 0;
  for (let k = 41; k >= 1; k -= 2) sum = sum * z * z + 1 / k;
  return exponent + 0.5 + (2 * z * sum) / Math.LN10;
}
