import { expect, it } from "vitest";
import * as errors from "../../src/errors.js";
import { packError, unpackError } from "../../src/jobs/packed-error.js";

const sent = (error: unknown) => unpackError(structuredClone(packError(error)));

it.each([
  new errors.ShapeError("op", "x is [2]"),
  new errors.ArgumentError("op", "seed", -1, "positive"),
  new errors.DisposedError("Arena"),
  new errors.MemoryError("op", 8, "full"),
  new errors.UnsupportedError("load", "no SIMD"),
  new errors.FormatError("a.npy", "wrong magic"),
  new errors.NumericalError("fit", "loss is NaN"),
  new errors.WorkerError("run", "exit code 1"),
])("%s crosses the border between threads whole", (error) => {
  const arrived = sent(error);
  expect(arrived.constructor).toBe(error.constructor);
  expect(arrived).toMatchObject({ name: error.name, code: error.code, message: error.message, stack: error.stack });
});

it("other errors keep their name, message and stack, and what is no error is told as text", () => {
  const error = new RangeError("too far");
  expect(sent(error)).toMatchObject({ name: "RangeError", message: "too far", stack: error.stack });
  expect(sent(error)).not.toBeInstanceOf(errors.NeuriteError);
  expect(sent("just text").message).toBe("just text");
  expect(sent(undefined).message).toBe("undefined");
  const entangled = Object.assign(new Error("holds a function"), { work: () => 1 });
  expect(sent(entangled).message).toBe("holds a function");
});
