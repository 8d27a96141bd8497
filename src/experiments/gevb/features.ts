import type { Sequential } from "../../training/sequential.js";
import type { Course } from "./course.js";

const unitsShown = 8,
  components = 10;

/**
 * What some first-layer units of a fully connected network have learnt to look for: the first units in ON/OFF pairs, for a
 * vector unit one image per component. Nothing for images in colour or networks with windows.
 */
export function featuresOf({ parameters }: Sequential, shape: readonly number[]): Course["features"] {
  const [height = 0, width = 0, channels = 1] = shape,
    weights = parameters[0]!.value,
    pixels = height * width,
    images = weights.shape.at(-1) === pixels && channels === 1 ? weights.size / pixels : 0,
    perUnit = weights.shape.length === 3 ? components : 1;
  return Array.from({ length: Math.min(images, unitsShown * perUnit) }, (_, i) => ({
    label: perUnit === 1 ? String(i) : `${Math.floor(i / perUnit)} · ${i % perUnit}`,
    pixels: weights.data.slice(i * pixels, (i + 1) * pixels),
  }));
}
