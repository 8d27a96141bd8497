import { expect, it } from "vitest";
import { ShapeError } from "../../src/errors.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { fingerprint, snapshot } from "../../src/training/snapshot.js";
import { patternFrom } from "../arbitraries/sparse.js";
import { openArena } from "../support.js";

it("snapshot restores what it saved, also after the memory grew", async () => {
  using arena = await openArena();
  const parameters = [{ value: Tensor.from(arena, [3], [1, 2, 3]) }, { value: Tensor.from(arena, [1], [4]) }];
  const copy = snapshot(parameters);
  parameters[0]!.value.data[1] = 9;
  copy.save();
  parameters[0]!.value.data.fill(0);
  new Tensor(arena, [1 << 20]);
  copy.restore();
  expect([...parameters[0]!.value.data, ...parameters[1]!.value.data]).toEqual([1, 9, 3, 4]);
});

it("fingerprint is the SHA-256 of the parameters' bytes", async () => {
  using arena = await openArena();
  // printf '\x00\x00\x80\x3f\x00\x00\x00\x80' | sha256sum: 1 and −0, little-endian
  const parameters = [{ value: Tensor.from(arena, [1], [1]) }, { value: Tensor.from(arena, [1], [-0]) }];
  expect(await fingerprint(parameters)).toBe("0cd40d287b3669a987311a242f957a55c86c626a988a6f0136e0b627684c9fdb");
});

it("snapshot puts back the wiring that values belong to", async () => {
  using arena = await openArena();
  const matrix = CsrMatrix.fromDense(arena, 2, 3, [1, 0, 2, 0, 3, 0]),
    copy = snapshot([{ value: matrix.values }]),
    first = matrix.toDense();
  matrix.transposeIndex();
  matrix.rewire([0, 2], [1, 3], { values: [4, 5] });
  const second = matrix.toDense();
  copy.restore();
  expect(matrix.toDense()).toEqual(first);
  matrix.rewireTo(patternFrom(2, 3, (cell) => second[cell] !== 0));
  matrix.values.data.set([4, 2, 5]);
  copy.save();
  matrix.values.data.fill(9);
  copy.restore();
  expect(matrix.toDense()).toEqual(second);
  matrix.rewire([1], [5]);
  copy.restore();
  expect(matrix.toDense()).toEqual(second);
});

it("snapshot changes nothing where a matrix has lost connections", async () => {
  using arena = await openArena();
  const first = Tensor.from(arena, [2], [1, 2]),
    matrix = CsrMatrix.fromDense(arena, 2, 3, [1, 0, 2, 0, 3, 0]),
    copy = snapshot([{ value: first }, { value: matrix.values }]);
  first.data.fill(7);
  matrix.rewire([1], []);
  expect(() => copy.restore()).toThrow(ShapeError);
  expect([...first.data, ...matrix.values.data]).toEqual([7, 7, 1, 3]);
});
