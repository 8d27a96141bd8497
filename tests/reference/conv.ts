import type { ConvGeometry } from "../../src/ops/conv.js";

/**
 * Naive definitions of convolution. Every element is a list of products grouped by output position, added up by a `Sum`:
 * in double precision, or in the order the kernels promise, rounded to f32 after every step.
 */
export interface Layer extends ConvGeometry {
  /** Columns of all activity. */
  readonly n: number;
  /** Weights of its own at every output position. */
  readonly local: boolean;
}

type Values = ArrayLike<number>;
type Term = readonly [number, number];

/** One output position's products, and where the position lies. */
interface Group {
  readonly p: number;
  readonly terms: readonly Term[];
}
export type Sum = (groups: readonly Group[], old: number, layer: Layer) => number;

interface Meeting {
  readonly p: number;
  readonly q: number;
  readonly u: number;
  readonly v: number;
}

const f = Math.fround;
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

export const inputRows = (g: ConvGeometry): number => g.height * g.width * g.channels;
export const outputRows = (g: ConvGeometry): number => g.outHeight * g.outWidth * g.units;
export const weightShape = (g: Layer): number[] => [
  ...(g.local ? [g.outHeight * g.outWidth] : []),
  g.units,
  g.kernelSize,
  g.kernelSize,
  g.channels,
];

/** Which input position q an output position p sees under kernel row u and column v, in ascending (p, u, v). */
function meetings(g: ConvGeometry): Meeting[] {
  return range(g.outHeight * g.outWidth).flatMap((p) =>
    range(g.kernelSize).flatMap((u) =>
      range(g.kernelSize).flatMap((v) => {
        const h = Math.floor(p / g.outWidth) * g.stride + u - g.padding,
          w = (p % g.outWidth) * g.stride + v - g.padding,
          inside = h >= 0 && h < g.height && w >= 0 && w < g.width;
        return inside ? [{ p, q: h * g.width + w, u, v }] : [];
      }),
    ),
  );
}

const weightAt = (g: Layer, { p, u, v }: Meeting, o: number, c: number) =>
  ((((g.local ? p * g.units : 0) + o) * g.kernelSize + u) * g.kernelSize + v) * g.channels + c;

const groupBy = (list: readonly Meeting[], key: (meeting: Meeting) => number) => {
  const groups = new Map<number, Meeting[]>();
  for (const meeting of list) groups.set(key(meeting), [...(groups.get(key(meeting)) ?? []), meeting]);
  return groups;
};

export function conv2d(g: Layer, x: Values, weights: Values, sum: Sum, old?: Values): number[] {
  const seen = groupBy(meetings(g), ({ p }) => p);
  return range(outputRows(g) * g.n).map((at) => {
    const b = at % g.n,
      row = Math.floor(at / g.n),
      o = row % g.units,
      p = Math.floor(row / g.units),
      terms = seen
        .get(p)!
        .flatMap((m) =>
          range(g.channels).map((c): Term => [weights[weightAt(g, m, o, c)]!, x[(m.q * g.channels + c) * g.n + b]!]),
        );
    return sum([{ p, terms }], old?.[at] ?? 0, g);
  });
}

export function conv2dBackward(g: Layer, weights: Values, d: Values, sum: Sum, old?: Values): number[] {
  const seers = groupBy(meetings(g), ({ q }) => q);
  return range(inputRows(g) * g.n).map((at) => {
    const b = at % g.n,
      row = Math.floor(at / g.n),
      c = row % g.channels,
      groups = (seers.get(Math.floor(row / g.channels)) ?? []).map((m) => ({
        p: m.p,
        terms: range(g.units).map((o): Term => [weights[weightAt(g, m, o, c)]!, d[(m.p * g.units + o) * g.n + b]!]),
      }));
    return sum(groups, old?.[at] ?? 0, g);
  });
}

export function conv2dWeightGradient(g: Layer, d: Values, x: Values, sum: Sum, old?: Values): number[] {
  const met = groupBy(meetings(g), (m) => weightAt(g, m, 0, 0)),
    size = weightShape(g).reduce((product, side) => product * side, 1),
    taps = g.kernelSize ** 2 * g.channels;
  return range(size).map((at) => {
    const c = at % g.channels,
      o = Math.floor(at / taps) % g.units,
      meeting = met.get(at - c - o * taps) ?? [],
      groups = meeting.map(({ p, q }) => ({
        p,
        terms: range(g.n).map((b): Term => [d[(p * g.units + o) * g.n + b]!, x[(q * g.channels + c) * g.n + b]!]),
      }));
    return sum(groups, old?.[at] ?? 0, g);
  });
}

/** The delta of a vector network's first layer, d[p, o·K + κ, b] = credit[p·O + o, b] · error[κ, b]. */
export function delta(credit: Values, error: Values, n: number): number[] {
  const components = error.length / n;
  return range(credit.length * components).map((at) => {
    const b = at % n,
      row = Math.floor(at / n);
    return f(credit[Math.floor(row / components) * n + b]! * error[(row % components) * n + b]!);
  });
}

/** The vector network's first gradient as its kernel promises: over positions first, then the batch. */
export function vectorWeightGradient(g: Layer, credit: Values, error: Values, x: Values, old?: Values): number[] {
  if (g.local) return conv2dWeightGradient(g, delta(credit, error, g.n), x, dots, old);
  const components = error.length / g.n,
    single = { ...g, units: g.units / components, n: 1 },
    taps = g.kernelSize ** 2 * g.channels,
    column = (values: Values, b: number) => range(values.length / g.n).map((row) => values[row * g.n + b]!),
    sums = range(g.n).map((b) => conv2dWeightGradient(single, column(credit, b), column(x, b), ascending));
  return range(g.units * taps).map((at) => {
    const row = Math.floor(at / taps),
      source = Math.floor(row / components) * taps + (at % taps),
      terms = range(g.n).map((b): Term => [error[(row % components) * g.n + b]!, sums[b]![source]!]);
    return f(segments([terms]) + (old?.[at] ?? 0));
  });
}

/** Σ in double precision. */
export const inDouble: Sum = (groups, old) =>
  groups.flatMap(({ terms }) => terms).reduce((total, [x, y]) => total + x * y, old);

/** How many products an element is made of, and Σ|x||y| with the old value: what an error bound is made of. */
export const count: Sum = (groups, old) => groups.reduce((total, { terms }) => total + terms.length, old ? 1 : 0);
export const magnitude: Sum = (groups, old) =>
  groups.flatMap(({ terms }) => terms).reduce((total, [x, y]) => total + Math.abs(x * y), Math.abs(old));

/** Ascending from the old value: conv2d and conv2dBackward. */
export const ascending: Sum = (groups, old) =>
  plain(
    groups.flatMap(({ terms }) => terms),
    old,
  );

/** Runs of neighbouring positions that see the same kernel columns: conv2dWeightGradient. */
export const dots: Sum = (groups, old, g) => {
  const longest = g.local ? 1 : Math.max(1, Math.floor(1024 / g.n)),
    seen = (p: number) => {
      const left = (p % g.outWidth) * g.stride - g.padding;
      return `${Math.floor(p / g.outWidth)}:${Math.max(0, -left)}-${Math.min(g.kernelSize, g.width - left)}`;
    },
    runs: Group[][] = [];
  for (const group of groups) {
    const run = runs.at(-1);
    if (run && run.length < longest && seen(run[0]!.p) === seen(group.p)) run.push(group);
    else runs.push([group]);
  }
  return runs.reduce((total, run) => f(total + segments(run.map(({ terms }) => terms))), old);
};

/** Four interleaved sums over all segments' whole vectors, added pairwise, then what is left of each segment. */
function segments(parts: readonly (readonly Term[])[]): number {
  const whole = (part: readonly Term[]) => part.length - (part.length % 4),
    [s0, s1, s2, s3] = range(4).map((lane) =>
      plain(
        parts.flatMap((part) => part.slice(0, whole(part)).filter((_, b) => b % 4 === lane)),
        0,
      ),
    ) as [number, number, number, number],
    rest = parts.flatMap((part) => part.slice(whole(part)));
  return plain(rest, f(f(s0 + s1) + f(s2 + s3)));
}

const plain = (terms: readonly Term[], start: number) => terms.reduce((total, [x, y]) => f(total + f(x * y)), start);
