import { csvText } from "../../../shell/csv.js";
import type { Alarm } from "./alarms.js";
import type { Scores } from "./detector.js";
import type { Series } from "./reading.js";

/** All rows with their scores, as CSV; numbers with all their digits. `alarm` is 1 within an alarm. */
export function scoresCsv(
  { times, values, lines }: Pick<Series, "times" | "values" | "lines">,
  { anomaly, likelihood }: Scores,
  alarms: readonly Alarm[],
): string {
  const within = new Uint8Array(values.length);
  for (const { first, last } of alarms) within.fill(1, first, last + 1);
  return csvText(
    ["line", ...(times ? ["time"] : []), "value", "anomaly", "likelihood", "alarm"],
    Array.from(values, (value, row) => [
      lines[row]!,
      ...(times ? [times[row]!] : []),
      value,
      anomaly[row]!,
      likelihood[row]!,
      within[row]!,
    ]),
  );
}
