import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { bindConvolution, bindVectorConvolution } from "../../src/networks/convolution.js";
import type { BoundLayer } from "../../src/networks/layer.js";
import { Tape } from "../../src/tape/tape.js";
import { VectorVariable } from "../../src/tape/vector-variable.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { imageSite, isVariance, meanSquare } from "./support.js";

const shapes = ({ parameters }: BoundLayer) => parameters.map(({ name, value }) => [name, value.shape]);

/** What a bound layer makes of images of ones with all weights 1 and biases 0, 1, 2, …; one example. */
function outputs(arena: Arena, bound: BoundLayer, features: number): number[] {
  const tape = new Tape(arena),
    x = tape.input([features, 1]),
    y = bound.record(x);
  for (const { name, value } of bound.parameters)
    value.data.forEach((_, i) => void (value.data[i] = name.endsWith("bias") ? i : 1));
  x.value.data.fill(1);
  tape.forward();
  return [...y.value.data];
}

describe("bindConvolution", () => {
  const options = { kernelSize: 2, stride: 2, padding: 1 };

  it("shares weights and biases among the positions", async () => {
    using arena = await openArena();
    const bound = bindConvolution("Conv2d", imageSite(arena, [3, 5, 2]), { units: 3, options, local: false });
    expect([bound.features, bound.shape, bound.components]).toEqual([18, [2, 3, 3], undefined]);
    expect(shapes(bound)).toEqual([
      ["layer.weights", [3, 2, 2, 2]],
      ["layer.bias", [3]],
    ]);
    // Taps inside of the image, twice over for its channels, and the channel's bias.
    const inside = [1, 2, 2, 2, 4, 4];
    expect(outputs(arena, bound, 30)).toEqual(inside.flatMap((taps) => [0, 1, 2].map((bias) => 2 * taps + bias)));
  });

  it("gives every position weights and biases of its own when local", async () => {
    using arena = await openArena();
    const bound = bindConvolution("Local2d", imageSite(arena, [3, 5, 2]), { units: 3, options, local: true });
    expect([bound.features, bound.shape]).toEqual([18, [2, 3, 3]]);
    expect(shapes(bound)).toEqual([
      ["layer.weights", [6, 3, 2, 2, 2]],
      ["layer.bias", [18]],
    ]);
    const inside = [1, 2, 2, 2, 4, 4];
    expect(outputs(arena, bound, 30)).toEqual(
      inside.flatMap((taps, at) => [0, 1, 2].map((unit) => 2 * taps + 3 * at + unit)),
    );
  });

  it.each([false, true])(
    "draws by He for the window's fan, and leaves the bias out when told to; local: %s",
    async (local) => {
      using arena = await openArena();
      const { parameters } = bindConvolution("layer", imageSite(arena, [8, 8, 20]), {
        units: 30,
        options: { kernelSize: 3, bias: false },
        local,
      });
      expect(parameters).toHaveLength(1);
      const weights = parameters[0]!.value;
      expect(isVariance(meanSquare(weights.data), 2 / (9 * 20), weights.size)).toBe(true);
    },
  );
});

describe("bindVectorConvolution", () => {
  const options = { kernelSize: 2 };

  it.each([
    [false, [2, 3, 2, 2, 2], [2, 3]],
    [true, [2, 2, 3, 2, 2, 2], [4, 3]],
  ])("starts vectors by weights for every component; local: %s", async (local, weights, bias) => {
    using arena = await openArena();
    const bound = bindVectorConvolution("layer", imageSite(arena, [2, 3, 2]), {
      units: 2,
      options: { ...options, components: 3 },
      local,
    });
    expect([bound.features, bound.shape, bound.components]).toEqual([4, [1, 2, 2], 3]);
    expect(shapes(bound)).toEqual([
      ["layer.weights", weights],
      ["layer.bias", bias],
    ]);
    // Eight ones each, and the bias of a unit's component: the same at both positions, or not.
    const biases = local ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] : [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5];
    expect(outputs(arena, bound, 12)).toEqual(biases.map((value) => 8 + value));
  });

  it.each([
    [false, [2, 2, 2, 4]],
    [true, [2, 2, 2, 2, 4]],
  ])("goes on with vectors by one weight for all components; local: %s", async (local, weights) => {
    using arena = await openArena();
    const here = imageSite(arena, [2, 3, 4], { components: 3, first: false }),
      bound = bindVectorConvolution("layer", here, { units: 2, options, local });
    expect(bound.components).toBe(3);
    expect(shapes(bound)).toEqual([
      ["layer.weights", weights],
      ["layer.bias", local ? [4, 3] : [2, 3]],
    ]);
    const tape = new Tape(arena),
      below = bindVectorConvolution("below", imageSite(arena, [2, 3, 1]), {
        units: 4,
        options: { kernelSize: 1, components: 3 },
        local: false,
      });
    expect(bound.record(below.record(tape.input([6, 1])))).toBeInstanceOf(VectorVariable);
  });

  it("draws by LeCun where vectors start, by He above", async () => {
    using arena = await openArena();
    const variance = (components: number | undefined) => {
      const { value } = bindVectorConvolution("layer", imageSite(arena, [4, 4, 20], { components }), {
        units: 30,
        options: { kernelSize: 3, components: 10 },
        local: false,
      }).parameters[0]!;
      return [meanSquare(value.data), value.size] as const;
    };
    for (const [components, numerator] of [
      [undefined, 1],
      [10, 2],
    ] as const) {
      const [actual, size] = variance(components);
      expect(isVariance(actual, numerator / (9 * 20), size)).toBe(true);
    }
  });
});

// One weight of a bank that all positions share makes a single output; of their own each position has a pair or none.
it.each([bindConvolution, bindVectorConvolution])("%o wants pairs of channels at every position", async (bind) => {
  using arena = await openArena();
  const options = { kernelSize: 1, nonnegative: true, components: 2 },
    vectors = bind === bindVectorConvolution ? 2 : undefined,
    here = imageSite(arena, [2, 2, 2], { first: false, components: vectors }),
    make = (units: number, local: boolean) => () => bind("layer", here, { units, options, local });
  expect(make(1, false)).not.toThrow();
  expect(make(2, true)).not.toThrow();
  expect(make(1, true)).toThrow(ArgumentError);
  expect(make(1, true)).toThrow("units is 1, must be even");
});
