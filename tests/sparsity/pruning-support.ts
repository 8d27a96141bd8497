import { Parameter } from "../../src/tape/parameter.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import type { Arena } from "../../src/wasm/arena.js";

/** Matrices of one row each, full, with these weights. */
export function rows(arena: Arena, ...lists: (readonly number[])[]) {
  const matrices = lists.map((list) =>
      CsrMatrix.from(
        arena,
        { rows: 1, columns: list.length, rowPointers: [0, list.length], columnIndices: [...list.keys()] },
        list,
      ),
    ),
    parameters = matrices.map((matrix, i) => new Parameter(`w${i}`, matrix.values));
  return { matrices, parameters, mask: () => matrices.map(maskOf) };
}

const maskOf = (matrix: CsrMatrix): number[] => {
  const mask = new Array<number>(matrix.columns).fill(0);
  for (const column of matrix.pattern().columnIndices) mask[column] = 1;
  return mask;
};
