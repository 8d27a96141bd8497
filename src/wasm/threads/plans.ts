/** How to cut a kernel's range into pieces that different threads may do. */
export interface Plan {
  /** Pieces begin at multiples of it from the range's beginning: whole tiles, and cache lines that two threads do not share. */
  readonly grain: number;
  /** About how long the whole range takes, in nanoseconds: what decides whether it is worth cutting. */
  ns(count: number, rest: readonly number[], begin: number, read: Reader): number;
}

/** The 32-bit integer at an address. */
type Reader = (pointer: number) => number;

/** Elements of a row of arguments, multiplied. */
const times = (rest: readonly number[], ...places: number[]) => places.reduce((all, place) => all * rest[place]!, 1);

/** A row or unit takes `ns` for each of what the arguments at those places multiply to. */
const perRow = (grain: number, ns: number, ...places: number[]): Plan => ({
  grain,
  ns: (count, rest) => count * ns * times(rest, ...places),
});
const perElement = (ns: number): Plan => perRow(64, ns);

/** As perRow, for rows of a CSR structure whose pointers stand at that place: each of their entries takes `ns` a column. */
const perEntry = (ns: number, pointers: number): Plan => ({
  grain: 4,
  ns: (count, rest, begin, read) => {
    const first = (rest[pointers]! >>> 0) + 4 * begin;
    return ns * rest[0]! * (read(first + 4 * count) - read(first));
  },
});

/** Rows of a table over n points. */
const perPoint = (ns: number): Plan => perRow(4, ns, 0);

/**
 * Kernels whose ranges may be cut, with the same bits however they are: what a piece writes depends on no other, and no
 * memory but its own is written. Places count the arguments after begin and end. Times are of one core of 2020.
 */
export const plans: Readonly<Record<string, Plan>> = {
  gemm_nn_f32: perRow(8, 0.08, 0, 1),
  gemm_tn_f32: perRow(16, 0.08, 1, 2),
  gemm_nt_f32: perRow(8, 0.08, 0, 1),
  spmm_csr_f32: perEntry(0.15, 2),
  spmm_csc_f32: perEntry(0.15, 2),
  sddmm_csr_f32: perEntry(0.12, 2),
  conv2d_f32: perRow(1, 0.08, 2, 3, 4, 4, 7),
  conv2d_backward_f32: perRow(1, 0.08, 2, 3, 4, 4, 7),
  conv2d_weight_gradient_f32: perRow(2, 0.08, 0, 1, 2, 4, 4, 7),
  error_dot_f32: perRow(8, 0.2, 0, 1),
  vector_gate_f32: perRow(8, 0.4, 1, 2),
  vector_credit_f32: perRow(8, 0.3, 0, 1),
  sgd_f32: perElement(0.5),
  momentum_f32: perElement(0.8),
  adam_f32: perElement(1.5),
  adadelta_f32: perElement(2),
  relu_f32: perElement(0.2),
  leaky_relu_f32: perElement(0.2),
  tanh_f32: perElement(2),
  sigmoid_f32: perElement(2),
  exp_f32: perElement(1.5),
  log_f32: perElement(1.5),
  binary_step_f32: perElement(0.2),
  relu_backward_f32: perElement(0.3),
  leaky_relu_backward_f32: perElement(0.3),
  tanh_backward_f32: perElement(0.3),
  sigmoid_backward_f32: perElement(0.3),
  binary_step_backward_f32: perElement(0.5),
  signed_relu_f32: perRow(8, 0.2, 0),
  signed_relu_backward_f32: perRow(8, 0.3, 0),
  add_f32: perElement(0.3),
  multiply_f32: perElement(0.3),
  axpy_f32: perElement(0.3),
  scale_f32: perElement(0.2),
  clamp_f32: perElement(0.2),
  add_bias_f32: perRow(8, 0.2, 0),
  fill_rows_f32: perRow(8, 0.2, 0),
  bias_gradient_f32: perRow(16, 0.2, 0),
  mask_apply_f32: perElement(0.3),
  masked_add_f32: perElement(0.5),
  dropout_f32: perElement(0.3),
  dropout_add_f32: perElement(0.3),
  fill_uniform_f32: perElement(2),
  fill_normal_f32: perElement(8),
  fill_bernoulli_f32: perElement(2),
  fill_bernoulli_u8: perElement(2),
  average_pool_f32: perRow(1, 0.3, 1, 1, 2),
  average_pool_backward_f32: perRow(1, 0.3, 3),
  gather_f32: perRow(16, 0.5, 2),
  gather_u8_f32: perRow(16, 0.5, 2),
  gram_f64: { grain: 2, ns: (count, rest) => 0.2 * count * times(rest, 0, 1) },
  squared_distances_f32: perRow(4, 0.1, 0, 1),
  tsne_affinities_f32: perPoint(40),
  tsne_forces_f32: perPoint(0.8),
};
