/**
 * Optimizer steps in double precision on one weight, each with a running bound on what f32 arithmetic may differ:
 * u = 2⁻²⁴ per rounding, 4u per sum of products (one for each factor's own rounding, the product and the sum), and half the
 * smallest subnormal where a result is that small.
 */
const u = 2 ** -24,
  smallest = 2 ** -147; // four times 2⁻¹⁴⁹: a few such roundings

export interface Common {
  rate: number;
  weightDecay: number;
  gradientScale: number;
  minimum: number;
  maximum: number;
}

/** A weight with its moments, and how far the f32 form of each may be off. */
export interface State {
  weight: number;
  velocity: number;
  mean: number;
  variance: number;
  /** The mean of the absolute gradients, to which the mean's roundings are proportional. */
  magnitude: number;
  weightError: number;
  velocityError: number;
}

export const start = (weight: number): State => ({
  weight,
  velocity: 0,
  mean: 0,
  variance: 0,
  magnitude: 0,
  weightError: 0,
  velocityError: 0,
});

const clamp = (value: number, { minimum, maximum }: Common) => Math.min(Math.max(value, minimum), maximum);

/** The gradient with its L2 penalty. */
function penalised(state: State, g: number, { weightDecay, gradientScale }: Common): { d: number; error: number } {
  const a = gradientScale * g,
    b = weightDecay * state.weight;
  return { d: a + b, error: 4 * u * (Math.abs(a) + Math.abs(b)) + smallest + weightDecay * state.weightError };
}

function move(state: State, by: number, error: number, options: Common): void {
  state.weightError += error + smallest + 2 * u * (Math.abs(state.weight) + Math.abs(by));
  state.weight = clamp(state.weight - by, options);
}

export function sgd(state: State, g: number, options: Common): void {
  const { d, error } = penalised(state, g, options);
  move(state, options.rate * d, options.rate * (error + 3 * u * Math.abs(d)), options);
}

export function momentum(state: State, g: number, options: Common & { momentum: number; nesterov: boolean }): void {
  const { momentum: share, rate, nesterov } = options,
    { d, error } = penalised(state, g, options),
    rounding = (v: number) => 4 * u * (share * Math.abs(v) + Math.abs(d)) + smallest;
  // Velocities below 2⁻¹²⁶ are made 0.
  state.velocityError = 2 ** -126 + share * state.velocityError + error + rounding(state.velocity);
  state.velocity = share * state.velocity + d;
  const step = nesterov ? d + share * state.velocity : state.velocity,
    stepError = nesterov ? error + share * state.velocityError + rounding(state.velocity) : state.velocityError;
  move(state, rate * step, rate * (stepError + 3 * u * Math.abs(step)), options);
}

/**
 * Step number `t`, counted from 1, with decoupled decay. The betas must be f32 numbers. After t steps the mean is off by
 * at most 4tu of `magnitude` and the variance, a sum of positive terms, by a relative 5tu, halved by the root.
 */
export function adam(
  state: State,
  g: number,
  t: number,
  options: Common & { beta1: number; beta2: number; epsilon: number },
): void {
  const { rate, weightDecay, gradientScale, beta1, beta2, epsilon } = options,
    d = gradientScale * g;
  state.mean = beta1 * state.mean + (1 - beta1) * d;
  state.magnitude = beta1 * state.magnitude + (1 - beta1) * Math.abs(d);
  state.variance = beta2 * state.variance + (1 - beta2) * d * d;
  const spread = Math.sqrt(state.variance / (1 - beta2 ** t)) + epsilon,
    factor = rate / (1 - beta1 ** t) / spread,
    error = factor * state.magnitude * (4 * t + 2.5 * t + 8) * u;
  state.weightError *= Math.abs(1 - rate * weightDecay);
  move(state, rate * weightDecay * state.weight + factor * state.mean, error, options);
}
