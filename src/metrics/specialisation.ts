import { ArgumentError, ShapeError } from "../errors.js";
import { type Matrix, readSamples, type Samples } from "./samples.js";

/**
 * How much more every module has to do with its own task than with the others':
 *   spec(n) = [M(n, n) − M(n, m)] / [M(n, n) + M(n, m)]
 * M(n, k) measures module n on task k, by accuracy, share or correlation. For M not negative from −1 to 1; 0 means no
 * preference, NaN that the sum is 0. The paper has two modules; for more, M(n, m) is the mean over the tasks m ≠ n,
 * which is our extension. The paper reports the mean over modules.
 * @param M modules × tasks, square, two or more; task n is that of module n
 * @returns spec of every module
 * @throws {ShapeError} unless M is square with two rows at least
 * @throws {ArgumentError} for a number that is not finite
 * Source: Béna & Goodman 2021, arXiv:2106.02626 v1.
 */
export function specialisation(M: Samples): Float64Array {
  const { data, rows: modules, columns } = readSamples("specialisation", "M", M);
  if (modules !== columns || modules < 2)
    throw new ShapeError("specialisation", `M is ${modules} × ${columns}, must be square, 2 × 2 at least`);
  return Float64Array.from({ length: modules }, (_, n) => {
    let others = 0;
    for (let m = 0; m < modules; m++) if (m !== n) others += data[n * modules + m]!;
    return contrast(data[n * modules + n]!, others / (modules - 1));
  });
}

/**
 * Which of two tasks every module prefers: D_n = [M(n, 0) − M(n, 1)] / [M(n, 0) + M(n, 1)]. For M not negative from −1,
 * task 1 alone, to 1, task 0 alone; NaN where the sum is 0.
 * @param M modules × 2 tasks
 * @returns D of every module
 * @throws {ShapeError} unless M has two columns and rows of one length
 * @throws {ArgumentError} for a number that is not finite
 * Source: code of Béna & Goodman 2025, doi:10.1038/s41467-024-55188-9.
 */
export function taskPreference(M: Samples): Float64Array {
  return preferences("taskPreference", readSamples("taskPreference", "M", M));
}

/**
 * How far two modules differ in what they prefer: |D_0 − D_1| / 2 with D from `taskPreference`. For M not negative from
 * 0, the same preference or none, to 1, a task each; it does not say whose task is whose.
 * @param M 2 modules × 2 tasks
 * @throws {ShapeError} unless M is 2 × 2
 * @throws {ArgumentError} for a number that is not finite
 * Source: code of Béna & Goodman 2025, doi:10.1038/s41467-024-55188-9.
 */
export function globalSpecialisation(M: Samples): number {
  const matrix = readSamples("globalSpecialisation", "M", M);
  if (matrix.rows !== 2) throw new ShapeError("globalSpecialisation", `M has ${matrix.rows} modules, must have 2`);
  const [first, second] = preferences("globalSpecialisation", matrix);
  return Math.abs(first! - second!) / 2;
}

/**
 * A correlation against what pairs picked at random have: (c − base) / (1 − base), 0 at the base and 1 at c = 1; NaN
 * for a base of 1 or where one of the two is NaN, as correlations over no pairs are.
 * @throws {ArgumentError} unless both are from −1 to 1, or NaN
 * Source: code of Béna & Goodman 2025, doi:10.1038/s41467-024-55188-9.
 */
export function normalisedCorrelation(correlation: number, base: number): number {
  for (const [name, value] of Object.entries({ correlation, base }))
    if (typeof value !== "number" || Math.abs(value) > 1)
      throw new ArgumentError("normalisedCorrelation", name, value, "from -1 to 1, or NaN");
  return base === 1 ? Number.NaN : (correlation - base) / (1 - base);
}

function preferences(operation: string, { data, rows, columns }: Matrix): Float64Array {
  if (columns !== 2) throw new ShapeError(operation, `M has ${columns} tasks, must have 2`);
  return Float64Array.from({ length: rows }, (_, n) => contrast(data[2 * n]!, data[2 * n + 1]!));
}

/** (a − b) / (a + b), or NaN. */
function contrast(a: number, b: number): number {
  return a + b === 0 ? Number.NaN : (a - b) / (a + b);
}
