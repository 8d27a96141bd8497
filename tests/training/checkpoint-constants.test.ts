import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import type { SafeTensor } from "../../src/io/safetensors.js";
import { bp } from "../../src/learning/bp.js";
import { gevb } from "../../src/learning/gevb.js";
import { AveragePool2d } from "../../src/networks/average-pool2d.js";
import type { BoundLayer } from "../../src/networks/layer.js";
import { VectorConv2d } from "../../src/networks/vector-conv2d.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { Random } from "../../src/random.js";
import { vectorGate } from "../../src/tape/vector-gate.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Checkpoint } from "../../src/training/checkpoint.js";
import { checkpointFromBytes, checkpointToBytes } from "../../src/training/checkpoint-bytes.js";
import { adam } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { train, untimed } from "./resumption.js";

/** A network of vector images for the clusters, seen as 2 × 4 pixels. */
function network(arena: Arena, seed = 5): Sequential {
  const nonnegative = true;
  return new Sequential(arena, {
    inputs: [2, 4, 1],
    layers: [
      new VectorConv2d(4, { kernelSize: 3, padding: 1, components: 3, nonnegative }),
      new VectorGate(),
      new AveragePool2d(2),
      new VectorLinear(6, { nonnegative }),
      new VectorGate(),
      new VectorOutput({ nonnegative }),
    ],
    random: new Random(seed),
  });
}

const directionsOf = (net: Sequential, index: number) =>
  (net.layers[index] as BoundLayer & { directions: Tensor }).directions;

/** What resuming says; the network must be as it was. */
async function refused(net: Sequential, resume: Checkpoint, rule = gevb()): Promise<Error> {
  const before = await fingerprint(net.parameters),
    error = await train(net, { epochs: 3, rule, resume }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(Error);
  expect(await fingerprint(net.parameters)).toBe(before);
  return error as Error;
}

describe("a checkpoint of a network with gates", () => {
  it.each([bp, gevb])("goes on with equal bits, $name", async (rule) => {
    const options = (epochs: number) => ({ epochs, rule: rule(), optimizer: adam({ rate: 0.01 }), validation: 0.2 });
    using arena = await openArena();
    const whole = await train(network(arena), options(5)),
      bytes = checkpointToBytes((await train(network(arena), options(2))).checkpoints[1]!);
    using second = await openArena("debug");
    const rest = await train(network(second), { ...options(5), resume: checkpointFromBytes(bytes) });
    expect(rest.print).toBe(whole.print);
    expect(untimed(rest.history.epochs)).toEqual(untimed(whole.history.epochs));
    const [a, b] = [whole, rest].map(({ checkpoints }) => checkpoints.at(-1)!);
    expect({ ...b, epochs: untimed(b!.epochs) }).toEqual({ ...a, epochs: untimed(a!.epochs) });
  });

  it("holds the directions, under the places of the gates, as a copy", async () => {
    using arena = await openArena();
    const net = network(arena),
      { arrays } = (await train(net, { epochs: 1, rule: gevb() })).checkpoints[0]!,
      constants = [...arrays].filter(([name]) => name.startsWith("constants/"));
    expect(constants.map(([name, { shape, dtype }]) => [name, shape, dtype])).toEqual([
      ["constants/vectorGate 1", [4, 3], "f32"],
      ["constants/vectorGate 4", [6, 3], "f32"],
    ]);
    for (const [at, index] of [1, 4].entries()) {
      const { data } = directionsOf(net, index),
        kept = [...data];
      expect([...constants[at]![1].data]).toEqual(kept);
      data.fill(0);
      expect([...constants[at]![1].data]).toEqual(kept);
    }
  });

  it("is refused where directions were drawn otherwise, even one of them alone", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(network(arena), { epochs: 1, rule: gevb() });
    for (const [index, at] of [
      [1, 0],
      [1, 11],
      [4, 17],
    ] as const) {
      const net = network(arena);
      directionsOf(net, index).data[at]! *= -1;
      const error = await refused(net, checkpoints[0]!);
      expect(error).toBeInstanceOf(ArgumentError);
      expect(error.message).toMatch(
        new RegExp(
          `the checkpoint's constants/vectorGate ${index} is .*, must be what was drawn for this run's network`,
        ),
      );
      directionsOf(net, index).data[at]! *= -1;
      expect((await train(net, { epochs: 3, rule: gevb(), resume: checkpoints[0]! })).history.epochs).toHaveLength(3);
    }
    expect((await refused(network(arena, 6), checkpoints[0]!)).message).toMatch(/constants\/vectorGate 1 is/);
  });

  it("is refused where directions repeat after another number of units", async () => {
    using arena = await openArena();
    const build = (period: number) => {
      const directions = Tensor.from(arena, [period, 3], new Array(3 * period).fill(1));
      return new Sequential(arena, {
        inputs: 8,
        layers: [new VectorLinear(4, { components: 3 }), (h) => vectorGate(h, directions), new VectorOutput()],
      });
    };
    const { checkpoints } = await train(build(4), { epochs: 1, rule: gevb() });
    const error = await refused(build(2), checkpoints[0]!);
    expect(error).toBeInstanceOf(ShapeError);
    expect(error.message).toMatch(/constants\/vectorGate 1 is f32 \[4,3\], must be f32 \[2,3\]/);
  });

  it("is refused without its directions, and with some that no gate has", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(network(arena), { epochs: 1, rule: gevb() }),
      { arrays } = checkpoints[0]!,
      changed = (change: (arrays: Map<string, SafeTensor>) => void) => {
        const copy = new Map(arrays);
        change(copy);
        return { ...checkpoints[0]!, arrays: copy };
      };
    const name = "constants/vectorGate 4",
      directions = arrays.get(name)!;
    expect(
      (
        await refused(
          network(arena),
          changed((map) => void map.delete(name)),
        )
      ).message,
    ).toMatch(/array "constants\/vectorGate 4" is undefined/);
    expect(
      (
        await refused(
          network(arena),
          changed((map) => void map.set("constants/vectorGate 2", directions)),
        )
      ).message,
    ).toMatch(/is "constants\/vectorGate 2", must be one that this run has, too/);
    const integers = { shape: [6, 3], dtype: "i32", data: new Int32Array(18).fill(1) } as const;
    expect(
      (
        await refused(
          network(arena),
          changed((map) => void map.set(name, integers)),
        )
      ).message,
    ).toMatch(/vectorGate 4 is i32 \[6,3\], must be f32 \[6,3\]/);
  });
});
