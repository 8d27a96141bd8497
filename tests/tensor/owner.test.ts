import { expect, it } from "vitest";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { ownerOf } from "../../src/tensor/owner.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";

it("a sparse matrix is found by its values, and by no other tensor", async () => {
  using arena = await openArena();
  const matrix = CsrMatrix.fromDense(arena, 1, 2, [1, 2]);
  expect(ownerOf.get(matrix.values)).toBe(matrix);
  expect(ownerOf.get(matrix.values.reshape([2]))).toBeUndefined();
  expect(ownerOf.get(new Tensor(arena, [2]))).toBeUndefined();
});
