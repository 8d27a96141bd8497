import { ArgumentError } from "../errors.js";

/** @throws {ArgumentError} unless the value is one of those allowed */
export function expectOneOf<T extends string>(call: string, name: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  throw new ArgumentError(call, name, value, allowed.map((word) => JSON.stringify(word)).join(" or "));
}

/** @throws {ArgumentError} unless the value is true or false */
export function expectBoolean(call: string, name: string, value: boolean): boolean {
  if (typeof value === "boolean") return value;
  throw new ArgumentError(call, name, value, "true or false");
}

/** @throws {ArgumentError} unless the value is an integer from `least` to `most` */
export function expectInteger(call: string, name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ArgumentError(call, name, value, `an integer from ${least} to ${most}`);
}

/** @throws {ArgumentError} unless the value is a number from `least` to `most` */
export function expectNumber(call: string, name: string, value: number, least: number, most: number): number {
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw new ArgumentError(call, name, value, `a number from ${least} to ${most}`);
}
