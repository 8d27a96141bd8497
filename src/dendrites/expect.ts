import { ArgumentError, MemoryError } from "../errors.js";
import type { Variable } from "../tape/variable.js";

/** @throws {ArgumentError} unless `values` are integers from 0 below `limit`, each larger than the one before */
export function expectIndices(operation: string, name: string, values: ArrayLike<number>, limit: number): void {
  if (!isLength(values?.length) || typeof values !== "object")
    throw new ArgumentError(operation, name, values, "an array of indices");
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

/** @returns the options  @throws {ArgumentError} unless they are an object */
export function expectOptions<Options>(operation: string, options: Options, name = "options"): Options {
  if (typeof options === "object" && options !== null) return options;
  throw new ArgumentError(operation, name, options, "an object");
}

/** @returns the variable  @throws {ArgumentError} unless it is one */
export function expectVariable(operation: string, name: string, variable: Variable): Variable {
  if (typeof variable?.tape?.record === "function") return variable;
  throw new ArgumentError(operation, name, variable, "a Variable of a Tape");
}

/** @returns the samples, patterns or bytes  @throws {ArgumentError} unless they are an array */
export function expectList<List extends ArrayLike<unknown>>(operation: string, name: string, list: List): List {
  if (typeof list === "object" && list !== null && isLength(list.length)) return list;
  throw new ArgumentError(operation, name, list, "an array");
}

/**
 * What `make` makes of so many bytes outside of WebAssembly's memory.
 * @throws {MemoryError} when the engine has no array of that length
 */
export function expectRoom<Made>(operation: string, bytes: number, make: () => Made): Made {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof RangeError) throw new MemoryError(operation, bytes, "the engine has no room", { cause });
    throw cause;
  }
}

/** Of what an engine holds: longer ones are no arrays, but lie. */
const isLength = (length: number): boolean => Number.isInteger(length) && length >= 0 && length <= 0xffffffff;
