import type { Site } from "../../src/networks/layer.js";
import { Random } from "../../src/random.js";
import type { Arena } from "../../src/wasm/arena.js";

/** A place for a layer after `features` inputs. */
export const site = (arena: Arena, features: number, seed = 1): Site => ({
  arena,
  name: "layer",
  features,
  shape: [features],
  components: undefined,
  first: true,
  random: new Random(seed),
});

/** A place for a layer after images [height, width, channels]: the network's inputs, or what layers with weights gave. */
export const imageSite = (arena: Arena, shape: readonly number[], rest: Partial<Site> = {}): Site => ({
  ...site(
    arena,
    shape.reduce((product, n) => product * n, 1),
  ),
  shape,
  ...rest,
});

/** Mean square of some weights. */
export const meanSquare = (values: Float32Array): number => values.reduce((sum, w) => sum + w * w, 0) / values.length;

/** Whether a mean square of n normal draws is within five standard errors of its variance: √(2/n) relative. */
export const isVariance = (actual: number, variance: number, n: number): boolean =>
  Math.abs(actual / variance - 1) < 5 * Math.sqrt(2 / n);
