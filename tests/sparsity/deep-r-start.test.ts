import { expect, it } from "vitest";
import { Random } from "../../src/random.js";
import { deepRStart } from "../../src/sparsity/deep-r-start.js";
import { uniformPattern } from "../../src/sparsity/random.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { openArena } from "../support.js";

it("draws normal values of standard deviation 1/√columns", async () => {
  using arena = await openArena();
  const matrix = CsrMatrix.from(arena, uniformPattern(new Random(1), { rows: 100, columns: 64, count: 5000 }));
  deepRStart(new Random(2), matrix);
  const squares = matrix.values.data.reduce((sum, value) => sum + value * value, 0) * 64;
  // 5000 squares of standard normals: mean 5000, deviation √10000.
  expect(Math.abs(squares - 5000)).toBeLessThan(400);
  const empty = CsrMatrix.from(arena, { rows: 1, columns: 0, rowPointers: [0, 0], columnIndices: [] });
  deepRStart(new Random(2), empty);
});
