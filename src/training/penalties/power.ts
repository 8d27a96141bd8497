import { exp, log } from "../../elementary.js";

/** xᵖ for x ≥ 0 and p ≥ 0, the same bits on every engine; 0⁰ = 1. */
export function power(x: number, p: number): number {
  if (p === 1) return x;
  if (p === 0) return 1;
  return x === 0 ? 0 : exp(p * log(x));
}
