import { conv2d } from "../tape/conv2d.js";
import { vectorConv2d } from "../tape/vector-conv2d.js";
import { Tensor } from "../tensor/tensor.js";
import type { BoundLayer, Site } from "./layer.js";
import { expectPairedUnits } from "./on-off.js";
import { biasOf, initialisationOf, type WeightLayerOptions, weightsOf } from "./options.js";
import { componentsOf, type VectorLayerOptions } from "./vector-options.js";
import { geometryOf, type Window } from "./window.js";

/** Options of layers that move a window over an image. */
export type ConvolutionOptions = WeightLayerOptions & Window;
export type VectorConvolutionOptions = VectorLayerOptions & Window;

/**
 * Binds a layer of scalar units that moves a window over channel-last images.
 * @param local whether every position has weights of its own
 */
export function bindConvolution(
  layer: string,
  site: Site,
  { units, options, local }: { units: number; options: ConvolutionOptions; local: boolean },
): BoundLayer {
  const geometry = geometryOf(layer, site, units, options),
    { kernelSize, channels, outHeight, outWidth } = geometry,
    own = local ? [outHeight * outWidth] : [],
    taps = kernelSize * kernelSize,
    shape = [...own, units, kernelSize, kernelSize, channels];
  if (local) expectPairsEverywhere(units, options);
  const value = new Tensor(site.arena, shape),
    fan = { rows: product(own) * units, fanIn: taps * channels, fanOut: taps * units },
    weights = weightsOf(site, value, "he", options, fan),
    bias = biasOf(site, product(own) * units, options);
  return {
    features: outHeight * outWidth * units,
    shape: [outHeight, outWidth, units],
    parameters: bias ? [weights, bias] : [weights],
    record: (x) => conv2d(x, weights, bias, geometry),
  };
}

/** Binds a layer of vector units that moves a window over channel-last images; as `bindConvolution`. */
export function bindVectorConvolution(
  layer: string,
  site: Site,
  { units, options, local }: { units: number; options: VectorConvolutionOptions; local: boolean },
): BoundLayer {
  const geometry = geometryOf(layer, site, units, options),
    { kernelSize, channels, outHeight, outWidth } = geometry,
    components = componentsOf(layer, site, options),
    starts = site.components === undefined,
    own = local ? [outHeight * outWidth] : [],
    taps = kernelSize * kernelSize,
    shape = [...own, units, ...(starts ? [components] : []), kernelSize, kernelSize, channels];
  if (local) expectPairsEverywhere(units, options);
  const value = new Tensor(site.arena, shape),
    fan = { rows: product(own) * units, fanIn: taps * channels, fanOut: taps * units },
    weights = weightsOf(site, value, starts ? "lecun" : "he", options, fan),
    bias = biasOf(site, [product(own) * units, components], options);
  return {
    features: outHeight * outWidth * units,
    shape: [outHeight, outWidth, units],
    components,
    parameters: bias ? [weights, bias] : [weights],
    record: (x) => vectorConv2d(x, weights, bias, geometry),
  };
}

/** A pair's two units lie at one position, whose weights are all its own: there is no single output among many. */
function expectPairsEverywhere(units: number, options: WeightLayerOptions): void {
  if (initialisationOf(options) === "onOff") expectPairedUnits(units);
}

const product = (shape: readonly number[]): number => shape.reduce((total, n) => total * n, 1);
