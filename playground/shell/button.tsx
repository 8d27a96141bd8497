import type { ComponentChildren } from "preact";

export interface ButtonProps {
  readonly onClick: () => void;
  /** The one a panel is about looks like it. */
  readonly primary?: boolean;
  readonly disabled?: boolean;
  /** What is read out where the text alone does not say enough. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

export function Button({ onClick, primary = false, disabled = false, label, children }: ButtonProps) {
  return (
    <button
      type="button"
      class={primary ? "primary" : undefined}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
