import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { type Architecture, architectures, gevbNetwork, type Images, images } from "../../src/models/gevb.js";
import { Random } from "../../src/random.js";
import { Tape } from "../../src/tape/tape.js";
import { isVariance, meanSquare } from "../networks/support.js";
import { openArena } from "../support.js";

interface Plan {
  readonly image: readonly [height: number, width: number, channels: number];
  /** Channels, side of the window and how many positions a side has; or the units of a dense layer. */
  readonly layers: readonly (readonly [channels: number, window: number, positions: number] | number)[];
}

/** The paper's table: hidden layers only, and images without what pools them, which shows in the positions. */
const table: Record<Images, Record<Architecture, Plan>> = {
  mnist: {
    fc: { image: [28, 28, 1], layers: [1024, 512] },
    conv: { image: [28, 28, 1], layers: [[64, 3, 28], [32, 3, 14], 1024] },
    lc: { image: [28, 28, 1], layers: [[32, 3, 28], [32, 3, 14], 1024] },
  },
  "cifar-10": {
    fc: { image: [32, 32, 3], layers: [1024, 512, 512] },
    conv: { image: [32, 32, 3], layers: [[128, 5, 32], [64, 5, 16], [64, 2, 4], 1024] },
    lc: { image: [32, 32, 3], layers: [[64, 5, 32], [32, 5, 16], [32, 2, 4], 256] },
  },
};

const networks = images.flatMap((data) =>
  architectures.flatMap((architecture) => [true, false].map((vectors) => ({ data, architecture, vectors }))),
);
const names = networks.map(
  (network) => [network.data, network.architecture, network.vectors ? "vector" : "conventional", network] as const,
);

/** Widths of a plan times a factor, and those of the conventional twin where it differs. */
function planOf({ data, architecture, vectors }: (typeof networks)[number], width: number): Plan {
  const { image, layers } = table[data][architecture],
    of = (units: number) => 2 * Math.max(1, Math.round((units * width) / 2));
  return {
    image,
    layers: layers.map((layer) => {
      if (typeof layer !== "number") return [of(layer[0]), layer[1], layer[2]] as const;
      return of(!vectors && layer === 256 ? 512 : layer);
    }),
  };
}

/** Shapes of all weights and biases, lowest first. */
function shapesOf(network: (typeof networks)[number], width: number): number[][] {
  const { image, layers } = planOf(network, width),
    { vectors, architecture } = network,
    shapes: number[][] = [],
    vector = vectors ? [10] : [];
  let channels: number = image[2],
    features = image[0] * image[1] * image[2];
  for (const [l, layer] of layers.entries()) {
    const starts = vectors && l === 0 ? [10] : [];
    if (typeof layer === "number") {
      shapes.push([layer, ...starts, features], [layer, ...vector]);
      features = layer;
      continue;
    }
    const [units, window, side] = layer,
      own = architecture === "lc" ? [side * side] : [];
    shapes.push([...own, units, ...starts, window, window, channels], [units * (own[0] ?? 1), ...vector]);
    // 28 → 14 → 7 and 32 → 16 → 8 → 4 by pooling, but the last window of CIFAR-10 steps by two itself.
    const left = window === 2 ? side : side / 2;
    [channels, features] = [units, left * left * units];
  }
  shapes.push(vectors ? [1, features] : [10, features], vectors ? [1, 10] : [10]);
  return shapes;
}

const build = async (network: (typeof networks)[number], nonnegative: boolean, width: number, seed = 1) => {
  const arena = await openArena();
  return gevbNetwork(arena, { ...network, nonnegative, width, random: new Random(seed) });
};

describe("the networks of the paper", () => {
  it.each(names)("%s %s, %s units, has the table's layers", async (_, __, ___, network) => {
    for (const nonnegative of [true, false]) {
      const net = await build(network, nonnegative, 1 / 32),
        shapes = net.parameters.map(({ value }) => [...value.shape]);
      using arena = net.arena;
      expect(shapes).toEqual(shapesOf(network, 1 / 32));
      expect([net.inputs, net.outputs]).toEqual([network.data === "mnist" ? 784 : 3072, 10]);
      // The gates' places, and the output's: what is recorded.
      const tape = new Tape(arena, { gradients: false }),
        y = net.record(tape.input([net.inputs, 3]));
      expect(y.value.shape).toEqual([10, 3]);
      const hidden = network.vectors ? "vectorGate" : "signedRelu",
        { layers } = table[network.data][network.architecture],
        weight = (layer: (typeof layers)[number]) => {
          const name = typeof layer === "number" ? "linear" : "conv2d";
          return network.vectors ? `vector${name[0]!.toUpperCase()}${name.slice(1)}` : name;
        };
      const expected = layers.flatMap((layer) => [
        weight(layer),
        hidden,
        ...(typeof layer !== "number" && layer[1] !== 2 ? ["averagePool2d"] : []),
      ]);
      expect(tape.operations.map(({ name }) => name)).toEqual([
        ...expected,
        weight(0),
        ...(network.vectors ? ["vectorOutput"] : []),
      ]);
      tape.forward();
      // Above the first layer weights keep to their sign, biases are free.
      const minima = net.parameters.map(({ minimum }) => minimum),
        restricted = nonnegative ? 0 : -Infinity;
      expect(minima).toEqual(minima.map((_, i) => (i % 2 === 0 && i > 0 ? restricted : -Infinity)));
    }
  });

  // Counted by hand from the table, without the local ones for CIFAR-10, which take 150 to 500 MB.
  it.each([
    ["mnist", "fc", true, 8_568_330],
    ["mnist", "fc", false, 1_333_770],
    ["mnist", "conv", true, 1_642_058],
    ["mnist", "conv", false, 1_636_010],
    ["mnist", "lc", true, 5_994_762],
    ["mnist", "lc", false, 3_680_394],
    ["cifar-10", "fc", false, 3_939_338],
    ["cifar-10", "conv", true, 1_379_594],
    ["cifar-10", "conv", false, 1_290_890],
  ] as const)("%s %s, vectors %s, has %i parameters at full width", async (data, architecture, vectors, count) => {
    using arena = await openArena();
    const random = new Random(1);
    expect(gevbNetwork(arena, { data, architecture, vectors, nonnegative: true, random }).parameterCount).toBe(count);
  });

  it.each(names)("%s %s, %s units, starts with the paper's variances", async (_, __, ___, network) => {
    for (const nonnegative of [true, false]) {
      const net = await build(network, nonnegative, 1 / 16);
      using _arena = net.arena;
      for (const [layer, { value }] of net.parameters.filter((_, i) => i % 2 === 0).entries()) {
        const { data, size, shape } = value,
          first = layer === 0;
        const fanIn = first
          ? { mnist: { fc: 784, conv: 9, lc: 9 }, "cifar-10": { fc: 3072, conv: 75, lc: 75 } }[network.data][
              network.architecture
            ]
          : shape.slice(-3).reduce((product, n) => product * n, 1) / (shape.length === 2 ? shape[0]! : 1);
        // 1/fanIn, and 2/fanIn above, of either sign: a nonnegative R² of 4/fanIn stands in two of four places, or in one of two
        // of the output unit, and a first layer's in both.
        const variance = (first ? 1 : 2) / fanIn,
          pairs = first || shape[0] === 1 ? 2 : 4;
        expect(isVariance(meanSquare(data), variance, nonnegative ? size / pairs : size), `layer ${layer}`).toBe(true);
      }
      expect(net.parameters.filter((_, i) => i % 2 === 1).every(({ value }) => value.data.every((b) => b === 0))).toBe(
        true,
      );
    }
  });

  it("depend on the seed alone", async () => {
    const [a, b, c] = await Promise.all(
      [1, 1, 2].map(async (seed) => {
        const net = await build({ data: "mnist", architecture: "conv", vectors: true }, true, 1 / 16, seed);
        return net.parameters.map(({ value }) => value.data.slice());
      }),
    );
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
  });

  it("are refused by name: other data, another architecture, a width that is none", async () => {
    using arena = await openArena();
    const right = {
      data: "mnist",
      architecture: "fc",
      vectors: true,
      nonnegative: true,
      random: new Random(1),
    } as const;
    for (const wrong of [
      { data: "svhn" },
      { architecture: "rnn" },
      { width: 0 },
      { width: -1 },
      { width: Number.NaN },
      { width: 17 },
    ])
      expect(() => gevbNetwork(arena, { ...right, ...wrong } as typeof right), JSON.stringify(wrong)).toThrow(
        ArgumentError,
      );
    expect(arena.memory().blocks).toBe(0);
    // The smallest width leaves a pair everywhere.
    const least = gevbNetwork(arena, { ...right, width: 1e-9 });
    expect(least.parameters.map(({ value }) => value.shape)).toEqual([
      [2, 10, 784],
      [2, 10],
      [2, 2],
      [2, 10],
      [1, 2],
      [1, 10],
    ]);
  });
});
