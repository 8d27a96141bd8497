declare namespace __AdaptedExports {
  /** Exported memory */
  export const memory: WebAssembly.Memory;
  /**
   * assembly/kernels/elementwise/relu_f32
   * @param begin `i32`
   * @param end `i32`
   * @param x `usize`
   * @param y `usize`
   */
  export function relu_f32(begin: number, end: number, x: number, y: number): void;
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
