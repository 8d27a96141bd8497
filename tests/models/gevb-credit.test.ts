import { describe, expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { bp } from "../../src/learning/bp.js";
import { gevb } from "../../src/learning/gevb.js";
import { Random } from "../../src/random.js";
import { isWeightOperation } from "../../src/tape/operation.js";
import { adam } from "../../src/training/optimizers.js";
import { gradients, record, six } from "./support.js";

describe.each(six)("the vector network %s %s", (...which) => {
  it.each([true, false])(
    "has the exact gradient at its output, by either rule, nonnegative %s",
    async (nonnegative) => {
      const { arena, tape, loss } = await record(which, { nonnegative, batch: 5 });
      using _arena = arena;
      const exact = gradients(tape, loss, bp),
        local = gradients(tape, loss, gevb);
      expect(local.slice(-2)).toEqual(exact.slice(-2));
      for (const [i, gradient] of local.slice(0, -2).entries()) expect(gradient).not.toEqual(exact[i]);
    },
  );

  /*
   * The theorem is one of synapses. A weight that positions share adds up a part of either sign from each of them, and the sum
   * may have another sign than the rule's, which weighs all parts alike: those weights are left out, their parts are not.
   */
  it("credits no unit of an example with the wrong sign, and updates no weight against its gradient", async () => {
    let compared = 0;
    for (const seed of [1, 2]) {
      const { arena, network, tape, loss } = await record(which, { nonnegative: true, batch: 1, seed });
      using _arena = arena;
      const operations = tape.operations.filter(isWeightOperation),
        credits = () => operations.map(({ output }) => output.gradient!.data.slice());
      const exact = gradients(tape, loss, bp),
        exactCredits = credits(),
        local = gradients(tape, loss, gevb),
        localCredits = credits();
      for (const [l, credit] of exactCredits.entries())
        expect(
          credit.every((g, unit) => g === 0 || (g > 0 && localCredits[l]![unit] === 1)),
          operations[l]!.name,
        ).toBe(true);
      for (const [p, gradient] of exact.entries()) {
        const shared = network.parameters[p]!.value.shape.length - (p === 0 ? 1 : 0) === 4;
        if (shared) continue;
        const wrong = gradient.filter((value, i) => value !== 0 && Math.sign(value) !== Math.sign(local[p]![i]!));
        expect(wrong, network.parameters[p]!.name).toHaveLength(0);
        compared += gradient.filter((value) => value !== 0).length;
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  it("keeps its weights above the first layer at 0 or above after every step", async () => {
    const { arena, network } = await record(which, { nonnegative: true, batch: 1 });
    using _arena = arena;
    const random = new Random(2),
      inputs = Float32Array.from({ length: 12 * network.inputs }, () => 2 * random.uniform() - 1),
      labels = Int32Array.from({ length: 12 }, (_, i) => i % 10),
      weights = network.parameters.filter(({ name }) => name.endsWith("weights")).map(({ value }) => value),
      before = weights.map(({ data }) => data.slice());
    const onBatch = (): undefined => {
      for (const { data } of weights.slice(1)) expect(data.some((w) => w < 0)).toBe(false);
    };
    await network.fit(new Dataset({ inputs, features: network.inputs, labels, outputs: 10 }), {
      epochs: 2,
      batchSize: 6,
      rule: gevb(),
      optimizer: adam({ rate: 0.02 }),
      callbacks: [{ onBatch }],
    });
    for (const [l, { data }] of weights.entries()) expect(data).not.toEqual(before[l]);
    // Signs are free in the first layer, and above it weights of 0 were held there.
    expect(weights[0]!.data.some((w) => w < 0)).toBe(true);
    expect(weights.slice(1).flatMap(({ data }) => [...data.filter((w) => w === 0)]).length).toBeGreaterThan(10);
  });
});
