import { describe, expect, it } from "vitest";
import { Random } from "../../src/random.js";
import { softmaxCrossEntropy } from "../../src/tape/losses.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Callback } from "../../src/training/callback.js";
import type { Checkpoint } from "../../src/training/checkpoint.js";
import { adam } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { clusters } from "../training/clusters.js";
import { rules } from "./rules.js";

describe.each(rules.map((row) => [row.rule().name, row.units, row] as const))("rule %s, %s units", (_, __, row) => {
  const { rule, layers } = row,
    network = (arena: Arena) => new Sequential(arena, { inputs: 8, layers, random: new Random(2) });

  it("learns to tell three clusters apart", async () => {
    using arena = await openArena();
    const net = network(arena);
    await net.fit(clusters(300), { epochs: 20, batchSize: 32, rule: rule(), optimizer: adam({ rate: 0.01 }) });
    expect(net.evaluate(clusters(300, 2)).accuracy).toBeGreaterThan(0.95);
  });

  it("gives equal bits for equal seeds", async () => {
    const run = async () => {
      using arena = await openArena();
      const net = network(arena);
      await net.fit(clusters(100), { epochs: 2, rule: rule(), random: new Random(7) });
      return fingerprint(net.parameters);
    };
    expect(await run()).toBe(await run());
  });

  it("goes on from a checkpoint with equal bits", async () => {
    using arena = await openArena();
    const run = async (epochs: number, resume?: Checkpoint) => {
      const net = network(arena);
      let last: Checkpoint | undefined;
      const onEpoch: Callback["onEpoch"] = (_, run) => {
        last = run.checkpoint();
        return undefined;
      };
      const options = { epochs, rule: rule(), random: new Random(7), callbacks: [{ onEpoch }] };
      await net.fit(clusters(100), { ...options, ...(resume && { resume }) });
      return { print: await fingerprint(net.parameters), last };
    };
    const whole = await run(3);
    expect((await run(3, (await run(1)).last)).print).toBe(whole.print);
  });

  it("equals backpropagation at the output layer", async () => {
    using arena = await openArena();
    const net = network(arena),
      tape = new Tape(arena),
      x = tape.input([8, 4]);
    const loss = softmaxCrossEntropy(net.record(x), new Tensor(arena, [4], "i32"));
    x.value.data.forEach((_, i, data) => {
      data[i] = (i % 7) - 3;
    });
    tape.forward();
    tape.backward(loss);
    const exact = net.parameters.at(-2)!.gradient.data.slice();
    rule().bind(tape, loss, new Random(3)).assignCredit();
    expect(net.parameters.at(-2)!.gradient.data).toEqual(exact);
  });

  it("assigns credit without allocating", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      loss = softmaxCrossEntropy(network(arena).record(tape.input([8, 4])), new Tensor(arena, [4], "i32"));
    const bound = rule().bind(tape, loss, new Random(3)),
      before = arena.memory();
    tape.forward();
    bound.assignCredit();
    expect(arena.memory()).toEqual(before);
  });
});
