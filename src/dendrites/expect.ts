import { ArgumentError } from "../errors.js";

/** @throws {ArgumentError} unless `value` is an integer within [least, most] */
export function expectInteger(operation: string, name: string, value: number, least: number, most = 2 ** 31 - 1): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new ArgumentError(operation, name, value, `an integer from ${least} to ${most}`);
}

/** @throws {ArgumentError} unless `value` is a number within [least, most]; NaN is not */
export function expectWithin(operation: string, name: string, value: number, least: number, most: number): void {
  if (!(typeof value === "number" && value >= least && value <= most))
    throw new ArgumentError(operation, name, value, `a number from ${least} to ${most}`);
}

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
