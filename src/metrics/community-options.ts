import { ArgumentError } from "../errors.js";
import { Random } from "../random.js";

/** @throws {ArgumentError} unless resolution is a number from 0 on */
export function expectResolution(call: string, resolution: unknown): void {
  if (!(Number.isFinite(resolution) && (resolution as number) >= 0))
    throw new ArgumentError(call, "resolution", resolution, "a number, 0 or more");
}

/** @throws {ArgumentError} unless value is an integer from 1 on */
export function expectCount(call: string, name: string, value: unknown): void {
  if (!Number.isInteger(value) || (value as number) < 1)
    throw new ArgumentError(call, name, value, "an integer, 1 or more");
}

/** @throws {ArgumentError} unless random is a generator */
export function expectRandom(call: string, random: unknown): Random {
  if (random instanceof Random) return random;
  throw new ArgumentError(call, "random", random, "a Random");
}
