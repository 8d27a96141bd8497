import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { ChoiceField } from "./url-state.js";

export interface ChoiceProps<Word extends string> {
  readonly label: string;
  /** Gives the words. */
  readonly field: ChoiceField<Word>;
  readonly value: Signal<Word>;
  /** What to call them, where the words of the address do not do. */
  readonly names?: Readonly<Partial<Record<Word, string>>>;
  /** All to be seen at once, rather than in a list that opens. */
  readonly radio?: boolean;
  readonly disabled?: boolean;
}

/** One of a few. */
export function Choice<Word extends string>(props: ChoiceProps<Word>) {
  const { label, field, value, names, radio = false, disabled = false } = props,
    id = useId(),
    nameOf = (word: Word) => names?.[word] ?? word;
  if (radio)
    return (
      <fieldset class="field" disabled={disabled}>
        <legend>{label}</legend>
        <div class="radios">
          {field.words.map((word) => (
            <label key={word}>
              <input
                type="radio"
                name={id}
                value={word}
                checked={word === value.value}
                onChange={() => (value.value = word)}
              />
              {nameOf(word)}
            </label>
          ))}
        </div>
      </fieldset>
    );
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value.value}
        disabled={disabled}
        onChange={({ currentTarget }) => (value.value = currentTarget.value as Word)}
      >
        {field.words.map((word) => (
          <option key={word} value={word}>
            {nameOf(word)}
          </option>
        ))}
      </select>
    </div>
  );
}
