import { describe, expect, it } from "vitest";
import { Random } from "../../src/random.js";
import { evaluate } from "../../src/training/evaluate.js";
import { fit } from "../../src/training/fit.js";
import { adam } from "../../src/training/optimizers.js";
import { predict } from "../../src/training/predict.js";
import { fingerprint } from "../../src/training/snapshot.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { type ModelRow, models } from "./models.js";

/** Builds a model and trains it on its toy task. */
async function trained(arena: Arena, row: ModelRow, epochs: number, seed = 1) {
  const random = new Random(seed),
    model = row.build(arena, random),
    before = arena.memory().bytesInUse;
  const history = await fit(model, row.task(row.examples, 1), {
    epochs,
    batchSize: 20,
    rule: row.rule(),
    optimizer: adam({ rate: row.rate }),
    random: random.stream("training"),
  });
  expect(arena.memory().bytesInUse).toBe(before);
  return { model, history };
}

describe.each(models.map((row) => [row.name, row] as const))("model %s", (_, row) => {
  it("learns its toy task, and then knows examples it has not seen", async () => {
    using arena = await openArena("simd", row.families);
    const { model, history } = await trained(arena, row, row.epochs),
      unseen = row.task(100, 2);
    expect(history.epochs.at(-1)!.loss).toBeLessThan(history.epochs[0]!.loss / 2);
    const { accuracy } = evaluate(model, unseen);
    expect(accuracy).toBeGreaterThan(0.8);
    expect(predict(model, unseen.inputs as Float32Array).classes.filter((label, i) => label === i % 10)).toHaveLength(
      Math.round(100 * accuracy),
    );
  });

  it("gives equal bits for equal seeds, in either build, and others for others", async () => {
    const run = async (seed: number, variant?: "debug") => {
      using arena = await openArena(variant, row.families);
      return fingerprint((await trained(arena, row, 1, seed)).model.parameters);
    };
    const once = await run(1);
    expect(await run(1, "debug")).toBe(once);
    expect(await run(2)).not.toBe(once);
  });

  it("gives all memory back with its arena", async () => {
    const arena = await openArena("simd", row.families),
      model = row.build(arena, new Random(1));
    expect(arena.memory().blocks).toBeGreaterThanOrEqual(2 * model.parameters.length); // values and gradients
    arena.dispose();
    expect(arena.memory()).toMatchObject({ blocks: 0, bytesInUse: 0 });
    expect(() => row.build(arena, new Random(1))).toThrow(/disposed/);
  });
});
