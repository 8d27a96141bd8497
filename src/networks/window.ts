import { ArgumentError } from "../errors.js";
import { type ConvGeometry, convGeometry } from "../ops/conv.js";
import type { Site } from "./layer.js";

/** The square window that a convolution or a locally connected layer moves over an image. */
export interface Window {
  /** Side of the window. */
  readonly kernelSize: number;
  /** Step of the window, 1 by default. */
  readonly stride?: number;
  /** Rows and columns of zeros around the image, from 0, the default, to kernelSize − 1. */
  readonly padding?: number;
}

/** An image's sizes. @throws {ArgumentError} when what comes in is no image */
export function imageOf(layer: string, { shape }: Site): { height: number; width: number; channels: number } {
  const [height, width, channels, ...rest] = shape;
  if (height === undefined || width === undefined || channels === undefined || rest.length > 0)
    throw new ArgumentError(
      layer,
      "input",
      shape,
      "images, [height, width, channels]: give them as the network's inputs",
    );
  return { height, width, channels };
}

/** A window's geometry at a site. @throws {ArgumentError} when it does not fit, or what comes in is no image */
export function geometryOf(layer: string, site: Site, units: number, window: Window): ConvGeometry {
  if (typeof window !== "object" || window === null)
    throw new ArgumentError(layer, "options", window, "an object with kernelSize");
  const { kernelSize, stride, padding } = window;
  return convGeometry(layer, {
    ...imageOf(layer, site),
    units,
    kernelSize,
    ...(stride !== undefined && { stride }),
    ...(padding !== undefined && { padding }),
  });
}
