declare namespace __AdaptedExports {
  /** Exported memory */
  export const memory: WebAssembly.Memory;
  /**
   * assembly/kernels/activations/relu_f32
   * @param begin `i32`
   * @param end `i32`
   * @param x `usize`
   * @param y `usize`
   */
  export function relu_f32(begin: number, end: number, x: number, y: number): void;
  /**
   * assembly/kernels/activations/leaky_relu_f32
   * @param begin `i32`
   * @param end `i32`
   * @param slope `f32`
   * @param x `usize`
   * @param y `usize`
   */
  export function leaky_relu_f32(begin: number, end: number, slope: number, x: number, y: number): void;
  /**
   * assembly/kernels/activations/tanh_f32
   * @param begin `i32`
   * @param end `i32`
   * @param x `usize`
   * @param y `usize`
   */
  export function tanh_f32(begin: number, end: number, x: number, y: number): void;
  /**
   * assembly/kernels/activations/sigmoid_f32
   * @param begin `i32`
   * @param end `i32`
   * @param x `usize`
   * @param y `usize`
   */
  export function sigmoid_f32(begin: number, end: number, x: number, y: number): void;
  /**
   * assembly/kernels/activations/exp_f32
   * @param begin `i32`
   * @param end `i32`
   * @param x `usize`
   * @param y `usize`
   */
  export function exp_f32(begin: number, end: number, x: number, y: number): void;
  /**
   * assembly/kernels/activations/log_f32
   * @param begin `i32`
   * @param end `i32`
   * @param x `usize`
   * @param y `usize`
   */
  export function log_f32(begin: number, end: number, x: number, y: number): void;
  /**
   * assembly/kernels/activations/relu_backward_f32
   * @param begin `i32`
   * @param end `i32`
   * @param accumulate `bool`
   * @param y `usize`
   * @param dy `usize`
   * @param dx `usize`
   */
  export function relu_backward_f32(begin: number, end: number, accumulate: boolean, y: number, dy: number, dx: number): void;
  /**
   * assembly/kernels/activations/leaky_relu_backward_f32
   * @param begin `i32`
   * @param end `i32`
   * @param slope `f32`
   * @param accumulate `bool`
   * @param y `usize`
   * @param dy `usize`
   * @param dx `usize`
   */
  export function leaky_relu_backward_f32(begin: number, end: number, slope: number, accumulate: boolean, y: number, dy: number, dx: number): void;
  /**
   * assembly/kernels/activations/tanh_backward_f32
   * @param begin `i32`
   * @param end `i32`
   * @param accumulate `bool`
   * @param y `usize`
   * @param dy `usize`
   * @param dx `usize`
   */
  export function tanh_backward_f32(begin: number, end: number, accumulate: boolean, y: number, dy: number, dx: number): void;
  /**
   * assembly/kernels/activations/sigmoid_backward_f32
   * @param begin `i32`
   * @param end `i32`
   * @param accumulate `bool`
   * @param y `usize`
   * @param dy `usize`
   * @param dx `usize`
   */
  export function sigmoid_backward_f32(begin: number, end: number, accumulate: boolean, y: number, dy: number, dx: number): void;
  /**
   * assembly/kernels/elementwise/add_f32
   * @param begin `i32`
   * @param end `i32`
   * @param a `usize`
   * @param b `usize`
   * @param y `usize`
   */
  export function add_f32(begin: number, end: number, a: number, b: number, y: number): void;
  /**
   * assembly/kernels/elementwise/multiply_f32
   * @param begin `i32`
   * @param end `i32`
   * @param accumulate `bool`
   * @param a `usize`
   * @param b `usize`
   * @param y `usize`
   */
  export function multiply_f32(begin: number, end: number, accumulate: boolean, a: number, b: number, y: number): void;
  /**
   * assembly/kernels/elementwise/axpy_f32
   * @param begin `i32`
   * @param end `i32`
   * @param alpha `f32`
   * @param x `usize`
   * @param y `usize`
   */
  export function axpy_f32(begin: number, end: number, alpha: number, x: number, y: number): void;
  /**
   * assembly/kernels/elementwise/scale_f32
   * @param begin `i32`
   * @param end `i32`
   * @param factor `f32`
   * @param x `usize`
   * @param y `usize`
   */
  export function scale_f32(begin: number, end: number, factor: number, x: number, y: number): void;
  /**
   * assembly/kernels/elementwise/clamp_f32
   * @param begin `i32`
   * @param end `i32`
   * @param low `f32`
   * @param high `f32`
   * @param x `usize`
   * @param y `usize`
   */
  export function clamp_f32(begin: number, end: number, low: number, high: number, x: number, y: number): void;
  /**
   * assembly/kernels/elementwise/fill_f32
   * @param begin `i32`
   * @param end `i32`
   * @param value `f32`
   * @param x `usize`
   */
  export function fill_f32(begin: number, end: number, value: number, x: number): void;
  /**
   * assembly/kernels/elementwise/copy_f32
   * @param begin `i32`
   * @param end `i32`
   * @param x `usize`
   * @param y `usize`
   */
  export function copy_f32(begin: number, end: number, x: number, y: number): void;
  /**
   * assembly/kernels/elementwise/add_bias_f32
   * @param begin `i32`
   * @param end `i32`
   * @param n `i32`
   * @param bias `usize`
   * @param y `usize`
   */
  export function add_bias_f32(begin: number, end: number, n: number, bias: number, y: number): void;
  /**
   * assembly/kernels/elementwise/fill_rows_f32
   * @param begin `i32`
   * @param end `i32`
   * @param n `i32`
   * @param bias `usize`
   * @param y `usize`
   */
  export function fill_rows_f32(begin: number, end: number, n: number, bias: number, y: number): void;
  /**
   * assembly/kernels/elementwise/bias_gradient_f32
   * @param begin `i32`
   * @param end `i32`
   * @param n `i32`
   * @param accumulate `bool`
   * @param d `usize`
   * @param gradient `usize`
   */
  export function bias_gradient_f32(begin: number, end: number, n: number, accumulate: boolean, d: number, gradient: number): void;
  /**
   * assembly/kernels/gather/find_outside_i32
   * @param begin `i32`
   * @param end `i32`
   * @param limit `i32`
   * @param indices `usize`
   * @returns `i32`
   */
  export function find_outside_i32(begin: number, end: number, limit: number, indices: number): number;
  /**
   * assembly/kernels/gather/gather_i32
   * @param begin `i32`
   * @param end `i32`
   * @param values `usize`
   * @param indices `usize`
   * @param out `usize`
   */
  export function gather_i32(begin: number, end: number, values: number, indices: number, out: number): void;
  /**
   * assembly/kernels/gather/gather_f32
   * @param begin `i32`
   * @param end `i32`
   * @param features `i32`
   * @param count `i32`
   * @param batch `i32`
   * @param scale `f32`
   * @param offset `f32`
   * @param samples `usize`
   * @param indices `usize`
   * @param out `usize`
   */
  export function gather_f32(begin: number, end: number, features: number, count: number, batch: number, scale: number, offset: number, samples: number, indices: number, out: number): void;
  /**
   * assembly/kernels/gather/gather_u8_f32
   * @param begin `i32`
   * @param end `i32`
   * @param features `i32`
   * @param count `i32`
   * @param batch `i32`
   * @param scale `f32`
   * @param offset `f32`
   * @param samples `usize`
   * @param indices `usize`
   * @param out `usize`
   */
  export function gather_u8_f32(begin: number, end: number, features: number, count: number, batch: number, scale: number, offset: number, samples: number, indices: number, out: number): void;
  /**
   * assembly/kernels/gemm/gemm_nn_f32
   * @param begin `i32`
   * @param end `i32`
   * @param n `i32`
   * @param k `i32`
   * @param a `usize`
   * @param b `usize`
   * @param c `usize`
   * @param accumulate `i32`
   */
  export function gemm_nn_f32(begin: number, end: number, n: number, k: number, a: number, b: number, c: number, accumulate: number): void;
  /**
   * assembly/kernels/gemm/gemm_tn_f32
   * @param begin `i32`
   * @param end `i32`
   * @param m `i32`
   * @param n `i32`
   * @param k `i32`
   * @param a `usize`
   * @param b `usize`
   * @param c `usize`
   * @param accumulate `i32`
   */
  export function gemm_tn_f32(begin: number, end: number, m: number, n: number, k: number, a: number, b: number, c: number, accumulate: number): void;
  /**
   * assembly/kernels/gemm/gemm_nt_f32
   * @param begin `i32`
   * @param end `i32`
   * @param n `i32`
   * @param k `i32`
   * @param a `usize`
   * @param b `usize`
   * @param c `usize`
   * @param accumulate `i32`
   */
  export function gemm_nt_f32(begin: number, end: number, n: number, k: number, a: number, b: number, c: number, accumulate: number): void;
  /**
   * assembly/kernels/masked/mask_apply_f32
   * @param begin `i32`
   * @param end `i32`
   * @param mask `usize`
   * @param x `usize`
   */
  export function mask_apply_f32(begin: number, end: number, mask: number, x: number): void;
  /**
   * assembly/kernels/masked/masked_add_f32
   * @param begin `i32`
   * @param end `i32`
   * @param scale `f32`
   * @param mask `usize`
   * @param delta `usize`
   * @param w `usize`
   */
  export function masked_add_f32(begin: number, end: number, scale: number, mask: number, delta: number, w: number): void;
  /**
   * assembly/kernels/optimizer/sgd_f32
   * @param begin `i32`
   * @param end `i32`
   * @param rate `f32`
   * @param decay `f32`
   * @param scale `f32`
   * @param low `f32`
   * @param high `f32`
   * @param g `usize`
   * @param w `usize`
   */
  export function sgd_f32(begin: number, end: number, rate: number, decay: number, scale: number, low: number, high: number, g: number, w: number): void;
  /**
   * assembly/kernels/optimizer/momentum_f32
   * @param begin `i32`
   * @param end `i32`
   * @param nesterov `i32`
   * @param rate `f32`
   * @param momentum `f32`
   * @param decay `f32`
   * @param scale `f32`
   * @param low `f32`
   * @param high `f32`
   * @param g `usize`
   * @param v `usize`
   * @param w `usize`
   */
  export function momentum_f32(begin: number, end: number, nesterov: number, rate: number, momentum: number, decay: number, scale: number, low: number, high: number, g: number, v: number, w: number): void;
  /**
   * assembly/kernels/optimizer/adam_f32
   * @param begin `i32`
   * @param end `i32`
   * @param size `f32`
   * @param keep `f32`
   * @param beta1 `f32`
   * @param beta2 `f32`
   * @param root `f32`
   * @param epsilon `f32`
   * @param scale `f32`
   * @param low `f32`
   * @param high `f32`
   * @param g `usize`
   * @param m `usize`
   * @param v `usize`
   * @param w `usize`
   */
  export function adam_f32(begin: number, end: number, size: number, keep: number, beta1: number, beta2: number, root: number, epsilon: number, scale: number, low: number, high: number, g: number, m: number, v: number, w: number): void;
  /**
   * assembly/kernels/random/fill_bits_i32
   * @param begin `i32`
   * @param end `i32`
   * @param key0 `i32`
   * @param key1 `i32`
   * @param stream0 `i32`
   * @param stream1 `i32`
   * @param position `f64`
   * @param x `usize`
   */
  export function fill_bits_i32(begin: number, end: number, key0: number, key1: number, stream0: number, stream1: number, position: number, x: number): void;
  /**
   * assembly/kernels/random/fill_uniform_f32
   * @param begin `i32`
   * @param end `i32`
   * @param key0 `i32`
   * @param key1 `i32`
   * @param stream0 `i32`
   * @param stream1 `i32`
   * @param position `f64`
   * @param low `f32`
   * @param high `f32`
   * @param x `usize`
   */
  export function fill_uniform_f32(begin: number, end: number, key0: number, key1: number, stream0: number, stream1: number, position: number, low: number, high: number, x: number): void;
  /**
   * assembly/kernels/random/fill_normal_f32
   * @param begin `i32`
   * @param end `i32`
   * @param key0 `i32`
   * @param key1 `i32`
   * @param stream0 `i32`
   * @param stream1 `i32`
   * @param position `f64`
   * @param mean `f32`
   * @param deviation `f32`
   * @param x `usize`
   */
  export function fill_normal_f32(begin: number, end: number, key0: number, key1: number, stream0: number, stream1: number, position: number, mean: number, deviation: number, x: number): void;
  /**
   * assembly/kernels/random/fill_bernoulli_f32
   * @param begin `i32`
   * @param end `i32`
   * @param key0 `i32`
   * @param key1 `i32`
   * @param stream0 `i32`
   * @param stream1 `i32`
   * @param position `f64`
   * @param threshold `f64`
   * @param x `usize`
   */
  export function fill_bernoulli_f32(begin: number, end: number, key0: number, key1: number, stream0: number, stream1: number, position: number, threshold: number, x: number): void;
  /**
   * assembly/kernels/random/fill_bernoulli_u8
   * @param begin `i32`
   * @param end `i32`
   * @param key0 `i32`
   * @param key1 `i32`
   * @param stream0 `i32`
   * @param stream1 `i32`
   * @param position `f64`
   * @param threshold `f64`
   * @param x `usize`
   */
  export function fill_bernoulli_u8(begin: number, end: number, key0: number, key1: number, stream0: number, stream1: number, position: number, threshold: number, x: number): void;
  /**
   * assembly/kernels/random/dropout_f32
   * @param begin `i32`
   * @param end `i32`
   * @param scale `f32`
   * @param x `usize`
   * @param mask `usize`
   * @param y `usize`
   */
  export function dropout_f32(begin: number, end: number, scale: number, x: number, mask: number, y: number): void;
  /**
   * assembly/kernels/random/dropout_add_f32
   * @param begin `i32`
   * @param end `i32`
   * @param scale `f32`
   * @param x `usize`
   * @param mask `usize`
   * @param y `usize`
   */
  export function dropout_add_f32(begin: number, end: number, scale: number, x: number, mask: number, y: number): void;
  /**
   * assembly/kernels/reduce/sum_f32
   * @param begin `i32`
   * @param end `i32`
   * @param x `usize`
   * @returns `f64`
   */
  export function sum_f32(begin: number, end: number, x: number): number;
  /**
   * assembly/kernels/reduce/sum_squares_f32
   * @param begin `i32`
   * @param end `i32`
   * @param center `f64`
   * @param x `usize`
   * @returns `f64`
   */
  export function sum_squares_f32(begin: number, end: number, center: number, x: number): number;
  /**
   * assembly/kernels/reduce/max_abs_f32
   * @param begin `i32`
   * @param end `i32`
   * @param x `usize`
   * @returns `f32`
   */
  export function max_abs_f32(begin: number, end: number, x: number): number;
  /**
   * assembly/kernels/reduce/argmax_f32
   * @param begin `i32`
   * @param end `i32`
   * @param x `usize`
   * @returns `i32`
   */
  export function argmax_f32(begin: number, end: number, x: number): number;
  /**
   * assembly/kernels/reduce/argmax_columns_f32
   * @param begin `i32`
   * @param end `i32`
   * @param rows `i32`
   * @param batch `i32`
   * @param x `usize`
   * @param out `usize`
   */
  export function argmax_columns_f32(begin: number, end: number, rows: number, batch: number, x: number, out: number): void;
  /**
   * assembly/kernels/sampling/permutation_i32
   * @param n `i32`
   * @param key0 `i32`
   * @param key1 `i32`
   * @param stream0 `i32`
   * @param stream1 `i32`
   * @param position `f64`
   * @param x `usize`
   * @returns `f64`
   */
  export function permutation_i32(n: number, key0: number, key1: number, stream0: number, stream1: number, position: number, x: number): number;
  /**
   * assembly/kernels/sampling/shuffle_i32
   * @param n `i32`
   * @param key0 `i32`
   * @param key1 `i32`
   * @param stream0 `i32`
   * @param stream1 `i32`
   * @param position `f64`
   * @param x `usize`
   * @returns `f64`
   */
  export function shuffle_i32(n: number, key0: number, key1: number, stream0: number, stream1: number, position: number, x: number): number;
  /**
   * assembly/kernels/sampling/sample_f64
   * @param n `f64`
   * @param k `i32`
   * @param key0 `i32`
   * @param key1 `i32`
   * @param stream0 `i32`
   * @param stream1 `i32`
   * @param position `f64`
   * @param cells `usize`
   * @returns `f64`
   */
  export function sample_f64(n: number, k: number, key0: number, key1: number, stream0: number, stream1: number, position: number, cells: number): number;
  /**
   * assembly/kernels/softmax/softmax_f32
   * @param begin `i32`
   * @param end `i32`
   * @param classes `i32`
   * @param batch `i32`
   * @param x `usize`
   * @param y `usize`
   */
  export function softmax_f32(begin: number, end: number, classes: number, batch: number, x: number, y: number): void;
  /**
   * assembly/kernels/softmax/softmax_cross_entropy_f32
   * @param begin `i32`
   * @param end `i32`
   * @param classes `i32`
   * @param batch `i32`
   * @param count `i32`
   * @param x `usize`
   * @param labels `usize`
   * @param p `usize`
   * @param losses `usize`
   * @returns `i32`
   */
  export function softmax_cross_entropy_f32(begin: number, end: number, classes: number, batch: number, count: number, x: number, labels: number, p: number, losses: number): number;
  /**
   * assembly/kernels/softmax/softmax_cross_entropy_backward_f32
   * @param begin `i32`
   * @param end `i32`
   * @param batch `i32`
   * @param count `i32`
   * @param scale `f32`
   * @param accumulate `bool`
   * @param p `usize`
   * @param labels `usize`
   * @param g `usize`
   */
  export function softmax_cross_entropy_backward_f32(begin: number, end: number, batch: number, count: number, scale: number, accumulate: boolean, p: number, labels: number, g: number): void;
  /**
   * assembly/kernels/softmax/squared_error_f32
   * @param begin `i32`
   * @param end `i32`
   * @param features `i32`
   * @param batch `i32`
   * @param count `i32`
   * @param x `usize`
   * @param target `usize`
   * @param losses `usize`
   */
  export function squared_error_f32(begin: number, end: number, features: number, batch: number, count: number, x: number, target: number, losses: number): void;
  /**
   * assembly/kernels/softmax/squared_error_backward_f32
   * @param begin `i32`
   * @param end `i32`
   * @param batch `i32`
   * @param count `i32`
   * @param scale `f32`
   * @param accumulate `bool`
   * @param x `usize`
   * @param target `usize`
   * @param g `usize`
   */
  export function squared_error_backward_f32(begin: number, end: number, batch: number, count: number, scale: number, accumulate: boolean, x: number, target: number, g: number): void;
  /**
   * assembly/kernels/sparse/spmm_csr_f32
   * @param begin `i32`
   * @param end `i32`
   * @param n `i32`
   * @param accumulate `i32`
   * @param rowPointers `usize`
   * @param columnIndices `usize`
   * @param values `usize`
   * @param x `usize`
   * @param y `usize`
   */
  export function spmm_csr_f32(begin: number, end: number, n: number, accumulate: number, rowPointers: number, columnIndices: number, values: number, x: number, y: number): void;
  /**
   * assembly/kernels/sparse/spmm_csc_f32
   * @param begin `i32`
   * @param end `i32`
   * @param n `i32`
   * @param accumulate `i32`
   * @param columnPointers `usize`
   * @param rowIndices `usize`
   * @param permutation `usize`
   * @param values `usize`
   * @param d `usize`
   * @param gathered `usize`
   * @param x `usize`
   */
  export function spmm_csc_f32(begin: number, end: number, n: number, accumulate: number, columnPointers: number, rowIndices: number, permutation: number, values: number, d: number, gathered: number, x: number): void;
  /**
   * assembly/kernels/sparse/sddmm_csr_f32
   * @param begin `i32`
   * @param end `i32`
   * @param n `i32`
   * @param accumulate `i32`
   * @param rowPointers `usize`
   * @param columnIndices `usize`
   * @param d `usize`
   * @param x `usize`
   * @param g `usize`
   */
  export function sddmm_csr_f32(begin: number, end: number, n: number, accumulate: number, rowPointers: number, columnIndices: number, d: number, x: number, g: number): void;
  /**
   * assembly/kernels/sparse/transpose_csr_i32
   * @param rows `i32`
   * @param columns `i32`
   * @param rowPointers `usize`
   * @param columnIndices `usize`
   * @param columnPointers `usize`
   * @param rowIndices `usize`
   * @param permutation `usize`
   */
  export function transpose_csr_i32(rows: number, columns: number, rowPointers: number, columnIndices: number, columnPointers: number, rowIndices: number, permutation: number): void;
  /**
   * assembly/kernels/topk/top_k_by_magnitude_f32
   * @param n `i32`
   * @param k `i32`
   * @param x `usize`
   * @param counts `usize`
   * @param out `usize`
   */
  export function top_k_by_magnitude_f32(n: number, k: number, x: number, counts: number, out: number): void;
  /**
   * assembly/memory/allocation_limit
   * @returns `usize`
   */
  export function allocation_limit(): number;
  /**
   * assembly/memory/allocate
   * @param bytes `usize`
   * @returns `usize`
   */
  export function allocate(bytes: number): number;
  /**
   * assembly/memory/release
   * @param pointer `usize`
   */
  export function release(pointer: number): void;
}
/** Instantiates the compiled WebAssembly module with the given imports. */
export declare function instantiate(module: WebAssembly.Module, imports: {
}): Promise<typeof __AdaptedExports>;
