/** Naive definitions of exact t-SNE in double precision, straight from van der Maaten & Hinton 2008. Maps are [2, n]. */
export type Matrix = readonly ArrayLike<number>[];

/** Rows of a flat row-major array. */
export function rowsOf(flat: ArrayLike<number>, columns: number): number[][] {
  const count = columns === 0 ? 0 : flat.length / columns;
  return Array.from({ length: count }, (_, i) => Array.from({ length: columns }, (__, j) => flat[i * columns + j]!));
}

export function squaredDistances(points: Matrix): number[][] {
  return points.map((a) => points.map((b) => Array.from(a).reduce((sum, x, p) => sum + (x - b[p]!) ** 2, 0)));
}

/** Entropy in nats of the terms that are not 0. */
export function entropy(row: ArrayLike<number>): number {
  return Array.from(row).reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
}

/** Plain bisection in log β, to the last bit. */
export function affinities(d: Matrix, perplexity: number): number[][] {
  return d.map((distances, i) => {
    const others = Array.from(distances).filter((_, j) => j !== i),
      least = Math.min(...others);
    const at = (logBeta: number) => {
      const e = Array.from(distances, (x, j) => (j === i ? 0 : Math.exp(-Math.exp(logBeta) * (x - least)))),
        sum = e.reduce((a, b) => a + b, 0);
      return e.map((x) => x / sum);
    };
    let low = -200,
      high = 200;
    for (let step = 0; step < 120; step++) {
      const middle = (low + high) / 2;
      if (entropy(at(middle)) > Math.log(perplexity)) low = middle;
      else high = middle;
    }
    return at((low + high) / 2);
  });
}

export function joint(conditional: Matrix): number[][] {
  const n = conditional.length;
  return conditional.map((row, i) => Array.from(row, (p, j) => (p + conditional[j]![i]!) / (2 * n)));
}

/** w_ij, 0 on the diagonal. */
function similarities(map: ArrayLike<number>): number[][] {
  const n = map.length / 2,
    at = Array.from({ length: n }, (_, i) => i);
  return at.map((i) =>
    at.map((j) => (i === j ? 0 : 1 / (1 + (map[i]! - map[j]!) ** 2 + (map[n + i]! - map[n + j]!) ** 2))),
  );
}

export interface Forces {
  attraction: number[];
  repulsion: number[];
  z: number[];
}

/** The forces, and for bounds on their rounding the same sums over absolute values. */
export function forces(p: Matrix, map: ArrayLike<number>, magnitude = (x: number) => x): Forces {
  const w = similarities(map),
    n = w.length,
    sum = (axis: number, factor: (i: number, j: number) => number) =>
      w.map((row, i) =>
        row.reduce((total, _, j) => total + magnitude(factor(i, j) * (map[axis * n + i]! - map[axis * n + j]!)), 0),
      );
  const both = (factor: (i: number, j: number) => number) => [...sum(0, factor), ...sum(1, factor)];
  return {
    attraction: both((i, j) => p[i]![j]! * w[i]![j]!),
    repulsion: both((i, j) => w[i]![j]! ** 2),
    z: w.map((row) => row.reduce((a, b) => a + b, 0)),
  };
}

export function divergenceRows(p: Matrix, map: ArrayLike<number>): number[] {
  const w = similarities(map),
    z = w.flat().reduce((a, b) => a + b, 0);
  return w.map((row, i) =>
    row.reduce((sum, wij, j) => (p[i]![j]! > 0 ? sum + p[i]![j]! * Math.log((p[i]![j]! * z) / wij) : sum), 0),
  );
}

export const divergence = (p: Matrix, map: ArrayLike<number>) => divergenceRows(p, map).reduce((a, b) => a + b, 0);

export interface State {
  map: number[];
  velocity: number[];
  gains: number[];
}

/** One step from a gradient, the state changed in place. */
export function step(state: State, gradient: readonly number[], rate: number, momentum: number): void {
  gradient.forEach((g, i) => {
    const v = state.velocity[i]!,
      gain = g * v < 0 ? state.gains[i]! + 0.2 : Math.max(0.8 * state.gains[i]!, 0.01);
    state.gains[i] = gain;
    state.velocity[i] = momentum * v - rate * gain * g;
    state.map[i] = state.map[i]! + state.velocity[i]!;
  });
}

/** The whole descent, its map centred after every step; after the early phase, momentum and gains begin afresh. */
export function descend(
  p: Matrix,
  initial: readonly number[],
  iterations: number,
  { rate, exaggeration, early }: { rate: number; exaggeration: number; early: number },
): number[] {
  const n = initial.length / 2,
    state = { map: [...initial], velocity: initial.map(() => 0), gains: initial.map(() => 1) };
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const { attraction, repulsion, z } = forces(p, state.map),
      total = z.reduce((a, b) => a + b, 0),
      factor = iteration <= early ? exaggeration : 1;
    if (iteration === early + 1) {
      state.velocity.fill(0);
      state.gains.fill(1);
    }
    const gradient = attraction.map((a, i) => 4 * (factor * a - repulsion[i]! / total));
    step(state, gradient, rate, iteration <= early ? 0.5 : 0.8);
    for (const axis of [0, 1]) {
      const mean = state.map.slice(axis * n, axis * n + n).reduce((a, b) => a + b, 0) / n;
      for (let i = axis * n; i < axis * n + n; i++) state.map[i]! -= mean;
    }
  }
  return state.map;
}
