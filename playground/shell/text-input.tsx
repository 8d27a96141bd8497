import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";

export interface TextInputProps {
  readonly label: string;
  readonly value: Signal<string>;
  /** Characters at most. */
  readonly longest?: number;
  /** Several lines. */
  readonly rows?: number;
  readonly placeholder?: string;
  readonly disabled?: boolean;
}

export function TextInput({ label, value, longest = 2000, rows = 1, placeholder, disabled = false }: TextInputProps) {
  const id = useId(),
    shared = {
      id,
      value: value.value,
      maxLength: longest,
      placeholder,
      disabled,
      spellcheck: false,
      onInput: ({ currentTarget }: { currentTarget: { value: string } }) => (value.value = currentTarget.value),
    };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {rows === 1 ? <input type="text" {...shared} /> : <textarea rows={rows} {...shared} />}
    </div>
  );
}
