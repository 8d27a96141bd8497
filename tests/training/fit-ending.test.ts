import { describe, expect, it, vi } from "vitest";
import { DisposedError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { relu } from "../../src/tape/activations.js";
import type { Callback } from "../../src/training/callback.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { clusters } from "./clusters.js";

const network = (arena: Arena) =>
  new Sequential(arena, { inputs: 8, layers: [new SparseLinear(16, { density: 0.5 }), relu, new Dense(3)] });

describe("how fit ends", () => {
  it("stops within one batch of an abort, and the network stays usable", async () => {
    using arena = await openArena();
    const controller = new AbortController(),
      net = network(arena),
      steps: number[] = [];
    const abort: Callback = {
      onBatch({ step }) {
        steps.push(step);
        if (steps.length === 5) controller.abort();
      },
    };
    const history = await net.fit(clusters(300), {
      epochs: 9,
      batchSize: 100,
      callbacks: [abort],
      signal: controller.signal,
    });
    expect(history).toMatchObject({ ending: "aborted", epochs: [{ epoch: 1 }] });
    expect(steps).toEqual([1, 2, 3, 1, 2]);
    expect(net.evaluate(clusters(30)).loss).toBeGreaterThan(0);
    expect((await net.fit(clusters(30), { epochs: 1 })).ending).toBe("finished");
  });

  it("hears an abort before and during the validation, too", async () => {
    using arena = await openArena();
    // A clock by which every step fills a slice of time, so that other tasks get their turn after each.
    let clock = 0;
    const now = vi.spyOn(performance, "now").mockImplementation(() => (clock += 100));
    for (const during of [false, true]) {
      const controller = new AbortController();
      const abort: Callback = {
        onBatch() {
          if (during) setImmediate(() => controller.abort());
          else controller.abort();
          return undefined;
        },
      };
      const history = await network(arena).fit(clusters(30), {
        epochs: 2,
        validation: clusters(2000),
        callbacks: [abort],
        signal: controller.signal,
      });
      expect(history).toEqual({ ending: "aborted", epochs: [] });
    }
    now.mockRestore();
  });

  it("waits for a promise an epoch's callback gives, and hears its stop", async () => {
    using arena = await openArena();
    const course: string[] = [];
    const slow: Callback = {
      onBatch({ epoch }) {
        course.push(`batch of ${epoch}`);
        return undefined;
      },
      async onEpoch({ epoch }) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        course.push(`epoch ${epoch}`);
        return epoch === 2 ? "stop" : undefined;
      },
    };
    const { ending } = await network(arena).fit(clusters(30), { epochs: 5, callbacks: [slow] });
    expect(ending).toBe("stopped");
    expect(course).toEqual(["batch of 1", "epoch 1", "batch of 2", "epoch 2"]);
  });

  it("sees an abort that comes from outside, in a timer", async () => {
    using arena = await openArena();
    const net = network(arena);
    const history = await net.fit(clusters(300), { epochs: 1e6, signal: AbortSignal.timeout(50) });
    expect(history.ending).toBe("aborted");
  });

  it("does nothing when it was aborted before", async () => {
    using arena = await openArena();
    const net = network(arena),
      before = await fingerprint(net.parameters);
    const history = await net.fit(clusters(30), { signal: AbortSignal.abort() });
    expect(history).toEqual({ ending: "aborted", epochs: [] });
    expect(await fingerprint(net.parameters)).toBe(before);
  });

  it("obeys a callback that says stop, after a batch or after an epoch", async () => {
    using arena = await openArena();
    const stops = (hook: "onBatch" | "onEpoch") =>
      network(arena).fit(clusters(100), { epochs: 5, batchSize: 25, callbacks: [{ [hook]: () => "stop" as const }] });
    expect(await stops("onBatch")).toMatchObject({ ending: "stopped", epochs: [] });
    // After an epoch's last batch that epoch is a finished one.
    const last: Callback = { onBatch: ({ step, steps }) => (step === steps ? "stop" : undefined) };
    const history = await network(arena).fit(clusters(100), { epochs: 5, batchSize: 25, callbacks: [last] });
    expect(history).toMatchObject({ ending: "stopped", epochs: [{ epoch: 1 }] });
    expect(await stops("onEpoch")).toMatchObject({ ending: "stopped", epochs: [{ epoch: 1 }] });
  });

  it("tells every callback once how it ended, an error included", async () => {
    using arena = await openArena();
    const endings: string[] = [];
    const listener: Callback = { onEnd: ({ ending }) => void endings.push(ending) };
    const failing: Callback = {
      onEpoch() {
        throw new Error("mine");
      },
    };
    await expect(network(arena).fit(clusters(30), { callbacks: [listener, failing] })).rejects.toThrow("mine");
    await network(arena).fit(clusters(30), { epochs: 1, callbacks: [listener] });
    expect(endings).toEqual(["failed", "finished"]);
  });

  it("tells all callbacks, though one throws at the end, and calls an error a failure even after a stop", async () => {
    using arena = await openArena();
    const endings: string[] = [];
    const listener: Callback = { onEnd: ({ ending }) => void endings.push(ending) };
    const bad: Callback = {
      onEnd() {
        throw new Error("at the end");
      },
    };
    const failing: Callback = {
      onBatch() {
        throw new Error("in a batch");
      },
    };
    const run = (...callbacks: Callback[]) => network(arena).fit(clusters(30), { epochs: 1, callbacks });
    await expect(run(bad, listener)).rejects.toThrow("at the end");
    await expect(run({ onBatch: () => "stop" }, failing, bad, listener)).rejects.toThrow("in a batch");
    expect(endings).toEqual(["finished", "failed"]);
  });

  it("lets who aborts dispose of the network at once, and says so to who does not abort", async () => {
    for (const abort of [true, false]) {
      const arena = await openArena(),
        controller = new AbortController();
      const onBatch = () => {
        if (abort) controller.abort();
        arena.dispose();
        return undefined;
      };
      const run = network(arena).fit(clusters(30), { signal: controller.signal, callbacks: [{ onBatch }] });
      if (abort) expect((await run).ending).toBe("aborted");
      else await expect(run).rejects.toThrow(DisposedError);
    }
  });

  it("ends only what it started", async () => {
    using arena = await openArena();
    const seen: string[] = [];
    const unready: Callback = {
      onStart() {
        throw new Error("unready");
      },
      onEnd: () => void seen.push("unready"),
    };
    const [first, last] = ["first", "last"].map((name) => ({ onEnd: () => void seen.push(name) }));
    const before = arena.memory().bytesInUse;
    const net = network(arena),
      kept = arena.memory().bytesInUse - before;
    await expect(net.fit(clusters(30), { callbacks: [first!, unready, last!] })).rejects.toThrow("unready");
    expect(seen).toEqual(["first"]);
    expect(arena.memory().bytesInUse - before).toBe(kept);
  });
});
