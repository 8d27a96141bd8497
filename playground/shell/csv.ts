export type CsvCell = string | number;

/** Text as of RFC 4180; numbers with all their digits. Cells are what they are: nothing is evaluated. */
export function csvText(columns: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [columns.map(quoted).join(",")];
  for (const row of rows) lines.push(row.map((cell) => quoted(String(cell))).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

/** Whether a field holds a finite number, and nothing else. */
export function isNumber(field: string | undefined): boolean {
  return field !== undefined && field.trim() !== "" && Number.isFinite(Number(field));
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) || field !== field.trim() ? `"${field.replaceAll('"', '""')}"` : field;
}
