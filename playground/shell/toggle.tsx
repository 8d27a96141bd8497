import type { Signal } from "@preact/signals";

export interface ToggleProps {
  readonly label: string;
  readonly value: Signal<boolean>;
  readonly disabled?: boolean;
}

export function Toggle({ label, value, disabled = false }: ToggleProps) {
  return (
    <label class="field toggle">
      <input
        type="checkbox"
        checked={value.value}
        disabled={disabled}
        onChange={({ currentTarget }) => (value.value = currentTarget.checked)}
      />
      {label}
    </label>
  );
}
