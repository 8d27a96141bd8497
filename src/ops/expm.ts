import { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";
import { expectDisjoint, expectInteger, expectTensor } from "./check.js";
import { axpy, copy, scale } from "./elementwise.js";
import { matmul } from "./gemm.js";

/** A matrix, and how it changes with the argument. */
interface Dual {
  readonly value: Tensor;
  readonly derivative: Tensor;
}

/** 1/k! for k from 0 to 12. */
const taylor = Array.from({ length: 13 }, (_, k) => {
  let product = 1;
  for (let i = 2; i <= k; i++) product *= i;
  return 1 / product;
});

/**
 * Up to this norm θ what a Taylor sum of degree 12 leaves out of the value, θ¹³/13! + …, and of the derivative, θ¹²/12! + …,
 * is below f32's roundoff, 2⁻²⁴.
 */
const largestNorm = 1.3;

/**
 * Exponentials eˣ of n × n matrices, and their Fréchet derivatives, with memory for their parts that is allocated once.
 *
 * A Taylor sum of degree 12, as a polynomial in X⁴ (five products), of X/2ˢ, squared s times; s is 0 up to a norm of 1.3,
 * the lesser of ‖X‖₁ and ‖X‖∞. The derivative carries every product along, (AB)′ = A′B + AB′: two more products each.
 * With no negative entries in X every entry has a small relative error, about 5n·2ˢ roundoffs at most. NaN where X is not
 * finite, and infinite where eˣ is too large for f32.
 * Source: Paterson & Stockmeyer 1973, doi:10.1137/0202007; Al-Mohy & Higham 2009, doi:10.1137/080716426, section 6.
 */
export class MatrixExponential {
  readonly arena: Arena;
  /** n */
  readonly size: number;
  /** X/2ˢ, and its square, cube and fourth power. */
  readonly #powers: readonly [Dual, Dual, Dual, Dual];
  readonly #sums: readonly [Dual, Dual];
  readonly #columns: Float64Array;

  /**
   * @throws {ArgumentError} unless size is a positive integer
   * @throws {MemoryError} when 12 matrices do not fit; nothing stays allocated then
   */
  constructor(arena: Arena, size: number) {
    expectInteger("MatrixExponential", "size", size, 1, 2 ** 15);
    const tensor = () => new Tensor(arena, [size, size]),
      dual = (): Dual => ({ value: tensor(), derivative: tensor() });
    this.arena = arena;
    this.size = size;
    [this.#powers, this.#sums] = arena.atomically(() => [
      [dual(), dual(), dual(), dual()] as const,
      [dual(), dual()] as const,
    ]);
    this.#columns = new Float64Array(size);
  }

  /**
   * y = eˣ.
   * @param x [n, n]    @param y receives the exponential, [n, n]; may be x
   * @throws {ShapeError} when the shapes differ
   */
  value(x: Tensor, y: Tensor): Tensor {
    this.#expect("MatrixExponential.value", { x, y });
    copy(this.#exponential(x, undefined).value, y);
    return y;
  }

  /**
   * y = eˣ and d = L(X, E), the derivative of e^(X + tE) by t at t = 0. The gradient of a function of eˣ is L(Xᵀ, G) = L(X, Gᵀ)ᵀ,
   * G being its gradient with respect to eˣ.
   * @param x [n, n]    @param direction E, [n, n]
   * @param y receives the exponential, [n, n]; may be x
   * @param d receives the derivative, [n, n]; may be the direction, overlaps no other
   * @throws {ShapeError} when the shapes differ, or y and d overlap
   */
  derivative(x: Tensor, direction: Tensor, y: Tensor, d: Tensor): Tensor {
    this.#expect("MatrixExponential.derivative", { x, direction, y, d });
    expectDisjoint("MatrixExponential.derivative", y, d, "y and d");
    const result = this.#exponential(x, direction);
    copy(result.value, y);
    return copy(result.derivative, d);
  }

  #expect(operation: string, tensors: Readonly<Record<string, Tensor>>): void {
    for (const [name, tensor] of Object.entries(tensors))
      expectTensor(operation, name, tensor, [this.size, this.size], this, "f32");
  }

  #exponential(x: Tensor, direction: Tensor | undefined): Dual {
    const [first, second, third, fourth] = this.#powers,
      both = direction !== undefined,
      norm = this.#norm(x.data);
    let squarings = 0;
    if (norm < Infinity) while (norm > largestNorm * 2 ** squarings) squarings++;
    scale(x, 2 ** -squarings, first.value);
    if (both) scale(direction, 2 ** -squarings, first.derivative);
    multiply(first, first, second, both);
    multiply(first, second, third, both);
    multiply(second, second, fourth, both);

    let [sum, other] = this.#sums;
    scale(fourth.value, taylor[12]!, sum.value);
    if (both) scale(fourth.derivative, taylor[12]!, sum.derivative);
    this.#addTerms(8, sum, both);
    for (const degree of [4, 0]) {
      multiply(sum, fourth, other, both);
      [sum, other] = [other, sum];
      this.#addTerms(degree, sum, both);
    }
    for (let s = 0; s < squarings; s++) {
      multiply(sum, sum, other, both);
      [sum, other] = [other, sum];
    }
    return sum;
  }

  /** sum += I/d! + X/(d + 1)! + X²/(d + 2)! + X³/(d + 3)! for the lowest degree d, a multiple of 4. */
  #addTerms(degree: number, sum: Dual, both: boolean): void {
    const { data } = sum.value;
    for (let i = 0; i < data.length; i += this.size + 1) data[i]! += taylor[degree]!;
    for (let k = 1; k < 4; k++) {
      const power = this.#powers[k - 1]!;
      axpy(taylor[degree + k]!, power.value, sum.value);
      if (both) axpy(taylor[degree + k]!, power.derivative, sum.derivative);
    }
  }

  /** The lesser of the largest sum of a row's and of a column's magnitudes. */
  #norm(values: Float32Array): number {
    const { size } = this,
      columns = this.#columns.fill(0);
    let rowNorm = 0,
      columnNorm = 0;
    for (let i = 0; i < size; i++) {
      let row = 0;
      for (let j = 0; j < size; j++) {
        const magnitude = Math.abs(values[i * size + j]!);
        row += magnitude;
        columns[j]! += magnitude;
      }
      rowNorm = Math.max(rowNorm, row);
    }
    for (let j = 0; j < size; j++) columnNorm = Math.max(columnNorm, columns[j]!);
    return Math.min(rowNorm, columnNorm);
  }
}

/** into = a·b, and with it (a·b)′ = a′·b + a·b′. */
function multiply(a: Dual, b: Dual, into: Dual, both: boolean): void {
  matmul(a.value, b.value, into.value);
  if (!both) return;
  matmul(a.derivative, b.value, into.derivative);
  matmul(a.value, b.derivative, into.derivative, true);
}
