/** Numbers and tables as plain text, for terminals. */

/** A number with thin groups of three digits: 1 332 224. @param digits behind the point */
export function grouped(value: number, digits = 0): string {
  const [whole = "", fraction] = value.toFixed(digits).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, " ") + (fraction ? `.${fraction}` : "");
}

/** A share as per cent: 98.42 %. */
export function percent(share: number, digits = 2): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** Bytes in the largest unit that leaves a number of at least 1: 5.3 MB. */
export function byteSize(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A duration to three digits or so: 0.83 ms, 41 ms, 3.2 s, 2 min 05 s. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds.toFixed(milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

export interface TextTableOptions {
  /** Columns whose entries end in line, from 0; all others begin in line. */
  readonly right?: readonly number[];
  /** Changes an entry after its width was taken: colours. */
  readonly style?: (entry: string, row: number, column: number) => string;
}

/** Rows of entries as lines with two blanks between columns. */
export function textTable(rows: readonly (readonly string[])[], options: TextTableOptions = {}): string[] {
  const right = new Set(options.right),
    style = options.style ?? ((entry: string) => entry);
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, entry] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, entry.length);
  return rows.map((row, r) =>
    row
      .map((entry, c) => {
        const blanks = " ".repeat(widths[c]! - entry.length);
        const shown = style(entry, r, c);
        return right.has(c) ? blanks + shown : c === row.length - 1 ? shown : shown + blanks;
      })
      .join("  "),
  );
}
