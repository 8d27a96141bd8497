/** Naive definitions of the activations: double precision where a function is approximated, else f32 step by step. */
const f = Math.fround;

export const relu = (x: number): number => (x < 0 ? 0 : x);
export const leakyRelu = (x: number, slope: number): number => (x > 0 ? x : f(f(slope) * x));
export const tanh = Math.tanh;
export const exp = Math.exp;
export const log = Math.log;

export function sigmoid(x: number): number {
  const z = Math.exp(-Math.abs(x)); // 1 / (1 + e^−x) overflows below −709
  return x < 0 ? z / (1 + z) : 1 / (1 + z);
}

export const reluBackward = (y: number, dy: number): number => (y > 0 ? dy : 0);
export const leakyReluBackward = (y: number, dy: number, slope: number): number => (y > 0 ? dy : f(dy * f(slope)));
export const tanhBackward = (y: number, dy: number): number => f(dy * f(1 - f(y * y)));
export const sigmoidBackward = (y: number, dy: number): number => f(dy * f(y * f(1 - y)));

export const binaryStep = (x: number): number => (x > 0 ? 1 : 0);
export function binaryStepBackward(x: number, dy: number, steepness: number): number {
  const width = f(f(Math.abs(x) * f(steepness)) + 1);
  return f(dy / f(width * width));
}
