import fc from "fast-check";
import { expect, it } from "vitest";
import { Random } from "../../src/random.js";
import { dropHebbian } from "../../src/sparsity/drop.js";
import { growHebbian } from "../../src/sparsity/grow.js";
import { bindHebbian } from "../../src/sparsity/hebbian.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";
import { cellsOf, criterionSite, randomSite, wiredSite } from "./dynamic-support.js";

it("is the cosine of two units' activities: by hand, and not over what earlier batches left", async () => {
  using arena = await openArena();
  const pattern = { rows: 2, columns: 2, rowPointers: Int32Array.of(0, 1, 2), columnIndices: Int32Array.of(0, 1) },
    made = wiredSite(arena, pattern, [1, 1], { batch: 6 }),
    { site, layer, inputs, outputs, loss } = made;
  // Oracle 2 of the sheet, in the first four columns of six.
  inputs[0]!.value.data.set([1, 0, 1, 1, 7, 7, 0, 1, 0, 0, 7, 7]);
  outputs[0]!.value.data.set([1, 0, 0, 1, 5, 5, 1, 1, 1, 1, 5, 5]);
  loss.count = 4;
  const scores = bindHebbian(criterionSite(site, [layer], new Random(1)), 2),
    all = new Tensor(arena, [2, 2]),
    connected = new Tensor(arena, [2]);
  scores.measure(layer);
  scores.write(layer, 0, all);
  for (const [i, want] of [0.81649657, 0, 0.8660254, 0.5].entries()) expect(all.data[i]).toBeCloseTo(want, 6);
  scores.writeConnected(layer, connected);
  expect([...connected.data]).toEqual([all.data[0], all.data[3]]);
});

it("drops the smallest and grows the largest, summed over all uses, as the definition says", async () => {
  const shapes = fc.record({
    rows: fc.integer({ min: 1, max: 8 }),
    columns: fc.integer({ min: 1, max: 8 }),
    batch: fc.integer({ min: 1, max: 6 }),
    uses: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(shapes, fc.nat(), fc.boolean(), async (shape, seed, again) => {
      using arena = await openArena();
      const random = new Random(seed),
        { rows, columns, batch } = shape,
        { site, layer, inputs, outputs, loss } = randomSite(arena, random, {
          ...shape,
          nnz: Math.floor((rows * columns) / 2),
        });
      loss.count = 1 + (seed % batch);
      const column = (x: { value: Tensor }, row: number) =>
          x.value.data.subarray(row * batch, row * batch + loss.count),
        all = (xs: readonly { value: Tensor }[], row: number) => xs.flatMap((x) => [...column(x, row)]),
        norm = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) + 1e-8,
        scores = Array.from({ length: rows * columns }, (_, cell) => {
          const post = all(outputs, Math.floor(cell / columns)),
            pre = all(inputs, cell % columns);
          return post.reduce((sum, value, n) => sum + value * pre[n]!, 0) / (norm(post) * norm(pre));
        });
      const criteria = criterionSite(site, [layer], random),
        cells = cellsOf(layer.matrix),
        dropped = dropHebbian(criteria)(layer, 0.4),
        gone = [...dropped].map((place) => cells[place]!),
        staying = cells.filter((cell) => !gone.includes(cell)),
        margin = 1e-5;
      expect(gone).toHaveLength(Math.floor(0.4 * cells.length));
      for (const cell of gone)
        for (const other of staying) expect(scores[cell]!).toBeLessThanOrEqual(scores[other]! + margin);
      const grown = [...growHebbian(criteria)(layer, dropped, again)],
        free = [...scores.keys()].filter((cell) => !(again ? staying : cells).includes(cell) && !grown.includes(cell));
      expect(grown).toHaveLength(gone.length);
      for (const cell of grown) expect(again ? staying : cells).not.toContain(cell);
      for (const other of free)
        for (const cell of grown) expect(scores[cell]!).toBeGreaterThanOrEqual(scores[other]! - margin);
    }),
  );
});
