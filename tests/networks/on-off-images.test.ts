import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { AveragePool2d } from "../../src/networks/average-pool2d.js";
import { Conv2d } from "../../src/networks/conv2d.js";
import { Dense } from "../../src/networks/dense.js";
import type { Layer } from "../../src/networks/layer.js";
import { Local2d } from "../../src/networks/local2d.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { VectorConv2d } from "../../src/networks/vector-conv2d.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { VectorLocal2d } from "../../src/networks/vector-local2d.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { Random } from "../../src/random.js";
import { signedRelu } from "../../src/tape/activations.js";
import { Tape } from "../../src/tape/tape.js";
import type { Variable } from "../../src/tape/variable.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";

const image = [7, 6, 3],
  components = 4,
  nonnegative = true;

/** A layer, or a function of the tape. */
type Step = Layer | ((x: Variable) => Variable);

/** A window with padding, pooling that leaves a row over, a window with stride, and two dense layers, without the nonlinearities. */
const plans: Record<string, { nonlinearity: Step; steps: Step[] }> = {
  "vector convolutions": {
    nonlinearity: new VectorGate(),
    steps: [
      new VectorConv2d(6, { kernelSize: 3, padding: 1, components, nonnegative }),
      new VectorConv2d(4, { kernelSize: 2, padding: 1, stride: 2, nonnegative }),
      new VectorLinear(10, { nonnegative }),
      new VectorLinear(8, { nonnegative }),
    ],
  },
  "local vector layers": {
    nonlinearity: new VectorGate(),
    steps: [
      new VectorLocal2d(6, { kernelSize: 3, padding: 1, components, nonnegative }),
      new VectorLocal2d(4, { kernelSize: 2, padding: 1, stride: 2, nonnegative }),
      new VectorLinear(10, { nonnegative }),
      new VectorLinear(8, { nonnegative }),
    ],
  },
  "scalar convolutions": {
    nonlinearity: signedRelu,
    steps: [
      new Conv2d(6, { kernelSize: 3, padding: 1, nonnegative }),
      new Conv2d(4, { kernelSize: 2, padding: 1, stride: 2, nonnegative }),
      new Dense(10, { nonnegative }),
      new Dense(10, { nonnegative }),
    ],
  },
  "local scalar layers": {
    nonlinearity: signedRelu,
    steps: [
      new Local2d(6, { kernelSize: 3, padding: 1, nonnegative }),
      new Local2d(4, { kernelSize: 2, padding: 1, stride: 2, nonnegative }),
      new Dense(10, { nonnegative }),
      new Dense(10, { nonnegative }),
    ],
  },
};

const stack = (arena: Arena, { nonlinearity, steps }: (typeof plans)[string]) =>
  new Sequential(arena, {
    inputs: image,
    layers: steps.flatMap((step, l) => [step, nonlinearity, ...(l === 0 ? [new AveragePool2d(2)] : [])]),
    random: new Random(3),
  });

describe.each(Object.entries(plans))("ON/OFF %s at the start", (_, plan) => {
  it("have opposite activity in every pair of channels, through pooling and into dense layers", async () => {
    using arena = await openArena();
    const net = stack(arena, plan),
      tape = new Tape(arena, { gradients: false }),
      x = tape.input([7 * 6 * 3, 5]),
      random = new Random(4);
    for (let i = 0; i < x.value.size; i++) x.value.data[i] = 2 * random.uniform() - 1;
    net.record(x);
    /** Rows of both halves of a pair, channels being the features that lie side by side. */
    const opposite = ({ data, shape: [units = 0] }: Variable["value"]) => {
      const row = data.length / units;
      let open = 0;
      for (let pair = 0; pair < units; pair += 2)
        for (let i = pair * row; i < (pair + 1) * row; i++) {
          if (data[i + row]! + 0 !== 0 - data[i]!) return Number.NaN;
          if (data[i] !== 0) open++;
        }
      return (2 * open) / data.length;
    };
    const shares = tape.operations.map((operation) => {
      operation.forward(); // in its turn: a gate works in the memory of what it reads
      return [operation.name, opposite(operation.output.value)] as const;
    });
    expect(shares).toHaveLength(9);
    for (const [name, share] of shares)
      if (/conv|linear/i.test(name)) expect(share, name).toBe(1);
      else expect(share, name).toBeGreaterThan(0.2);
    for (const [name, share] of shares) if (/gate|relu/i.test(name)) expect(share, name).toBeLessThan(0.9);
  });

  it("have no weight below 0 above the first layer, half of them 0", async () => {
    using arena = await openArena();
    const [first, ...above] = stack(arena, plan).parameters.filter(({ name }) => name.endsWith("weights"));
    expect(first!.minimum).toBe(-Infinity);
    expect(first!.value.data.filter((value) => value < 0)).toHaveLength(first!.value.size / 2);
    expect(above).toHaveLength(3);
    for (const { name, value, minimum } of above) {
      expect([name, minimum]).toEqual([name, 0]);
      expect(value.data.filter((weight) => weight < 0)).toHaveLength(0);
      expect(value.data.filter((weight) => weight === 0)).toHaveLength(value.size / 2);
    }
  });
});

describe("ON/OFF pairs above images of odd channels", () => {
  const rest = { components, initialisation: "he" } as const;
  it.each<[string, Step[]]>([
    ["a dense layer", [new Conv2d(3, { kernelSize: 2 }), new Dense(4, { nonnegative })]],
    ["a sparse layer", [new Conv2d(3, { kernelSize: 2 }), new SparseLinear(4, { density: 0.5, nonnegative })]],
    [
      "an output",
      [new VectorConv2d(1, { kernelSize: 2, ...rest }), new VectorGate(), new VectorOutput({ nonnegative })],
    ],
    ["after pooling", [new Conv2d(3, { kernelSize: 1 }), new AveragePool2d(3), new Dense(4, { nonnegative })]],
  ])("are refused: %s", async (_, layers) => {
    using arena = await openArena();
    const build = () => new Sequential(arena, { inputs: image, layers });
    // 6 × 5 positions of 3 channels are an even number of units, but neighbours in no pairs.
    expect(build).toThrow(ArgumentError);
    expect(build).toThrow(/inputs is [13], must be even: the units below stand in pairs/);
    expect(arena.memory().blocks).toBe(0);
  });
});
