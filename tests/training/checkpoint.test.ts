import { describe, expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { DisposedError } from "../../src/errors.js";
import { bp } from "../../src/learning/bp.js";
import { dfa } from "../../src/learning/dfa.js";
import type { LearningRule } from "../../src/learning/rule.js";
import { Dense } from "../../src/networks/dense.js";
import { axpy, copy } from "../../src/ops/elementwise.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { cosine } from "../../src/schedules.js";
import { relu } from "../../src/tape/activations.js";
import { dropout } from "../../src/tape/dropout.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { EpochRecord, Run } from "../../src/training/callback.js";
import { checkpointFromBytes, checkpointToBytes } from "../../src/training/checkpoint-bytes.js";
import { adam, sgd } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { openArena, variants } from "../support.js";
import { clusters } from "./clusters.js";
import { everyLayer, train, untimed } from "./resumption.js";

/** Has a memory of gradients and adds noise, both from step to step. */
const restless: LearningRule = {
  name: "restless",
  bind(tape, loss, random) {
    const { gradient } = tape.parameters[0]!,
      trace = new Tensor(tape.arena, gradient.shape),
      noise = new Tensor(tape.arena, gradient.shape);
    return {
      state: new Map([["trace", trace]]),
      assignCredit() {
        tape.backward(loss);
        fillNormal(random, noise, 0, 0.01);
        axpy(1, noise, gradient);
        axpy(0.5, trace, gradient);
        copy(gradient, trace);
      },
    };
  },
};

describe("a run resumed from a checkpoint", () => {
  const optimizers = [() => sgd({ rate: 0.05, momentum: 0.9, weightDecay: 0.01 }), () => adam({ rate: 0.01 })],
    rules = [bp, dfa, () => restless];
  const cases = optimizers.flatMap((optimizer) =>
    rules.map((rule) => [optimizer().name, rule().name, optimizer, rule]),
  );

  it.each(cases as [string, string, () => ReturnType<typeof sgd>, () => LearningRule][])(
    "has the bits of one that never stopped: %s, %s",
    async (_, __, optimizer, rule) => {
      const options = (epochs: number) => ({
        epochs,
        optimizer: optimizer(),
        rule: rule(),
        schedule: cosine({ epochs: 6, warmup: 1 }),
        clipNorm: 1,
        validation: 0.2,
      });
      using arena = await openArena();
      const whole = await train(everyLayer(arena), options(6));
      let bytes: Uint8Array;
      {
        using first = await openArena();
        bytes = checkpointToBytes((await train(everyLayer(first), options(2))).checkpoints[1]!);
      }
      using second = await openArena("debug");
      const rest = await train(everyLayer(second), { ...options(6), resume: checkpointFromBytes(bytes) });
      expect(rest.print).toBe(whole.print);
      expect(untimed(rest.history.epochs)).toEqual(untimed(whole.history.epochs));
      expect(rest.history).toMatchObject({ ending: "finished", epochs: { length: 6 } });
      const [a, b] = [whole.checkpoints[5]!, rest.checkpoints[3]!];
      expect({ ...b, epochs: untimed(b.epochs) }).toEqual({ ...a, epochs: untimed(a.epochs) });
    },
  );

  it.each(variants)("goes on from the last epoch after an abort in the midst of one, %s build", async (variant) => {
    using arena = await openArena(variant);
    const whole = await train(everyLayer(arena), { epochs: 4 });
    const network = everyLayer(arena),
      controller = new AbortController();
    const aborted = await train(network, {
      epochs: 4,
      signal: controller.signal,
      callbacks: [
        { onBatch: ({ epoch, step }) => void (epoch === 3 && step === 2 && controller.abort()) as undefined },
      ],
    });
    expect([aborted.history.ending, aborted.checkpoints.length]).toEqual(["aborted", 2]);
    // Also in the very network that took steps since.
    for (const again of [network, everyLayer(arena), network])
      for (const resume of aborted.checkpoints) {
        const rest = await train(again, { epochs: 4, resume });
        expect(rest.print).toBe(whole.print);
        expect(untimed(rest.history.epochs)).toEqual(untimed(whole.history.epochs));
      }
  });

  it("may be stopped after every epoch", async () => {
    using arena = await openArena();
    const whole = await train(everyLayer(arena), { epochs: 4 });
    let resume = (await train(everyLayer(arena), { epochs: 1 })).checkpoints[0]!;
    for (let epochs = 2; epochs <= 4; epochs++)
      resume = (await train(everyLayer(arena), { epochs, resume })).checkpoints.at(-1)!;
    expect({ ...resume, epochs: untimed(resume.epochs) }).toEqual({
      ...whole.checkpoints[3],
      epochs: untimed(whole.history.epochs),
    });
  });

  it("trains nothing when it was finished, and puts the weights back", async () => {
    using arena = await openArena();
    const { print, history, checkpoints } = await train(everyLayer(arena), { epochs: 3 });
    const network = everyLayer(arena);
    for (const epochs of [3, 2, 0]) {
      network.parameters[0]!.value.data.fill(9);
      let steps = 0;
      const rest = await train(network, {
        epochs,
        resume: checkpoints[2]!,
        callbacks: [{ onBatch: () => void steps++ as undefined }],
      });
      expect([rest.print, rest.history, steps]).toEqual([print, history, 0]);
    }
  });

  it("goes on for more epochs, and with another rate", async () => {
    using arena = await openArena();
    const { checkpoints, print } = await train(everyLayer(arena), { epochs: 2, optimizer: adam() });
    const still = { epochs: 5, optimizer: adam({ rate: 0 }), resume: checkpoints[1]! };
    const rest = await train(everyLayer(arena), still);
    expect([rest.history.epochs.length, rest.print]).toEqual([5, print]);
  });

  it("tells its callbacks the earlier epochs", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(everyLayer(arena), { epochs: 2 });
    const told: (readonly EpochRecord[])[] = [];
    const onStart = (_: unknown, earlier: readonly EpochRecord[]) => void told.push(earlier);
    await train(everyLayer(arena), { epochs: 3, resume: checkpoints[1]!, callbacks: [{ onStart }] });
    await train(everyLayer(arena), { epochs: 1, callbacks: [{ onStart }] });
    expect(told).toEqual([checkpoints[1]!.epochs, []]);
  });

  it("has the accuracy NaN of a run on numbers, too", async () => {
    using arena = await openArena();
    const inputs = Float32Array.from({ length: 30 }, (_, i) => i / 30),
      data = new Dataset({ inputs, features: 1, targets: inputs.map((x) => x * x), outputs: 1 });
    const network = () => new Sequential(arena, { inputs: 1, layers: [new Dense(8), relu, new Dense(1)] });
    const whole = await train(network(), { epochs: 3 }, data),
      resume = checkpointFromBytes(checkpointToBytes(whole.checkpoints[0]!));
    const rest = await train(network(), { epochs: 3, resume }, data);
    expect(untimed(rest.history.epochs)).toEqual(untimed(whole.history.epochs));
    expect([rest.history.epochs[0]!.accuracy, rest.print]).toEqual([Number.NaN, whole.print]);
  });

  it("knows a generator that several operations share, and one a function of the tape brings", async () => {
    using arena = await openArena();
    const network = () => {
      const random = new Random(8);
      const drop = (x: Parameters<typeof relu>[0]) => dropout(x, 0.3, random);
      return new Sequential(arena, { inputs: 8, layers: [new Dense(9), drop, relu, drop, new Dense(3)] });
    };
    const whole = await train(network(), { epochs: 3 });
    expect(whole.checkpoints[0]!.generators.map(({ name }) => name)).toEqual(["order", "feedback", "dropout 1"]);
    expect((await train(network(), { epochs: 3, resume: whole.checkpoints[0]! })).print).toBe(whole.print);
  });

  it("gives its working memory back", async () => {
    using arena = await openArena();
    const network = everyLayer(arena),
      { checkpoints } = await train(network, { epochs: 1 }),
      before = arena.memory();
    for (let i = 0; i < 3; i++) await train(network, { epochs: 3, resume: checkpoints[0]! });
    expect(arena.memory()).toEqual(before);
  });
});

describe("a checkpoint", () => {
  it("is a copy that no later step changes, and plain enough to be cloned", async () => {
    using arena = await openArena();
    const network = everyLayer(arena);
    let taken: unknown, copy: unknown;
    await train(network, {
      epochs: 3,
      callbacks: [
        {
          onEpoch({ epoch }, run) {
            if (epoch === 1) copy = structuredClone((taken = run.checkpoint()));
            return undefined;
          },
        },
      ],
    });
    expect(taken).toEqual(copy);
  });

  it("names what it holds", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(everyLayer(arena), { epochs: 1, optimizer: sgd({ momentum: 0.5 }) });
    const { arrays, ...rest } = checkpoints[0]!;
    const parameters = ["sparseLinear0", "maskedLinear3", "dense6"].flatMap((l) => [`${l}.weights`, `${l}.bias`]);
    expect([...arrays.keys()]).toEqual([
      "order",
      ...parameters.map((name) => `parameters/${name}`),
      ...parameters.map((name) => `optimizer/${name}/velocity`),
      ...["sparseLinear0", "maskedLinear3"].flatMap((layer) =>
        ["rowPointers", "columnIndices"].map((part) => `pattern/${layer}.weights/${part}`),
      ),
    ]);
    expect(rest).toMatchObject({
      optimizer: "sgd",
      rule: "bp",
      operations: [
        "sparseLinear",
        "relu",
        "dropout",
        "maskedLinear",
        "tanh",
        "dropout",
        "linear",
        "softmaxCrossEntropy",
      ],
      batchSize: 20,
      steps: 5,
      generators: [
        { name: "order", seed: 3 },
        { name: "feedback", seed: 3, position: 0 },
        { name: "dropout 2", seed: 5 },
        { name: "dropout 5", seed: 5 },
      ],
    });
  });

  it("can be taken while a callback's promise waits, and no longer after the epoch's callbacks", async () => {
    using arena = await openArena();
    let kept: Run | undefined;
    const late: unknown[] = [];
    const outcome = await train(everyLayer(arena), {
      epochs: 1,
      callbacks: [
        {
          async onEpoch(_, run) {
            kept = run;
            await new Promise((resolve) => setTimeout(resolve, 5));
            late.push(run.checkpoint());
            return undefined;
          },
        },
      ],
    });
    expect(late).toEqual(outcome.checkpoints);
    expect(() => kept!.checkpoint()).toThrow(DisposedError);
    const inBatch: unknown[] = [];
    await train(everyLayer(arena), {
      epochs: 2,
      callbacks: [
        {
          onEpoch: (_, run) => void (kept = run) as undefined,
          onBatch({ epoch }) {
            if (epoch === 2) expect(() => kept!.checkpoint()).toThrow(/onEpoch/);
            inBatch.push(epoch);
            return undefined;
          },
        },
      ],
    });
    expect(inBatch).toHaveLength(10);
  });

  it("of a run on other data of the same size goes on with them", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(everyLayer(arena), { epochs: 1 });
    const rest = await train(everyLayer(arena), { epochs: 2, resume: checkpoints[0]! }, clusters(90, 77));
    expect(rest.history.epochs).toHaveLength(2);
  });
});
