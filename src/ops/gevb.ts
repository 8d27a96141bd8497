import { ShapeError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectDisjoint, expectIsTensor, expectTensor } from "./check.js";

/**
 * Input dotted with error, s[j,b] = Σ_k z[j,k,b] · e[k,b]: what a synapse of a vector network needs of its input.
 * @param z vector activity, [units, components, batch]    @param e error, [components, batch]
 * @param s receives the dots, [units, batch]; overlaps neither
 * @throws {ShapeError} when shapes differ or s overlaps an input
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function errorDot(z: Tensor, e: Tensor, s: Tensor): Tensor {
  const [units, components, batch] = expectVectors("errorDot", "z", z);
  expectTensor("errorDot", "e", e, [components, batch], z, "f32");
  expectTensor("errorDot", "s", s, [units, batch], z, "f32");
  expectDisjoint("errorDot", s, z, "s and z");
  expectDisjoint("errorDot", s, e, "s and e");
  z.arena.kernels.error_dot_f32(0, units, components, batch, z.ptr, e.ptr, s.ptr);
  return s;
}

/**
 * Vector gating, in place: gate[i,b] = [Σ_k t[i mod period, k] · h[i,k,b] ≥ 0] and h[i,k,b] becomes gate[i,b] · h[i,k,b].
 * The whole vector passes or is zeroed; its components may have any sign. A NaN passes, and so shows in the loss.
 * @param t gating directions, [period, components], period a divisor of units: one per unit, or one per channel of an
 * image whose features are channel-last
 * @param h preactivations, [units, components, batch], become the activity
 * @param gates receives 1 or 0, [units, batch]; no two of the three overlap
 * @throws {ShapeError} when shapes differ or tensors overlap
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function vectorGate(t: Tensor, h: Tensor, gates: Tensor): Tensor {
  const [units, components, batch] = expectVectors("vectorGate", "h", h);
  expectIsTensor("vectorGate", "t", t);
  const period = t.shape[0] ?? 0;
  expectTensor("vectorGate", "t", t, [period, components], h, "f32");
  if (units > 0 && (period === 0 || units % period !== 0))
    throw new ShapeError("vectorGate", `t has ${period} directions, must have a divisor of the ${units} units`);
  expectTensor("vectorGate", "gates", gates, [units, batch], h, "f32");
  expectDisjoint("vectorGate", h, t, "h and t");
  expectDisjoint("vectorGate", gates, t, "gates and t");
  expectDisjoint("vectorGate", gates, h, "gates and h");
  h.arena.kernels.vector_gate_f32(0, units, period, components, batch, t.ptr, h.ptr, gates.ptr);
  return gates;
}

/**
 * Every unit's scalar credit times the error vector, d[i,k,b] = g[i,b] · e[k,b]: the gradient of vector preactivations,
 * which in a vector network is always parallel to the error.
 * @param g credit, [units, batch]    @param e error, [components, batch]
 * @param d receives the products, [units, components, batch]; overlaps neither
 * @throws {ShapeError} when shapes differ or d overlaps an input
 */
export function vectorCredit(g: Tensor, e: Tensor, d: Tensor): Tensor {
  const [units, components, batch] = expectVectors("vectorCredit", "d", d);
  expectTensor("vectorCredit", "g", g, [units, batch], d, "f32");
  expectTensor("vectorCredit", "e", e, [components, batch], d, "f32");
  expectDisjoint("vectorCredit", d, g, "d and g");
  expectDisjoint("vectorCredit", d, e, "d and e");
  d.arena.kernels.vector_credit_f32(0, units, components, batch, g.ptr, e.ptr, d.ptr);
  return d;
}

function expectVectors(operation: string, name: string, tensor: Tensor): [number, number, number] {
  expectIsTensor(operation, name, tensor);
  const [units, components, batch, ...rest] = tensor.shape;
  if (units === undefined || components === undefined || batch === undefined || rest.length > 0)
    throw new ShapeError(operation, `${name} is [${tensor.shape}], must be [units, components, batch]`);
  expectTensor(operation, name, tensor, tensor.shape, tensor, "f32");
  return [units, components, batch];
}
