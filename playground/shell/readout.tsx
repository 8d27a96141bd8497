import { useId } from "preact/hooks";
import { formatNumber } from "../../src/experiments/report/index.js";
import { useSeldom } from "./use-seldom.js";

export interface ReadoutRow {
  readonly name: string;
  /** Undefined or null while it is not known. */
  readonly value: number | string | null | undefined;
  readonly unit?: string;
  /** Beside the value, quieter: what it is to be compared with. */
  readonly note?: string | undefined;
}

export interface ReadoutProps {
  readonly title: string;
  readonly rows: readonly ReadoutRow[];
}

/** Named numbers. Those who listen hear the changed ones, once a second at most. */
export function Readout({ title, rows }: ReadoutProps) {
  const id = useId(),
    spoken = useSeldom(rows, 1000);
  return (
    <section class="readout" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td class="number">{textOf(row)}</td>
              <td class="quiet">{row.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul class="hidden" aria-live="polite" aria-atomic="false">
        {spoken.map((row) => (
          <li key={row.name}>{`${row.name} ${textOf(row)}`}</li>
        ))}
      </ul>
    </section>
  );
}

function textOf({ value, unit }: ReadoutRow): string {
  if (value === undefined || value === null) return "–";
  const text = typeof value === "number" ? formatNumber(value) : value;
  return unit === undefined ? text : `${text} ${unit}`;
}
