import type { Claim } from "../experiment.js";
import { formatFixed } from "../report/numbers.js";
import { type Config, scales } from "./config.js";
import { daysOf, detectedOf, type Job, judgedOf, quartersOf, type Result } from "./results.js";

const ours = "this package",
  benchmark = "the Numenta Anomaly Benchmark, Lavin & Ahmad 2015, arXiv:1510.03336";

/** Windows that must be detected where all of them are shown: fewer than were found, for what seeds change. */
const leastDetected: Readonly<Partial<Record<Job, number>>> = {
  nyc_taxi: 2,
  ambient_temperature: 2,
  generated: 2,
};

/** What can be said of any seed; windows only of a detector that is as it comes. */
export function claimsOf(results: readonly Result[], config: Config): Claim[] {
  const { parameters, compared, historyDays, epsilon } = scales.default,
    usual =
      config.parameters === parameters &&
      config.compared === compared &&
      config.historyDays === historyDays &&
      config.epsilon === epsilon;
  return results.flatMap((result) => [
    ...learning(result),
    ...(usual ? [...windows(result, config), ...alarms(result)] : []),
  ]);
}

/** A machine that is about to fail, and at last does, is no more predictable at the end. */
const stationary = ({ name }: Result): boolean => name !== "machine_temperature";

function learning(result: Result): Claim[] {
  if (!stationary(result)) return [];
  const [first, , , last] = quartersOf(result) as [number, number, number, number];
  return [
    {
      name: `${result.name}: mean raw anomaly of the last quarter of rows beside the first`,
      expected: "less",
      actual: `${formatFixed(last, 3)}, first ${formatFixed(first, 3)}`,
      holds: last < first,
      source: "the memory learns as it goes: Hawkins & Ahmad 2016, doi:10.3389/fncir.2016.00023",
    },
  ];
}

function windows(result: Result, { rows }: Config): Claim[] {
  const all = judgedOf(result),
    wanted = leastDetected[result.name];
  if (wanted === undefined || rows > 0) return [];
  const detected = detectedOf(result);
  return [
    {
      name: `${result.name}: labelled windows detected`,
      expected: `≥ ${wanted} of ${all}`,
      actual: detected,
      holds: detected >= wanted,
      source:
        result.name === "generated" ? ours : `${ours}, its parameters chosen on nyc_taxi; windows of ${benchmark}`,
    },
  ];
}

function alarms(result: Result): Claim[] {
  const days = daysOf(result),
    limit = Math.ceil(days / 30),
    { length } = result.alarms.falseAlarms;
  return [
    {
      name: `${result.name}: alarms outside of labelled windows in ${formatFixed(days, 0)} days`,
      expected: `≤ ${limit}, one in thirty days`,
      actual: length,
      holds: length <= limit,
      source: ours,
    },
  ];
}
