/** Naive double-precision definitions of the elementwise ops. */
export const relu = (x: number): number => (x > 0 ? x : 0);
