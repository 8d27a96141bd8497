import fc from "fast-check";
import { type ConvGeometry, convGeometry } from "../../src/ops/conv.js";
import type { Random } from "../../src/random.js";
import type { Layer } from "../reference/conv.js";

/** Layers of every kind: kernels as large as the padded image, strides that leave inputs unseen, odd sizes, one channel. */
export const layers = (sides: number, columns: fc.Arbitrary<number>): fc.Arbitrary<Layer> =>
  fc
    .record({
      height: fc.integer({ min: 1, max: sides }),
      width: fc.integer({ min: 1, max: sides }),
      channels: fc.constantFrom(1, 1, 2, 3, 5),
      units: fc.integer({ min: 1, max: 5 }),
      stride: fc.integer({ min: 1, max: 3 }),
      kernel: fc.nat(),
      pad: fc.nat(),
      n: columns,
      local: fc.boolean(),
    })
    .map(({ height, width, kernel, pad, n, local, ...rest }) => {
      const kernelSize = 1 + (kernel % Math.min(5, 2 * Math.min(height, width))),
        // At least what makes the kernel fit, at most kernelSize − 1.
        least = Math.max(0, Math.ceil((kernelSize - Math.min(height, width)) / 2)),
        padding = Math.min(kernelSize - 1, least + (pad % 3)),
        sizes = { ...rest, height, width, kernelSize, padding };
      return { ...convGeometry("layers", sizes), n, local };
    });

/** Columns with and without whole vectors. */
export const tails = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(15, 16, 19, 21, 33));

/** Numbers of several magnitudes. */
export const draw = (random: Random, count: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: count }, () => (random.uniform() - 0.5) * 2 ** random.integer(4));

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

/**
 * Shapes of a layer's parameters: shared by all positions, or each position's own. Vector units have biases for every component,
 * and where they start above scalars weights too.
 */
export function parameterShapes(
  { units, kernelSize, channels, outHeight, outWidth }: ConvGeometry,
  { local, components, starts = false }: { local: boolean; components?: number; starts?: boolean },
) {
  const own = local ? [outHeight * outWidth] : [],
    vector = components === undefined ? [] : [components];
  return {
    weights: [...own, units, ...(starts ? vector : []), kernelSize, kernelSize, channels],
    bias: [(own[0] ?? 1) * units, ...vector],
  };
}
