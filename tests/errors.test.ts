import { describe, expect, it } from "vitest";
import * as errors from "../src/errors.js";

const cause = new Error("deeper");

describe("errors", () => {
  it.each([
    [new errors.ShapeError("op", "x is [2]"), "shape", "op: x is [2]"],
    [new errors.ArgumentError("op", "seed", -1, "positive"), "argument", "op: seed is -1, must be positive"],
    [new errors.DisposedError("Arena"), "disposed", "Arena was disposed and can no longer be used"],
    [new errors.MemoryError("op", 8, "full", { cause }), "memory", "op: cannot allocate 8 bytes: full"],
    [new errors.UnsupportedError("load", "no SIMD", { cause }), "unsupported", "load: no SIMD"],
    [new errors.FormatError("a.npy", "wrong magic", { cause }), "format", "a.npy: wrong magic"],
    [new errors.NumericalError("fit", "loss is NaN"), "numerical", "fit: loss is NaN"],
    [new errors.WorkerError("run", "job 1 of 2: exit code 1", { cause }), "worker", "run: job 1 of 2: exit code 1"],
  ])("%s carries its code, name and message", (error, code, message) => {
    expect(error).toBeInstanceOf(errors.NeuriteError);
    expect(error).toBeInstanceOf(Error);
    expect(error.code).toBe(code);
    expect(error.name).toBe(error.constructor.name);
    expect(error.message).toBe(message);
    expect(String(error)).toBe(`${error.name}: ${message}`);
    if (["memory", "unsupported", "format", "worker"].includes(code)) expect(error.cause).toBe(cause);
  });

  it.each<[unknown, string]>([
    ["a\n", '"a\\n"'],
    ["x".repeat(100), `"${"x".repeat(77)}…"`],
    [5n, "5n"],
    [() => 1, "a function"],
    [Symbol("s"), "Symbol(s)"],
    [undefined, "undefined"],
    [null, "null"],
    [Number.NaN, "NaN"],
    [{ secret: 1 }, "a Object"],
    [Object.create(null), "a null-prototype object"],
    [new Float32Array(9), "a Float32Array"],
  ])("ArgumentError prints %o without its contents", (value, printed) => {
    expect(new errors.ArgumentError("op", "v", value, "else").message).toBe(`op: v is ${printed}, must be else`);
  });

  it("every class is exported and has a code of its own", () => {
    const classes = Object.keys(errors).filter((name) => name !== "NeuriteError");
    expect(classes).toHaveLength(8);
  });
});
