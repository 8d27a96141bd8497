import type { LocalTime } from "../../dendrites/calendar.js";

/** A time series. */
export interface Series {
  /** When each value was measured, as the clock on the wall showed it. */
  readonly times: readonly LocalTime[];
  readonly values: Float64Array;
  /** First and last row of each stretch known to be out of the ordinary. */
  readonly windows: readonly (readonly [first: number, last: number])[];
  readonly rowsPerDay: number;
}

/** Parameters a series is read with. */
export const parameterSets = ["hot-gym", "nab"] as const;
export type ParameterSet = (typeof parameterSets)[number];

export interface Source {
  readonly title: string;
  readonly unit: string;
  /** Its file in the folder of data sets. */
  readonly path: string;
  /** Its name in the file of windows, where it has any. */
  readonly label?: string;
  readonly rowsPerDay: number;
  readonly parameters: ParameterSet;
}

export const sources = {
  nyc_taxi: {
    title: "New York taxi passengers, half-hourly",
    unit: "passengers",
    path: "nab/nyc_taxi.csv",
    label: "realKnownCause/nyc_taxi.csv",
    rowsPerDay: 48,
    parameters: "nab",
  },
  hot_gym: {
    title: "Power use of a sports centre, hourly",
    unit: "kWh",
    path: "hotgym/rec-center-hourly.csv",
    rowsPerDay: 24,
    parameters: "hot-gym",
  },
  ambient_temperature: {
    title: "Temperature of an office, hourly",
    unit: "°F",
    path: "nab/ambient_temperature_system_failure.csv",
    label: "realKnownCause/ambient_temperature_system_failure.csv",
    rowsPerDay: 24,
    parameters: "nab",
  },
  machine_temperature: {
    title: "Temperature of a machine, every five minutes",
    unit: "",
    path: "nab/machine_temperature_system_failure.csv",
    label: "realKnownCause/machine_temperature_system_failure.csv",
    rowsPerDay: 288,
    parameters: "nab",
  },
} as const satisfies Record<string, Source>;

export type SourceName = keyof typeof sources;
export const sourceNames = Object.keys(sources) as SourceName[];

/** The file of windows, for all series of the benchmark. */
export const windowsPath = "nab/combined_windows.json";

/** Rows that are not judged: 15 % of the first 5000, as in the benchmark. */
export function probationOf(rows: number): number {
  return Math.floor(0.15 * Math.min(5000, rows));
}

/** The first rows of a series, with the windows that begin in them. */
export function firstRows(series: Series, rows: number): Series {
  if (rows >= series.values.length) return series;
  return {
    ...series,
    times: series.times.slice(0, rows),
    values: series.values.slice(0, rows),
    windows: series.windows.flatMap(([first, last]) =>
      first < rows ? [[first, Math.min(last, rows - 1)] as const] : [],
    ),
  };
}
