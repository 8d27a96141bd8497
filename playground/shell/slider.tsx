import type { Signal } from "@preact/signals";
import { useId, useMemo } from "preact/hooks";
import { nearestPlace, type SliderScaleOptions, sliderPlaces, sliderText } from "./slider-scale.js";
import type { NumberField } from "./url-state.js";

export interface SliderProps extends SliderScaleOptions {
  readonly label: string;
  /** Gives the ends. */
  readonly field: NumberField;
  readonly value: Signal<number>;
  readonly unit?: string;
  /** Another way to write the value. */
  readonly format?: (value: number) => string;
  readonly disabled?: boolean;
}

/** A value from outside, such as the address, stays as it is until the slider is moved. */
export function Slider({ label, field, value, unit = "", format, disabled = false, step, logarithmic }: SliderProps) {
  const id = useId(),
    options = { ...(step !== undefined && { step }), ...(logarithmic !== undefined && { logarithmic }) },
    places = useMemo(() => sliderPlaces(field, options), [field, step, logarithmic]),
    text = format?.(value.value) ?? sliderText(value.value, unit);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <output for={id}>{text}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={places.length - 1}
        step={1}
        value={nearestPlace(places, value.value)}
        aria-valuetext={text}
        disabled={disabled}
        onInput={({ currentTarget }) => (value.value = places[Number(currentTarget.value)]!)}
      />
    </div>
  );
}
