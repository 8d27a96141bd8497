import { ShapeError } from "../../errors.js";
import { MatrixExponential } from "../../ops/expm.js";
import type { Parameter } from "../../tape/parameter.js";
import { Tensor } from "../../tensor/tensor.js";
import type { Arena } from "../../wasm/arena.js";
import { power } from "./power.js";

export interface CommunicabilityCostOptions {
  /** Of the penalty, for errors. */
  readonly name: string;
  readonly strength: number;
  /** L, n² of them; all 1 when undefined. */
  readonly lengths: Float64Array | undefined;
  /** c */
  readonly power: number;
  readonly rows: "source" | "target";
}

/**
 * The cost γ Σ_{i≠j} A_ij L_ij C_ij^c of one matrix of weights, A = |W|, with the communicability C = exp N, N_ij = r_i A_ij r_j,
 * r = s^−½, and its gradient:
 *   G = c γ A ⊙ L ⊙ C^{c−1} with a diagonal of 0, the gradient with respect to exp N;   K = L(Nᵀ, G), that with respect to N;
 *   ∂A_ij = γ L_ij C_ij^c + r_i K_ij r_j − ½ ρ_i r_i³ for a connection that leaves i,   ρ_i = Σ_j (K_ij A_ij + K_ji A_ji) r_j.
 */
export class CommunicabilityCost {
  readonly #weights: Parameter;
  readonly #options: CommunicabilityCostOptions;
  readonly #exponential: MatrixExponential;
  /** N, exp N, Gᵀ and then Kᵀ. */
  readonly #normalised: Tensor;
  readonly #communicability: Tensor;
  readonly #transposed: Tensor;
  /** r */
  readonly #roots: Float64Array;
  /** What a change of s_i costs, −½ ρ_i r_i³. */
  readonly #slopes: Float64Array;

  /** @throws {ShapeError} unless the weights are a square matrix    @throws {MemoryError} when memory runs out */
  constructor(arena: Arena, weights: Parameter, options: CommunicabilityCostOptions) {
    const { shape } = weights.value,
      [n = 0] = shape;
    if (shape.length !== 2 || n === 0 || shape[1] !== n)
      throw new ShapeError(`${options.name}.bind`, `${weights.name} is [${shape}], must be a square matrix`);
    this.#weights = weights;
    this.#options = options;
    this.#exponential = new MatrixExponential(arena, n);
    [this.#normalised, this.#communicability, this.#transposed] = [0, 1, 2].map(() => new Tensor(arena, [n, n])) as [
      Tensor,
      Tensor,
      Tensor,
    ];
    this.#roots = new Float64Array(n);
    this.#slopes = new Float64Array(n);
  }

  /** Adds the gradient to the weights'; gives the cost. */
  apply(): number {
    this.#normalise();
    if (this.#options.power !== 1) this.#exponential.value(this.#normalised, this.#communicability);
    this.#spread();
    this.#exponential.derivative(this.#normalised, this.#transposed, this.#communicability, this.#transposed);
    this.#throughStrengths();
    return this.#collect();
  }

  /** r and N. */
  #normalise(): void {
    const weights = this.#weights.value.data,
      normalised = this.#normalised.data,
      roots = this.#roots.fill(0),
      n = roots.length,
      rows = this.#options.rows === "source";
    for (let i = 0, at = 0; i < n; i++)
      for (let j = 0; j < n; j++, at++) roots[rows ? i : j]! += Math.abs(weights[at]!);
    for (let i = 0; i < n; i++) roots[i] = roots[i] === 0 ? 0 : 1 / Math.sqrt(roots[i]!);
    for (let i = 0, at = 0; i < n; i++)
      for (let j = 0; j < n; j++, at++) normalised[at] = roots[i]! * Math.abs(weights[at]!) * roots[j]!;
  }

  /** Gᵀ, which needs C where c ≠ 1. */
  #spread(): void {
    const { strength, lengths, power: c } = this.#options,
      weights = this.#weights.value.data,
      communicability = this.#communicability.data,
      transposed = this.#transposed.data,
      n = this.#roots.length;
    for (let i = 0, at = 0; i < n; i++)
      for (let j = 0; j < n; j++, at++) {
        const cost = i === j ? 0 : strength * Math.abs(weights[at]!) * (lengths ? lengths[at]! : 1);
        // Where a connection's C is 0, at a unit without outgoing ones, N does not change with its weight.
        const slope = c === 1 ? 1 : communicability[at]! > 0 ? c * power(communicability[at]!, c - 1) : 0;
        transposed[j * n + i] = cost * slope;
      }
  }

  /** The slopes of s, from Kᵀ. */
  #throughStrengths(): void {
    const weights = this.#weights.value.data,
      transposed = this.#transposed.data,
      roots = this.#roots,
      slopes = this.#slopes.fill(0),
      n = roots.length;
    for (let i = 0, at = 0; i < n; i++)
      for (let j = 0; j < n; j++, at++) {
        const part = transposed[j * n + i]! * Math.abs(weights[at]!);
        slopes[i]! += part * roots[j]!;
        slopes[j]! += part * roots[i]!;
      }
    for (let i = 0; i < n; i++) slopes[i]! *= -0.5 * roots[i]! * roots[i]! * roots[i]!;
  }

  #collect(): number {
    const { strength, lengths, power: c, rows } = this.#options,
      weights = this.#weights.value.data,
      gradient = this.#weights.gradient.data,
      communicability = this.#communicability.data,
      transposed = this.#transposed.data,
      roots = this.#roots,
      slopes = this.#slopes,
      n = roots.length;
    let sum = 0;
    for (let i = 0, at = 0; i < n; i++)
      for (let j = 0; j < n; j++, at++) {
        const weight = weights[at]!,
          length = lengths ? lengths[at]! : 1,
          cost = i === j ? 0 : strength * length * power(communicability[at]!, c),
          whole = cost + roots[i]! * transposed[j * n + i]! * roots[j]! + slopes[rows === "source" ? i : j]!;
        sum += cost * Math.abs(weight);
        gradient[at]! += Math.sign(weight) * whole;
      }
    return sum;
  }
}
