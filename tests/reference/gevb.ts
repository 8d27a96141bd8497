/**
 * Definitions of the vector units' ops, rounded to f32 after every step and summed in the promised order, ascending k from
 * 0: results are bit-equal. Below them a whole vector network in double precision.
 */
const f = Math.fround;

/** [units, components, batch] */
export type Sizes = readonly [units: number, components: number, batch: number];
type Values = ArrayLike<number>;

/** An array [units, batch] from a function of the unit and the example. */
const table = (units: number, batch: number, entry: (unit: number, b: number) => number): number[] =>
  Array.from({ length: units * batch }, (_, at) => entry(Math.floor(at / batch), at % batch));

const dot = (components: number, x: (k: number) => number, y: (k: number) => number): number => {
  let sum = 0;
  for (let k = 0; k < components; k++) sum = f(sum + f(x(k) * y(k)));
  return sum;
};

/** s[j,b] = Σ_k z[j,k,b] e[k,b] */
export const errorDot = ([units, components, batch]: Sizes, z: Values, e: Values): number[] =>
  table(units, batch, (j, b) =>
    dot(
      components,
      (k) => z[(j * components + k) * batch + b]!,
      (k) => e[k * batch + b]!,
    ),
  );

/** gates[i,b] = 0 where Σ_k t[i mod period, k] h[i,k,b] < 0, else 1 */
export const gates = ([units, components, batch]: Sizes, period: number, t: Values, h: Values): number[] =>
  table(units, batch, (i, b) => {
    const along = dot(
      components,
      (k) => t[(i % period) * components + k]!,
      (k) => h[(i * components + k) * batch + b]!,
    );
    return along < 0 ? 0 : 1;
  });

/** h where its unit's gate is open, else 0 */
export const gated = ([, components, batch]: Sizes, h: Values, open: Values): number[] =>
  Array.from(h, (value, at) => {
    const unit = Math.floor(at / (components * batch));
    return open[unit * batch + (at % batch)] ? value : 0;
  });

/** d[i,k,b] = g[i,b] e[k,b] */
export const vectorCredit = ([units, components, batch]: Sizes, g: Values, e: Values): number[] =>
  table(units * components, batch, (row, b) => {
    const i = Math.floor(row / components);
    return f(g[i * batch + b]! * e[(row % components) * batch + b]!);
  });

/** A layer of vector units: weights [units, components, inputs] in the first layer, [units, inputs] above it. */
export interface VectorLayer {
  readonly units: number;
  readonly weights: number[];
  /** [units, components] */
  readonly bias: number[];
  /** [units, components]; a layer without is not gated. */
  readonly directions?: number[] | undefined;
}

/**
 * The network of these layers in double precision, for one example.
 * @returns its outputs, [components], and for every gate how far it is from switching, |t·h|
 */
export function vectorNetwork(layers: readonly VectorLayer[], components: number, x: readonly number[]) {
  let z: number[][] = [];
  const margins: number[] = [];
  for (const [l, { units, weights, bias, directions }] of layers.entries()) {
    const below = z;
    z = Array.from({ length: units }, (_, u) => {
      const h = Array.from({ length: components }, (__, k) => {
        let sum = bias[u * components + k]!;
        if (l === 0) for (const [i, value] of x.entries()) sum += weights[(u * components + k) * x.length + i]! * value;
        else for (const [j, vector] of below.entries()) sum += weights[u * below.length + j]! * vector[k]!;
        return sum;
      });
      if (!directions) return h;
      const along = h.reduce((sum, value, k) => sum + directions[u * components + k]! * value, 0);
      margins.push(Math.abs(along));
      return along < 0 ? h.map(() => 0) : h;
    });
  }
  return { outputs: z[0]!, margins };
}

/** −log softmax(y)[label] */
export function crossEntropy(y: readonly number[], label: number): number {
  const most = Math.max(...y);
  return most + Math.log(y.reduce((sum, value) => sum + Math.exp(value - most), 0)) - y[label]!;
}
