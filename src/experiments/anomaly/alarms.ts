/** What was reported in and outside of the windows of a series. */
export interface Alarms {
  /** Rows after probation whose likelihood is 1 − ε or more. */
  readonly rows: readonly number[];
  /** For each window the rows reported in it, and where in it the first one is: 0 at its first row, 1 at its last. */
  readonly windows: readonly { readonly rows: number; readonly place: number | undefined }[];
  /** Rows reported outside of windows. */
  readonly outside: number;
  /** First rows of alarms outside of windows: reports less than a day apart are one alarm. */
  readonly falseAlarms: readonly number[];
}

export function alarmsOf(
  likelihood: Float64Array,
  windows: readonly (readonly [first: number, last: number])[],
  { probation, rowsPerDay, epsilon }: { probation: number; rowsPerDay: number; epsilon: number },
): Alarms {
  const rows: number[] = [];
  for (let row = probation; row < likelihood.length; row++) if (likelihood[row]! >= 1 - epsilon) rows.push(row);
  const isIn = (row: number) => windows.some(([first, last]) => row >= first && row <= last),
    outside = rows.filter((row) => !isIn(row));
  return {
    rows,
    windows: windows.map(([first, last]) => {
      const inside = rows.filter((row) => row >= first && row <= last);
      return {
        rows: inside.length,
        place: inside.length > 0 ? (inside[0]! - first) / Math.max(1, last - first) : undefined,
      };
    }),
    outside: outside.length,
    falseAlarms: outside.filter((row, k) => k === 0 || row - outside[k - 1]! >= rowsPerDay),
  };
}
