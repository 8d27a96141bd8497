import { ArgumentError } from "../errors.js";

/** @throws {ArgumentError} unless `values` are integers from 0 below `limit`, each larger than the one before */
export function expectIndices(operation: string, name: string, values: ArrayLike<number>, limit: number): void {
  if (typeof values?.length !== "number") throw new ArgumentError(operation, name, values, "an array of indices");
  let before = -1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(Number.isInteger(value) && value > before && value < limit))
      throw new ArgumentError(
        operation,
        `${name}[${i}]`,
        value,
        value === before
          ? `named once: it is the entry before, too`
          : `an integer from 0 to ${limit - 1}, in ascending order`,
      );
    before = value;
  }
}

/** @throws {ArgumentError} unless the value is a finite number from `least` to `most` */
export function expectNumber(
  operation: string,
  name: string,
  value: number,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
): number {
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  const range = [least > -Infinity ? `from ${least}` : "", most < Infinity ? `up to ${most}` : ""].filter(Boolean);
  throw new ArgumentError(operation, name, value, ["a number", ...range].join(" "));
}

/** @throws {ArgumentError} unless the value is a finite number above 0 */
export function expectPositive(operation: string, name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new ArgumentError(operation, name, value, "a number above 0");
}

/** @throws {ArgumentError} unless the value is true or false */
export function expectBoolean(operation: string, name: string, value: boolean): boolean {
  if (typeof value === "boolean") return value;
  throw new ArgumentError(operation, name, value, "true or false");
}

/** @returns the one name among those given whose value is not undefined  @throws {ArgumentError} for none, or several */
export function expectOne<K extends string>(operation: string, choices: Readonly<Record<K, unknown>>): K {
  const names = Object.keys(choices) as K[],
    given = names.filter((name) => choices[name] !== undefined);
  if (given.length === 1) return given[0]!;
  throw new ArgumentError(operation, "options", given.join(" and ") || "without any", `one of ${names.join(", ")}`);
}
