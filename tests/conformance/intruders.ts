import { CategoryEncoder } from "../../src/dendrites/category-encoder.js";
import { Sdr } from "../../src/dendrites/sdr.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";

/**
 * What a program without types may hand over in place of any argument of `neurite/dendrites`.
 * @param plain an arena whose kernels were loaded without the family
 */
export function intruders(arena: Arena, plain: Arena, disposed: Arena): Map<string, unknown> {
  const gone = new Tensor(arena, [2, 2]);
  gone.dispose();
  return new Map<string, unknown>([
    ["undefined", undefined],
    ["null", null],
    ["true", true],
    ["-0", -0],
    ["5", 5],
    ["-1", -1],
    ["1.5", 1.5],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["2^40", 2 ** 40],
    ["2^53", 2 ** 53],
    ["a bigint", 1n],
    ["a string", "adam"],
    ["a digit", "1"],
    ["a symbol", Symbol("s")],
    ["an object", {}],
    ["an object without prototype", Object.create(null)],
    ["an empty array", []],
    ["an array", [1, 2]],
    ["an array of anything", [null, "1", 2n]],
    ["a long nothing", { length: 2 ** 40 }],
    ["a short nothing", { length: -1 }],
    ["an SDR of nothing", { indices: null, size: 64 }],
    ["floats", new Float64Array(64).fill(Number.NaN)],
    ["bytes", new Uint8Array(40)],
    ["a function", () => undefined],
    ["a class", Sdr],
    ["an SDR", new Sdr(7)],
    ["an encoder", new CategoryEncoder({ categories: ["a"], activeBits: 3 })],
    ["an i32 tensor", new Tensor(arena, [2, 2], "i32")],
    ["an empty tensor", new Tensor(arena, [0, 2])],
    ["a larger tensor", new Tensor(arena, [9, 9])],
    ["a variable of another memory", new Tape(plain).input([2, 2])],
    ["a tensor of another memory", new Tensor(plain, [2, 2])],
    ["a disposed tensor", gone],
    ["an arena without the family", plain],
    ["a disposed arena", disposed],
    ["kernels", plain.kernels],
  ]);
}

/** A value with each of its parts, one at a time, missing, of another kind, or wholly replaced; how, in words. */
export function* spoiled(
  usual: unknown,
  wrong: ReadonlyMap<string, unknown>,
): Generator<[how: string, value: unknown]> {
  for (const [what, value] of wrong) yield [what, value];
  if (Array.isArray(usual))
    for (const i of usual.keys())
      for (const [what, value] of spoiled(usual[i], wrong)) yield [`[${i}] ${what}`, usual.with(i, value)];
  else if (typeof usual === "object" && usual !== null && Object.getPrototypeOf(usual) === Object.prototype) {
    const record = usual as Record<string, unknown>;
    yield ["with a field unknown", { ...record, neverHeardOf: 1 }];
    for (const key of Object.keys(record)) {
      yield [`without ${key}`, Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))];
      for (const [what, value] of spoiled(record[key], wrong)) yield [`${key} ${what}`, { ...record, [key]: value }];
    }
  }
}
