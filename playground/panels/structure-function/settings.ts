import { ArgumentError } from "neurite";
import { structuralModularity } from "neurite/models/functional-modularity";

/** What a network and its course depend on, all but where it stands: equal settings give equal bits. */
export interface Settings {
  /** Units of each of the two modules, N. */
  readonly units: number;
  /** Connections each way, from 1 to N². */
  readonly connections: number;
  readonly seed: number;
  readonly epochs: number;
  /** Pairs of digits in an epoch, drawn anew for each. */
  readonly pairs: number;
  /** Adam's rate. */
  readonly rate: number;
}

export const bounds = {
  units: { minimum: 4, maximum: 64 },
  connections: { minimum: 1, maximum: 64 ** 2 },
  seed: { minimum: 0, maximum: 999_999 },
  epochs: { minimum: 1, maximum: 100 },
  pairs: { minimum: 200, maximum: 10_000 },
  rate: { minimum: 1e-4, maximum: 0.03 },
} as const;

/** @throws {ArgumentError} for a setting out of its range, or more connections than there are places */
export function expectSettings(settings: Settings): void {
  const call = "structure and function";
  for (const name of Object.keys(bounds) as (keyof Settings)[]) {
    const { minimum, maximum } = bounds[name],
      value = settings[name];
    const fits = name === "rate" ? Number.isFinite(value) : Number.isInteger(value);
    if (!(fits && value >= minimum && value <= maximum))
      throw new ArgumentError(
        call,
        name,
        value,
        `${name === "rate" ? "a number" : "an integer"} from ${minimum} to ${maximum}`,
      );
  }
  const { units, connections } = settings;
  if (connections > units ** 2)
    throw new ArgumentError(call, "connections", connections, `at most the ${units ** 2} that ${units} units allow`);
}

/** Q = (1 − p)/(2(1 + p)) with p the share of the N² possible connections each way that exist. */
export const modularityOf = ({ units, connections }: Pick<Settings, "units" | "connections">): number =>
  structuralModularity({ density: connections / units ** 2 });

/** So many whole numbers of connections from 1 to N², as near to equal ratios as whole numbers come, each once. */
export function connectionNumbers(units: number, count: number): number[] {
  const numbers = Array.from({ length: count }, (_, i) => Math.round((units ** 2) ** (i / (count - 1))));
  return [...new Set(numbers)];
}
