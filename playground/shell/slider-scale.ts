import { formatNumber } from "../../src/experiments/report/index.js";
import type { NumberField } from "./url-state.js";

export interface SliderScaleOptions {
  /** Between places of a linear slider; by default 1 for whole numbers, else a hundredth of the range. */
  readonly step?: number;
  /** Equal ways are equal factors. The minimum must be above 0. */
  readonly logarithmic?: boolean;
}

/** More places than a hand can tell apart. */
const most = 1000;

/** The numbers that a slider's places 0, 1, … stand for, ascending, from the field's minimum to its maximum. */
export function sliderPlaces(field: NumberField, { step, logarithmic = false }: SliderScaleOptions = {}): number[] {
  const { minimum, maximum, whole } = field,
    size = Math.max(step ?? (whole ? 1 : (maximum - minimum) / 100), (maximum - minimum) / most),
    count = logarithmic ? 200 : Math.ceil((maximum - minimum) / size - 1e-9),
    // Numbers for people: 0.1 + 0.2 is 0.3 here, and 100 · 1.01 is 101.
    at = (place: number) =>
      logarithmic
        ? Number((minimum * Math.exp((Math.log(maximum / minimum) * place) / count)).toPrecision(3))
        : Number((minimum + place * size).toPrecision(12)),
    values = new Set([minimum]);
  // Whole numbers may coincide: each has one place, or the arrow keys would stay at it.
  for (let place = 1; place < count; place++) {
    const value = whole ? Math.round(at(place)) : at(place);
    if (value > minimum && value < maximum) values.add(value);
  }
  return [...values.add(maximum)];
}

/** The place whose number is nearest to `value`. */
export function nearestPlace(places: readonly number[], value: number): number {
  let best = 0;
  for (let place = 1; place < places.length; place++)
    if (Math.abs(places[place]! - value) < Math.abs(places[best]! - value)) best = place;
  return best;
}

/** A number beside its slider. */
export function sliderText(value: number, unit = ""): string {
  return unit === "" ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}
