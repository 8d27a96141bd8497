import { useId } from "preact/hooks";

export interface ProgressProps {
  readonly label: string;
  /** From 0 to 1; undefined for work of unknown length. */
  readonly value?: number | undefined;
}

export function Progress({ label, value }: ProgressProps) {
  const id = useId();
  return (
    <div class="progress">
      <label for={id}>{label}</label>
      {value === undefined ? <progress id={id} /> : <progress id={id} max={1} value={value} />}
    </div>
  );
}
