import { ArgumentError, ShapeError } from "../../errors.js";

/** @throws {ArgumentError} unless `lengths` is an array of finite numbers, none negative */
export function expectLengths(operation: string, name: string, lengths: ArrayLike<number>): ArrayLike<number> {
  if (typeof lengths !== "object" || lengths === null || !Number.isInteger(lengths.length))
    throw new ArgumentError(operation, name, lengths, "an array of lengths");
  for (let i = 0; i < lengths.length; i++) {
    const length: unknown = lengths[i];
    if (!(typeof length === "number" && length >= 0 && length < Infinity))
      throw new ArgumentError(operation, `${name}[${i}]`, length, "finite, at least 0");
  }
  return lengths;
}

/** @throws {ShapeError} unless a parameter has one weight for every length */
export function expectAsMany(operation: string, name: string, weights: number, lengths: number): void {
  if (weights !== lengths)
    throw new ShapeError(operation, `${name} has ${weights} weights, there are ${lengths} lengths`);
}
