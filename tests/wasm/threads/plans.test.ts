import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { Random } from "../../../src/random.js";
import { type Kernels, load } from "../../../src/wasm/load.js";
import { plans } from "../../../src/wasm/threads/plans.js";
import { Team } from "../../../src/wasm/threads/team.js";

/** Arrays lie in slots of 64 KiB: floats in all but the last three, which hold what a CSR structure needs. */
const slotBytes = 65536,
  slots = 9,
  rows = 40,
  columns = 50,
  entriesPerRow = 11,
  n = 20;

let own: Kernels, shared: Kernels;
const bases = new Map<Kernels, number>();

beforeAll(async () => {
  [own, shared] = await Promise.all([load(), load({ threads: { count: 3, leastMs: 0 } })]);
  for (const kernels of [own, shared]) bases.set(kernels, kernels.allocate(slots * slotBytes) >>> 0);
});
afterAll(() => shared.threads?.stop());
afterEach(() => vi.restoreAllMocks());

/** The bytes at the beginning of every call. */
const initial = (() => {
  const random = new Random(1),
    floats = Float32Array.from({ length: (slots * slotBytes) / 4 }, () => random.uniform() - 0.5),
    put = (slot: number, word: (i: number) => number) =>
      new Int32Array(floats.buffer, slot * slotBytes, slotBytes / 4).forEach(
        (_, i, words) => void (words[i] = word(i)),
      );
  put(6, (i) => Math.min(i, rows) * entriesPerRow);
  put(7, (i) => (i % entriesPerRow) * 3 + (i % 7));
  put(8, (i) => (i * 7) % (rows * entriesPerRow));
  return new Uint8Array(floats.buffer);
})();

/** A slot's address is told by a negative number: −1 is the first slot. */
const [a, b, c, d, e, , pointers, indices, places] = [-1, -2, -3, -4, -5, -6, -7, -8, -9] as const;

/** One call of each kernel: how many units its range has, and what follows the range. */
const calls: Readonly<Record<string, readonly [count: number, ...rest: number[]]>> = {
  gemm_nn_f32: [rows, n, 30, a, b, c, 1],
  gemm_tn_f32: [rows, rows, n, 30, a, b, c, 0],
  gemm_nt_f32: [rows, n, 30, a, b, c, 1],
  spmm_csr_f32: [rows, n, 1, pointers, indices, a, b, c],
  spmm_csc_f32: [rows, n, 0, pointers, indices, places, a, b, d, c],
  sddmm_csr_f32: [rows, n, 1, pointers, indices, a, b, c],
  conv2d_f32: [36, 6, 6, 3, 8, 3, 1, 1, n, 0, 1, a, b, c],
  conv2d_backward_f32: [36, 6, 6, 3, 8, 3, 1, 1, n, 0, 1, a, b, c],
  conv2d_weight_gradient_f32: [8, 6, 6, 3, 8, 3, 1, 1, n, 0, 1, a, b, c],
  error_dot_f32: [rows, 7, n, a, b, c],
  vector_gate_f32: [rows, rows, 7, n, a, b, c],
  vector_credit_f32: [rows, 7, n, a, b, c],
  sgd_f32: [1001, 0.1, 0.01, 2, -0.3, 0.3, a, b],
  momentum_f32: [1001, 1, 0.1, 0.9, 0.01, 2, -0.3, 0.3, a, b, c],
  adam_f32: [1001, 0.1, 0.99, 0.9, 0.99, 1.5, 1e-3, 2, -0.3, 0.3, a, b, c, d],
  adadelta_f32: [1001, 0.1, 0.9, 1, 0.01, 2, -0.3, 0.3, a, b, c, d],
  relu_f32: [1001, a, b],
  leaky_relu_f32: [1001, 0.1, a, b],
  tanh_f32: [1001, a, b],
  sigmoid_f32: [1001, a, b],
  exp_f32: [1001, a, b],
  log_f32: [1001, a, b],
  binary_step_f32: [1001, a, b],
  relu_backward_f32: [1001, 1, a, b, c],
  leaky_relu_backward_f32: [1001, 0.1, 1, a, b, c],
  tanh_backward_f32: [1001, 1, a, b, c],
  sigmoid_backward_f32: [1001, 1, a, b, c],
  binary_step_backward_f32: [1001, 3, 1, a, b, c],
  signed_relu_f32: [rows, n, a, b],
  signed_relu_backward_f32: [rows, n, 1, a, b, c],
  add_f32: [1001, a, b, b],
  multiply_f32: [1001, 1, a, b, c],
  axpy_f32: [1001, 0.3, a, b],
  scale_f32: [1001, 0.3, a, a],
  clamp_f32: [1001, -0.1, 0.2, a, a],
  add_bias_f32: [rows, n, a, b],
  fill_rows_f32: [rows, n, 10, a, b],
  bias_gradient_f32: [rows, n, 1, a, b],
  mask_apply_f32: [1001, places, a],
  masked_add_f32: [1001, 0.3, places, a, b],
  dropout_f32: [1001, 1.25, a, places, b],
  dropout_add_f32: [1001, 1.25, a, places, b],
  fill_uniform_f32: [1001, 1, 2, 3, 4, 5, -1, 1, a],
  fill_normal_f32: [1001, 1, 2, 3, 4, 5, 0, 1, a],
  fill_bernoulli_f32: [1001, 1, 2, 3, 4, 5, 2 ** 31, a],
  fill_bernoulli_u8: [1001, 1, 2, 3, 4, 5, 2 ** 31, a],
  average_pool_f32: [25, 10, 2, n, a, b],
  average_pool_backward_f32: [100, 10, 10, 2, n, 1, a, b],
  gather_f32: [rows, rows, 15, n, 2, -1, a, indices, b],
  gather_u8_f32: [rows, rows, 15, n, 2, -1, a, indices, b],
  gram_f64: [30, 30, 25, a, b],
  squared_distances_f32: [30, 30, 12, a, b],
  tsne_affinities_f32: [30, 30, 5, a, b],
  tsne_forces_f32: [30, 30, a, b, c, d, e],
};

it("every kernel that may be cut is called here, and none of them answers anything", async () => {
  expect(Object.keys(calls)).toEqual(Object.keys(plans));
  const types = await readFile("src/wasm/exports/core.d.ts", "utf8");
  for (const name of Object.keys(plans)) expect(types, name).toMatch(new RegExp(`function ${name}\\([^)]*\\): void;`));
});

it.each(Object.keys(plans))("%s writes the same bytes cut and whole", (name) => {
  const [count, ...rest] = calls[name]!,
    handOut = vi.spyOn(Team.prototype, "run");
  const call = (kernels: Kernels, begin: number, end: number) => {
    const addresses = rest.map((value, place) => (isSlot(name, value, place) ? address(kernels, value) : value));
    (kernels as unknown as Record<string, (...values: number[]) => void>)[name]!(begin, end, ...addresses);
  };
  const bytes = (kernels: Kernels) => new Uint8Array(kernels.memory.buffer, bases.get(kernels)!, initial.length);
  for (const [begin, end] of [
    [0, count],
    [1, count - 1],
  ] as const) {
    for (const kernels of [own, shared]) {
      bytes(kernels).set(initial);
      call(kernels, begin, end);
    }
    expect(Buffer.compare(bytes(own), bytes(shared).slice())).toBe(0);
    expect(Buffer.compare(bytes(own), initial)).not.toBe(0);
  }
  expect(handOut.mock.calls.map(([handed]) => handed)).toEqual([name, name]);
});

/** −1 is a slot, but for the lower bound of a uniform number or an offset. */
function isSlot(name: string, value: number, place: number): boolean {
  const numbers = { fill_uniform_f32: 5, gather_f32: 4, gather_u8_f32: 4 }[name];
  return value <= -1 && Number.isInteger(value) && place !== numbers;
}

function address(kernels: Kernels, slot: number): number {
  return bases.get(kernels)! + (-slot - 1) * slotBytes;
}

it("times grow with the work and are neither negative nor NaN", () => {
  for (const [name, { ns, grain }] of Object.entries(plans)) {
    const [count, ...rest] = calls[name]!,
      read = (pointer: number) => (pointer / 4) * entriesPerRow,
      numbers = rest.map((value) => (value < 0 ? 0 : value));
    expect(ns(count, numbers, 0, read), name).toBeGreaterThan(0);
    expect(ns(2 * count, numbers, 0, read), name).toBeGreaterThan(ns(count, numbers, 0, read));
    expect(Number.isInteger(grain) && grain > 0, name).toBe(true);
  }
  expect(columns).toBeGreaterThan(entriesPerRow * 3 + 6);
});
