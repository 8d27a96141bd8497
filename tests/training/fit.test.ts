import { describe, expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { ArgumentError, MemoryError, NumericalError, ShapeError } from "../../src/errors.js";
import type { LearningRule } from "../../src/learning/rule.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { MaskedLinear } from "../../src/networks/masked-linear.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { relu, tanh } from "../../src/tape/activations.js";
import type { Progress } from "../../src/training/callback.js";
import { adam, sgd } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels } from "../support.js";
import { clusters } from "./clusters.js";

const network = (arena: Arena) =>
  new Sequential(arena, { inputs: 8, layers: [new SparseLinear(16, { density: 0.5 }), relu, new Dense(3)] });

describe("fit", () => {
  it("learns, and keeps a record of every epoch", async () => {
    using arena = await openArena();
    const history = await network(arena).fit(clusters(300), {
      epochs: 8,
      batchSize: 32,
      optimizer: adam({ rate: 0.02 }),
      validation: clusters(90, 5),
    });
    expect(history.ending).toBe("finished");
    expect(history.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(history.epochs[7]!.loss).toBeLessThan(history.epochs[0]!.loss / 2);
    expect(history.epochs[7]!.validation!.accuracy).toBeGreaterThan(0.95);
  });

  it("fits numbers as well as classes", async () => {
    using arena = await openArena();
    const random = new Random(1),
      inputs = Float32Array.from({ length: 400 }, () => 2 * random.uniform() - 1);
    const data = new Dataset({ inputs, features: 1, targets: inputs.map((x) => x * x), outputs: 1 });
    const net = new Sequential(arena, { inputs: 1, layers: [new Dense(16), tanh, new Dense(1)] });
    const history = await net.fit(data, { epochs: 60, batchSize: 16, optimizer: adam({ rate: 0.02 }) });
    expect(history.epochs.at(-1)!.loss).toBeLessThan(0.002);
    expect(history.epochs.at(-1)!.accuracy).toBeNaN();
    expect(net.predict(Float32Array.of(0.5)).outputs[0]).toBeCloseTo(0.25, 1);
  });

  it("allocates nothing in a step", async () => {
    using arena = await openArena();
    const { kernels } = arena;
    let allocations = 0;
    const count = (bytes: number) => {
      allocations++;
      return kernels.allocate(bytes);
    };
    const counting = new Arena({ ...kernels, allocate: count });
    const net = new Sequential(counting, {
      inputs: 8,
      layers: [new SparseLinear(16), relu, new Dropout(0.2), new MaskedLinear(8), relu, new Dense(3)],
    });
    const counts: number[] = [],
      sizes: number[] = [];
    await net.fit(clusters(100), {
      epochs: 3,
      batchSize: 32,
      clipNorm: 1,
      callbacks: [
        {
          onBatch() {
            counts.push(allocations);
            sizes.push(kernels.memory.buffer.byteLength);
          },
        },
      ],
    });
    expect(counts).toHaveLength(12);
    expect(new Set(counts).size).toBe(1);
    expect(new Set(sizes).size).toBe(1);
  });

  it("gives its working memory back", async () => {
    using arena = await openArena();
    const net = network(arena),
      before = arena.memory().bytesInUse;
    for (let i = 0; i < 3; i++) await net.fit(clusters(50), { epochs: 1 });
    const { wasmBytes } = arena.memory();
    for (let i = 0; i < 20; i++) await net.fit(clusters(50), { epochs: 1 });
    expect(arena.memory()).toMatchObject({ bytesInUse: before, wasmBytes });
  });

  it("counts the examples of a last batch that is not full once each", async () => {
    using arena = await openArena();
    const net = network(arena);
    const still = sgd({ rate: 1e-30 });
    const ragged = await net.fit(clusters(50), { epochs: 1, batchSize: 16, optimizer: still });
    const whole = net.evaluate(clusters(50), { batchSize: 50 });
    expect(ragged.epochs[0]!.loss).toBeCloseTo(whole.loss, 5);
    expect(ragged.epochs[0]!.accuracy).toBeCloseTo(whole.accuracy, 10);
  });

  it("never moves a weight outside of a mask or of its range", async () => {
    using arena = await openArena();
    const net = new Sequential(arena, {
      inputs: 8,
      layers: [new MaskedLinear(16, { density: 0.25 }), relu, new Dense(3, { minimum: -0.05, maximum: 0.05 })],
    });
    await net.fit(clusters(100), { epochs: 3, optimizer: adam({ rate: 0.05 }) });
    expect(net.parameters[0]!.value.data.filter((weight) => weight !== 0)).toHaveLength(32);
    expect(Math.max(...net.parameters[2]!.value.data.map(Math.abs))).toBeLessThanOrEqual(Math.fround(0.05));
  });

  it("shortens gradients that are longer than clipNorm and leaves others alone", async () => {
    using arena = await openArena();
    const move = async (clipNorm: number) => {
      const net = network(arena),
        before = net.parameters.map(({ value }) => value.data.slice());
      await net.fit(clusters(60), { epochs: 1, batchSize: 60, clipNorm, optimizer: sgd({ rate: 1 }) });
      let squares = 0;
      for (const [p, { value }] of net.parameters.entries())
        value.data.forEach((after, i) => {
          squares += (after - before[p]![i]!) ** 2;
        });
      return Math.sqrt(squares);
    };
    const free = await move(Number.POSITIVE_INFINITY);
    expect(await move(free / 4)).toBeCloseTo(free / 4, 4);
    expect(await move(free * 4)).toBeCloseTo(free, 6);
  });

  it("holds back a share for validation, the same one for a seed", async () => {
    using arena = await openArena();
    const scores = async () => (await network(arena).fit(clusters(100), { epochs: 1, validation: 0.2 })).epochs[0]!;
    const [a, b] = [await scores(), await scores()];
    expect(a.validation).toEqual(b.validation);
    expect(a.validation!.accuracy * 20).toBeCloseTo(Math.round(a.validation!.accuracy * 20), 9);
  });

  it("orders examples by seed, and keeps their order when asked", async () => {
    using arena = await openArena();
    const run = async (seed: number, shuffle: boolean) => {
      const net = network(arena);
      await net.fit(clusters(100), { epochs: 2, random: new Random(seed), shuffle });
      return fingerprint(net.parameters);
    };
    expect(await run(1, true)).toBe(await run(1, true));
    expect(await run(1, true)).not.toBe(await run(2, true));
    expect(await run(1, false)).toBe(await run(2, false));
  });

  it("reports progress with a plausible rest", async () => {
    using arena = await openArena();
    const seen: Progress[] = [];
    await network(arena).fit(clusters(100), {
      epochs: 2,
      batchSize: 30,
      callbacks: [{ onBatch: (progress) => void seen.push(progress) }],
    });
    expect(seen.map(({ epoch, step }) => [epoch, step])).toEqual(
      [1, 2].flatMap((e) => [1, 2, 3, 4].map((s) => [e, s])),
    );
    expect(seen[0]).toMatchObject({ epochs: 2, steps: 4 });
    expect(seen.at(-1)!.remainingMs).toBe(0);
    expect(seen[3]!.remainingMs).toBeCloseTo(seen[3]!.elapsedMs, 6);
  });

  describe("bad input", () => {
    it("refuses options out of range, data that does not fit, and batches larger than the data", async () => {
      using arena = await openArena();
      const net = network(arena),
        memory = arena.memory();
      for (const options of [
        { epochs: -1 },
        { epochs: 1.5 },
        { clipNorm: 0 },
        { batchSize: 0 },
        { batchSize: 31 },
        { validation: 0 },
        { validation: 1 },
        { validation: 0.01 },
        { validation: 0.99 },
        { loss: "squaredError" as const },
      ])
        await expect(net.fit(clusters(30), options), JSON.stringify(options)).rejects.toThrow(ArgumentError);
      const narrow = new Sequential(arena, { inputs: 7, layers: [new Dense(3)] }),
        wide = new Sequential(arena, { inputs: 8, layers: [new Dense(4)] });
      await expect(narrow.fit(clusters(30))).rejects.toThrow(ShapeError);
      await expect(wide.fit(clusters(30))).rejects.toThrow(ShapeError);
      expect(memory.bytesInUse).toBeLessThan(arena.memory().bytesInUse);
      await expect(net.fit(clusters(30), { epochs: 1 })).resolves.toMatchObject({ ending: "finished" });
    });

    it("names the parameter when the loss leaves the finite numbers", async () => {
      using arena = await openArena();
      const net = network(arena);
      net.parameters[2]!.value.data[0] = Number.NaN;
      const training = net.fit(clusters(30), { epochs: 1 });
      await expect(training).rejects.toThrow(NumericalError);
      await expect(training).rejects.toThrow(/dense2\.weights holds NaN/);
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY])(
      "does not hide a gradient of %d in the last step",
      async (value) => {
        using arena = await openArena();
        const rule: LearningRule = {
          name: "broken",
          bind: (tape) => ({ assignCredit: () => void tape.parameters[0]!.gradient.data.fill(value) }),
        };
        const net = network(arena);
        const weights = net.parameters[0]!.value.data.slice();
        await expect(net.fit(clusters(30), { epochs: 1, rule, clipNorm: 1 })).rejects.toThrow(NumericalError);
        expect(net.parameters[0]!.value.data).toEqual(weights);
        const training = net.fit(clusters(30), { epochs: 1, rule });
        await expect(training).rejects.toThrow(NumericalError);
        await expect(training).rejects.toThrow(/sparseLinear0\.weights holds NaN/);
      },
    );

    it("survives running out of memory at every allocation", async () => {
      const kernels = await openKernels();
      for (let failAt = 1; ; failAt++) {
        let left = failAt;
        const failing = {
          ...kernels,
          allocate(bytes: number) {
            if (--left === 0) throw new WebAssembly.RuntimeError("unreachable");
            return kernels.allocate(bytes);
          },
        };
        using arena = new Arena(failing);
        let net: Sequential | undefined;
        try {
          net = network(arena);
          await net.fit(clusters(40), { epochs: 1, validation: 0.25 });
        } catch (error) {
          expect(error).toBeInstanceOf(MemoryError);
          const kept = net ? net.parameters.length : 0;
          expect(arena.memory().blocks === 0).toBe(kept === 0);
          const retried = net ?? network(arena);
          await retried.fit(clusters(40), { epochs: 1, validation: 0.25 });
          expect(retried.evaluate(clusters(30)).loss).toBeGreaterThan(0);
          continue;
        }
        expect(failAt).toBeGreaterThan(30);
        break;
      }
    });
  });
});
