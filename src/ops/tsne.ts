import { ArgumentError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectAlike, expectDisjoint, expectIsTensor, expectRange, expectTensor } from "./check.js";

/**
 * Forces of exact t-SNE in two dimensions. With points m_i = (map[0,i], map[1,i]) and w_ij = 1 / (1 + |m_i − m_j|²):
 *   attraction_i = Σ_j p[i,j] w_ij (m_i − m_j)   repulsion_i = Σ_j w_ij² (m_i − m_j)   z[i] = Σ_{j≠i} w_ij
 * The gradient of the divergence is 4 (attraction − repulsion / Z), Z = Σ_i z[i]. Source: van der Maaten & Hinton 2008,
 * equation 5.
 * @param p joint affinities, [n, n], 0 on the diagonal    @param map [2, n]
 * @param attraction receives [2, n]    @param repulsion receives [2, n]    @param z receives [n]; these overlap nothing
 * @param begin first point to compute    @param end point to stop before; n by default
 * @throws {ShapeError} when shapes disagree or outputs overlap    @throws {ArgumentError} unless 0 ≤ begin ≤ end ≤ n
 */
export function tsneForces(
  p: Tensor,
  map: Tensor,
  attraction: Tensor,
  repulsion: Tensor,
  z: Tensor,
  begin = 0,
  end: number = pointsOf(p),
): void {
  const n = expectPoints("tsneForces", p, map),
    inputs = { p, map },
    outputs = { attraction, repulsion, z };
  expectTensor("tsneForces", "attraction", attraction, [2, n], p, "f32");
  expectTensor("tsneForces", "repulsion", repulsion, [2, n], p, "f32");
  expectTensor("tsneForces", "z", z, [n], p, "f32");
  expectApart("tsneForces", outputs, inputs);
  expectRange("tsneForces", begin, end, n);
  p.arena.kernels.tsne_forces_f32(begin, end, n, p.ptr, map.ptr, attraction.ptr, repulsion.ptr, z.ptr);
}

/**
 * Rows of the divergence that t-SNE minimises, out[i] = Σ_j p[i,j] log(p[i,j] / q[i,j]) with q[i,j] = w_ij / Z; their sum
 * is KL(P‖Q).
 * @param p joint affinities, [n, n], 0 on the diagonal    @param map [2, n]
 * @param normaliser Z, the sum of what `tsneForces` leaves in z    @param out receives the rows, [n]; overlaps nothing
 * @param begin first row to compute    @param end row to stop before; n by default
 * @throws {ShapeError} when shapes disagree or out overlaps
 * @throws {ArgumentError} unless the normaliser is positive and finite in f32, and 0 ≤ begin ≤ end ≤ n
 */
export function tsneDivergence(
  p: Tensor,
  map: Tensor,
  normaliser: number,
  out: Tensor,
  begin = 0,
  end: number = pointsOf(p),
): Tensor {
  const n = expectPoints("tsneDivergence", p, map);
  expectTensor("tsneDivergence", "out", out, [n], p, "f32");
  expectApart("tsneDivergence", { out }, { p, map });
  expectPositive("tsneDivergence", "normaliser", normaliser);
  expectRange("tsneDivergence", begin, end, n);
  p.arena.kernels.tsne_divergence_f32(begin, end, n, normaliser, p.ptr, map.ptr, out.ptr);
  return out;
}

/** How far and with what memory a step goes. */
export interface TsneStep {
  /** Factor on the gradient. */
  readonly rate: number;
  /** Share of the last step that this one keeps. */
  readonly momentum: number;
  /** Factor on the attraction. */
  readonly exaggeration: number;
  /** Z, the sum of what `tsneForces` leaves in z. */
  readonly normaliser: number;
}

/**
 * One step of t-SNE's descent, with a gain for every coordinate that grows by 0.2 while the gradient
 * g = 4 (exaggeration · attraction − repulsion / normaliser) and the last step point opposite ways, else shrinks by a
 * factor of 0.8, to 0.01 at least:
 *   velocity = momentum · velocity − rate · gain · g      map = map + velocity
 * Source: van der Maaten & Hinton 2008, section 3.4; the gains from Jacobs 1988, doi:10.1016/0893-6080(88)90003-2.
 * @param attraction any shape    @param repulsion same shape    @param velocity updated, same shape
 * @param gains updated, same shape; 1 at first    @param map updated, same shape; the three overlap nothing
 * @throws {ShapeError} when shapes differ or what is updated overlaps
 * @throws {ArgumentError} unless rate and normaliser are positive, momentum in [0, 1) and exaggeration ≥ 0, all finite
 */
export function tsneStep(
  attraction: Tensor,
  repulsion: Tensor,
  step: TsneStep,
  velocity: Tensor,
  gains: Tensor,
  map: Tensor,
): Tensor {
  expectAlike("tsneStep", { map, attraction, repulsion, velocity, gains });
  expectApart("tsneStep", { velocity, gains, map }, { attraction, repulsion });
  const { rate, momentum, exaggeration, normaliser } = step;
  expectPositive("tsneStep", "rate", rate);
  expectPositive("tsneStep", "normaliser", normaliser);
  if (!(momentum >= 0 && momentum < 1))
    throw new ArgumentError("tsneStep", "momentum", momentum, "at least 0 and below 1");
  if (!(exaggeration >= 0 && Number.isFinite(Math.fround(exaggeration))))
    throw new ArgumentError("tsneStep", "exaggeration", exaggeration, "a finite f32 number, not negative");
  const pointers = [attraction.ptr, repulsion.ptr, velocity.ptr, gains.ptr, map.ptr] as const;
  map.arena.kernels.tsne_step_f32(0, map.size, rate, momentum, exaggeration, normaliser, ...pointers);
  return map;
}

/** Points of what the checks may yet refuse. */
function pointsOf(p: Tensor): number {
  return p?.shape?.[0] ?? 0;
}

function expectPoints(operation: string, p: Tensor, map: Tensor): number {
  expectIsTensor(operation, "p", p);
  const n = p.shape[0] ?? 0;
  expectTensor(operation, "p", p, [n, n], p, "f32");
  expectTensor(operation, "map", map, [2, n], p, "f32");
  return n;
}

/** No output shares a byte with another or with an input. */
function expectApart(
  operation: string,
  outputs: Readonly<Record<string, Tensor>>,
  inputs: Readonly<Record<string, Tensor>>,
): void {
  const all = Object.entries({ ...outputs, ...inputs }),
    count = Object.keys(outputs).length;
  for (const [at, [name, tensor]] of all.slice(0, count).entries())
    for (const [other, against] of all.slice(at + 1))
      expectDisjoint(operation, tensor, against, `${name} and ${other}`);
}

function expectPositive(operation: string, name: string, value: number): void {
  const rounded = Math.fround(value);
  if (!(rounded > 0 && Number.isFinite(rounded)))
    throw new ArgumentError(operation, name, value, "a finite f32 number above 0");
}
