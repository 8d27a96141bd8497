import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { NumberField } from "./url-state.js";

/** A number that is typed: for ranges that no slider resolves. */
export function NumberInput({ label, field, value }: { label: string; field: NumberField; value: Signal<number> }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={field.minimum}
        max={field.maximum}
        step={1}
        value={value.value}
        onInput={({ currentTarget }) => {
          const typed = field.decode(currentTarget.value);
          if (typed !== undefined) value.value = typed;
        }}
      />
    </div>
  );
}
