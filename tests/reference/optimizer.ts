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
  /** Adadelta's mean squares of gradients and of changes. */
  squares: number;
  changes: number;
  weightError: number;
  velocityError: number;
  squaresError: number;
  changesError: number;
}

export const start = (weight: number): State => ({
  weight,
  velocity: 0,
  mean: 0,
  variance: 0,
  magnitude: 0,
  squares: 0,
  changes: 0,
  weightError: 0,
  velocityError: 0,
  squaresError: 0,
  changesError: 0,
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

/** rho and epsilon must be f32 numbers. The roots' quotient is enclosed between those of the ends of its operands. */
export function adadelta(state: State, g: number, options: Common & { rho: number; epsilon: number }): void {
  const { rate, rho, epsilon } = options,
    { d, error } = penalised(state, g, options);
  /** rho·mean + (1 − rho)·x², and its error: of the mean, of x, of five roundings in all, and of what is made 0. */
  const average = (mean: number, meanError: number, x: number, xError: number) => {
    const largest = (Math.abs(x) + xError) ** 2;
    const roundings = 6 * u * (rho * (mean + meanError) + (1 - rho) * largest) + smallest + 2 ** -126;
    return [rho * mean + (1 - rho) * x ** 2, rho * meanError + (1 - rho) * (largest - x ** 2) + roundings] as const;
  };
  [state.squares, state.squaresError] = average(state.squares, state.squaresError, d, error);
  const quotient = (above: number, below: number) => Math.sqrt((above + epsilon) / (below + epsilon)),
    { squares, squaresError, changes, changesError } = state,
    ratio = quotient(changes, squares),
    highest = quotient(changes + changesError, Math.max(0, squares - squaresError)),
    lowest = quotient(Math.max(0, changes - changesError), squares + squaresError),
    ratioError = Math.max(highest - ratio, ratio - lowest) + 6 * u * highest,
    change = ratio * d,
    changeError = (ratio + ratioError) * (Math.abs(d) + error) * (1 + 2 * u) - ratio * Math.abs(d) + smallest;
  [state.changes, state.changesError] = average(changes, changesError, change, changeError);
  move(state, rate * change, rate * (changeError + 3 * u * Math.abs(change)), options);
}
