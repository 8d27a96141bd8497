/** Rows in a row, or nearly so, that are out of the ordinary. */
export interface Alarm {
  /** The first and the last row, from 0. */
  readonly first: number;
  readonly last: number;
  readonly likelihood: number;
}

/**
 * Alarms of all rows whose likelihood is 1 − epsilon or more; those less than `apart` rows apart are one.
 * @param probation rows at the start that are not judged
 */
export function alarmsOf(
  likelihood: Float64Array,
  { probation, epsilon, apart }: { probation: number; epsilon: number; apart: number },
): Alarm[] {
  const alarms: Alarm[] = [];
  for (let row = probation; row < likelihood.length; row++) {
    const here = likelihood[row]!,
      open = alarms.at(-1);
    if (here < 1 - epsilon) continue;
    if (open && row - open.last < apart)
      alarms[alarms.length - 1] = { ...open, last: row, likelihood: Math.max(open.likelihood, here) };
    else alarms.push({ first: row, last: row, likelihood: here });
  }
  return alarms;
}
