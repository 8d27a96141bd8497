import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import type { EpochRecord, Run } from "../../src/training/callback.js";
import { earlyStopping } from "../../src/training/early-stopping.js";
import { Sequential } from "../../src/training/sequential.js";
import { openArena } from "../support.js";
import { clusters } from "./clusters.js";

const record = (epoch: number, loss: number, validationLoss?: number): EpochRecord => ({
  epoch,
  loss,
  accuracy: 1 - loss,
  rateFactor: 1,
  milliseconds: 1,
  ...(validationLoss !== undefined && { validation: { loss: validationLoss, accuracy: 1 - validationLoss } }),
});

/** It needs none. */
const run: Run = {
  checkpoint() {
    throw new Error("no checkpoint is wanted");
  },
};

describe("earlyStopping", () => {
  it("stops after `patience` epochs without improvement and restores the best weights", async () => {
    using arena = await openArena();
    const net = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] }),
      bias = net.parameters[1]!.value,
      stopping = earlyStopping({ patience: 2 });
    stopping.onStart!(net, []);
    const answers = [0.9, 0.5, 0.6, 0.4, 0.45, 0.4].map((loss, i) => {
      bias.data.fill(i + 1);
      return stopping.onEpoch!(record(i + 1, loss), run);
    });
    expect(answers).toEqual([undefined, undefined, undefined, undefined, undefined, "stop"]);
    stopping.onEnd!({ epochs: [], ending: "stopped" });
    expect([...bias.data]).toEqual([4, 4, 4]);
  });

  it("watches the validation where there is one, by loss or by accuracy", async () => {
    using arena = await openArena();
    const net = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] });
    for (const metric of ["loss", "accuracy"] as const) {
      const stopping = earlyStopping({ patience: 1, metric });
      stopping.onStart!(net, []);
      expect(stopping.onEpoch!(record(1, 0.9, 0.5), run)).toBeUndefined();
      expect(stopping.onEpoch!(record(2, 0.1, 0.6), run)).toBe("stop");
    }
  });

  it("demands the minimum improvement", async () => {
    using arena = await openArena();
    const stopping = earlyStopping({ patience: 1, minimumImprovement: 0.1 });
    stopping.onStart!(new Sequential(arena, { inputs: 8, layers: [new Dense(3)] }), []);
    expect(stopping.onEpoch!(record(1, 0.9), run)).toBeUndefined();
    expect(stopping.onEpoch!(record(2, 0.75), run)).toBeUndefined();
    expect(stopping.onEpoch!(record(3, 0.7), run)).toBe("stop");
  });

  it.each(["an abort", "an error"])("restores the best weights when %s ended the run", async (cause) => {
    using arena = await openArena();
    const net = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] }),
      controller = new AbortController();
    let best: Float32Array | undefined;
    const run = net.fit(clusters(60), {
      epochs: 9,
      batchSize: 20,
      signal: controller.signal,
      callbacks: [
        earlyStopping(),
        {
          onEpoch({ epoch }) {
            if (epoch === 1) best = net.parameters[0]!.value.data.slice();
          },
          onBatch({ epoch }) {
            if (epoch === 1) return;
            net.parameters[0]!.value.data.fill(3);
            if (cause === "an error") throw new Error("mine");
            controller.abort();
          },
        },
      ],
    });
    if (cause === "an error") await expect(run).rejects.toThrow("mine");
    else expect((await run).ending).toBe("aborted");
    expect(net.parameters[0]!.value.data).toEqual(best);
  });

  it("counts the epochs before a resumption, and restores the best weights from there on", async () => {
    using arena = await openArena();
    const net = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] }),
      bias = net.parameters[1]!.value;
    const resumed = (earlier: number[], later: number[]) => {
      const stopping = earlyStopping({ patience: 2 });
      bias.data.fill(earlier.length);
      stopping.onStart!(
        net,
        earlier.map((loss, i) => record(i + 1, loss)),
      );
      const answers = later.map((loss, i) => {
        bias.data.fill(earlier.length + i + 1);
        return stopping.onEpoch!(record(earlier.length + i + 1, loss), run);
      });
      stopping.onEnd!({ epochs: [], ending: "stopped" });
      return [...answers, bias.data[0]];
    };
    expect(resumed([0.9, 0.5], [0.6, 0.7])).toEqual([undefined, "stop", 2]);
    expect(resumed([0.9, 0.5], [0.6, 0.4, 0.5, 0.6])).toEqual([undefined, undefined, undefined, "stop", 4]);
    // The weights of epoch 1 are gone: the best ones left are those of epoch 3.
    expect(resumed([0.3, 0.9], [0.5])).toEqual(["stop", 3]);
    expect(resumed([0.3, 0.6], [0.7])).toEqual(["stop", 2]);
    expect(resumed([0.9], [])).toEqual([1]);
  });

  it("takes an epoch whose loss is NaN for no improvement, and one after it for one", async () => {
    using arena = await openArena();
    const net = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] }),
      stopping = earlyStopping({ patience: 1 });
    stopping.onStart!(net, []);
    const answers = [Number.NaN, 0.5, Number.NaN].map((loss, i) => stopping.onEpoch!(record(i + 1, loss), run));
    expect(answers).toEqual([undefined, undefined, "stop"]);
  });

  it("refuses to watch an accuracy that does not exist", async () => {
    using arena = await openArena();
    const stopping = earlyStopping({ metric: "accuracy" });
    stopping.onStart!(new Sequential(arena, { inputs: 8, layers: [new Dense(3)] }), []);
    expect(() => stopping.onEpoch!({ ...record(1, 0.5), accuracy: Number.NaN }, run)).toThrow(ArgumentError);
  });

  it("refuses options out of range", () => {
    expect(() => earlyStopping({ metric: "acc" as "accuracy" })).toThrow(ArgumentError);
    expect(() => earlyStopping({ patience: 0 })).toThrow(ArgumentError);
    expect(() => earlyStopping({ minimumImprovement: -1 })).toThrow(ArgumentError);
  });
});
