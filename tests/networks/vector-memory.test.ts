import { expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { bp } from "../../src/learning/bp.js";
import { gevb } from "../../src/learning/gevb.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { Random } from "../../src/random.js";
import { adam } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { Arena } from "../../src/wasm/arena.js";
import type { Kernels } from "../../src/wasm/load.js";
import { openKernels } from "../support.js";

const [samples, inputs, hidden1, hidden2, components, batch] = [60_000, 784, 1024, 512, 10, 128],
  float = 4;

/** Kernels that keep the books of what is allocated through them. */
async function counted() {
  const kernels = await openKernels(),
    live = new Map<number, number>(),
    book = { now: 0, peak: 0, sizes: [] as number[] };
  const counting: Kernels = {
    ...kernels,
    allocate(bytes) {
      const pointer = kernels.allocate(bytes);
      live.set(pointer >>> 0, bytes);
      book.now += bytes;
      book.peak = Math.max(book.peak, book.now);
      book.sizes.push(bytes);
      return pointer;
    },
    release(pointer) {
      book.now -= live.get(pointer >>> 0)!;
      live.delete(pointer >>> 0);
      kernels.release(pointer);
    },
  };
  return { kernels: counting, book };
}

it.each([
  ["gevb", gevb()],
  ["bp", bp()],
] as const)(
  "the MNIST network of the paper trains by %s in under 400 MB, without an expanded input",
  async (_, rule) => {
    const { kernels, book } = await counted(),
      arena = new Arena(kernels),
      nonnegative = true;
    const network = new Sequential(arena, {
      inputs,
      random: new Random(1),
      layers: [
        new VectorLinear(hidden1, { components, nonnegative }),
        new VectorGate(),
        new VectorLinear(hidden2, { nonnegative }),
        new VectorGate(),
        new VectorOutput({ nonnegative }),
      ],
    });
    const data = new Dataset({
      inputs: new Uint8Array(samples * inputs),
      features: inputs,
      labels: new Int32Array(samples),
      outputs: components,
      scale: 2 / 255,
      offset: -1,
    });
    const history = await network.fit(data, {
      epochs: 1,
      batchSize: batch,
      rule,
      optimizer: adam({ rate: 3e-4 }),
      random: new Random(1),
      callbacks: [{ onBatch: () => "stop" }],
    });
    expect(history.ending).toBe("stopped");
    expect(arena.memory().wasmBytes).toBeLessThan(400e6);

    const units = hidden1 + hidden2 + 1,
      largest = components * hidden1 * inputs, // weights of the first layer
      parameters = largest + hidden2 * hidden1 + hidden2 + components * units,
      // The vectors, and the first layer's error of their size; scalars of a unit: credit behind and before its gate, the
      // gate, and its activity dotted with the error.
      activity = batch * (inputs + components * (units + hidden1) + 4 * units);
    // Value, gradient and two moments of every parameter; bytes of the samples, their labels and order as integers; and
    // besides, gating directions, labels and losses of the batch, kernels' odds and ends.
    const bound = float * (4 * parameters + activity) + samples * (inputs + 2 * float) + 500_000;
    expect(book.peak).toBeLessThan(bound);
    // The expanded input, were there one: K·n features of K components, or K·n numbers in the thriftiest form.
    expect(bound - book.peak).toBeLessThan(float * components * inputs * batch);
    const known = new Set(
      [largest, largest / 2, hidden2 * hidden1, components * hidden1 * batch].map((n) => n * float),
    );
    for (const bytes of book.sizes)
      if (!known.has(bytes) && bytes !== samples * inputs)
        expect(bytes).toBeLessThan(float * components * inputs * batch);
    arena.dispose();
  },
);
