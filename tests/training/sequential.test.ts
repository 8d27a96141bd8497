import { describe, expect, it } from "vitest";
import { ArgumentError, MemoryError, ShapeError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { MaskedLinear } from "../../src/networks/masked-linear.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { Tape } from "../../src/tape/tape.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels } from "../support.js";

const layers = [
  new SparseLinear(20, { density: 0.25 }),
  relu,
  new MaskedLinear(10),
  relu,
  new Dropout(0.1),
  new Dense(3),
];

describe("Sequential", () => {
  it("chains layers and names their parameters", async () => {
    using arena = await openArena();
    const net = new Sequential(arena, { inputs: 8, layers });
    expect([net.inputs, net.outputs, net.layers.length]).toEqual([8, 3, 4]);
    expect(net.parameters.map(({ name, value }) => `${name} ${value.shape}`)).toEqual([
      "sparseLinear0.weights 40",
      "sparseLinear0.bias 20",
      "maskedLinear2.weights 10,20",
      "maskedLinear2.bias 10",
      "dense5.weights 3,10",
      "dense5.bias 3",
    ]);
    expect(net.parameterCount).toBe(40 + 20 + 200 + 10 + 30 + 3);
    expect(net.record(new Tape(arena).input([8, 5])).value.shape).toEqual([3, 5]);
  });

  it("is the same for the same seed and another for another", async () => {
    using arena = await openArena();
    const print = (seed: number) =>
      fingerprint(new Sequential(arena, { inputs: 8, layers, random: new Random(seed) }).parameters);
    expect(await print(1)).toBe(await print(1));
    expect(await print(1)).not.toBe(await print(2));
  });

  it("may be empty", async () => {
    using arena = await openArena();
    const net = new Sequential(arena, { inputs: 2, layers: [] });
    expect([...net.predict(Float32Array.of(1, 2)).outputs]).toEqual([1, 2]);
  });

  it("refuses an input width that is none, and functions that change the shape", async () => {
    using arena = await openArena();
    for (const inputs of [0, -1, 2.5, Number.NaN])
      expect(() => new Sequential(arena, { inputs, layers: [] })).toThrow(ArgumentError);
    const odd = new Sequential(arena, { inputs: 2, layers: [(x) => x.tape.input([3, 4])] });
    expect(() => odd.record(new Tape(arena).input([2, 4]))).toThrow(ShapeError);
    expect(() => new Sequential(arena, { inputs: 2, layers: [] }).record(new Tape(arena).input([3, 4]))).toThrow(
      ShapeError,
    );
  });

  it("leaves nothing behind when memory runs out at any allocation", async () => {
    const kernels = await openKernels();
    let failures = 0;
    for (let failAt = 1; ; failAt++) {
      let left = failAt;
      using arena = new Arena({
        ...kernels,
        allocate(bytes: number) {
          if (--left === 0) throw new WebAssembly.RuntimeError("unreachable");
          return kernels.allocate(bytes);
        },
      });
      try {
        new Sequential(arena, { inputs: 8, layers });
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(MemoryError);
        expect(arena.memory()).toMatchObject({ blocks: 0, bytesInUse: 0 });
        failures++;
      }
    }
    expect(failures).toBeGreaterThanOrEqual(12);
  });
});
