import { ArgumentError } from "../errors.js";
import { Random } from "../random.js";

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

/** @throws {ArgumentError} unless the value is an integer from `least` to `most`, or on */
export function expectInteger(call: string, name: string, value: number, least: number, most = Infinity): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ArgumentError(call, name, value, `an integer${range(least, most)}`);
}

/** @throws {ArgumentError} unless the value is a finite number from `least` to `most`, or on */
export function expectNumber(call: string, name: string, value: number, least: number, most = Infinity): number {
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw new ArgumentError(call, name, value, `a number${range(least, most)}`);
}

/** @throws {ArgumentError} unless random is a generator */
export function expectRandom(call: string, random: Random): Random {
  if (random instanceof Random) return random;
  throw new ArgumentError(call, "random", random, "a Random");
}

const range = (least: number, most: number): string =>
  most === Infinity ? `, ${least} or more` : ` from ${least} to ${most}`;
