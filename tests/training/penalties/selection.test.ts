import { expect, it } from "vitest";
import { ArgumentError } from "../../../src/errors.js";
import { Parameter } from "../../../src/tape/parameter.js";
import { Tensor } from "../../../src/tensor/tensor.js";
import { expectSelection, selected } from "../../../src/training/penalties/selection.js";
import { openArena } from "../../support.js";

it("finds parameters by name, each once, and by what they are", async () => {
  using arena = await openArena();
  const [a, b] = ["a", "b"].map((name) => new Parameter(name, new Tensor(arena, [1]))) as [Parameter, Parameter];
  expect(selected("call", [a, b], "b")).toEqual([b]);
  expect(selected("call", [a, b], ["b", "a", "b"])).toEqual([b, a]);
  expect(selected("call", [a, b], ({ name }) => name > "a")).toEqual([b]);
  expect(() => selected("call", [a, b], ["a", "c"])).toThrow(/"?c"?, must be one of a, b/);
  expect(() => selected("call", [a, b], () => false)).toThrow(ArgumentError);
});

it.each([undefined, 3, [], ["a", 1], {}])("refuses %o as a selection", (bad) => {
  expect(() => expectSelection("call", bad as never)).toThrow(ArgumentError);
});
