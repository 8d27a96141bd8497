import fc from "fast-check";
import { expect, it } from "vitest";
import { expectUniqueKeys } from "../../src/io/json.js";

it("gives the top-level keys of any JSON object in the order of its text", () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: "binary" }), { maxLength: 8 }),
      fc.infiniteStream(fc.jsonValue({ maxDepth: 3 })),
      fc.constantFrom(undefined, 1, "\t"),
      (keys, values, space) => {
        const fields = keys.map(
          (key) => `${JSON.stringify(key)} : ${JSON.stringify(values.next().value, null, space)}`,
        );
        expect(expectUniqueKeys(`{${fields.join(", ")}}`, 8)).toEqual(keys);
      },
    ),
  ));

it.each([
  '{"a":1,"a":1}',
  '{"a":1,"b":2, "\\u0061" : 3}',
  '{"x":{"a":1,"b":2,"a":3}}',
  '{"x":[{},{"a":[],"a":0}]}',
  '{"__proto__":1,"__proto__":2}',
])("refuses a key that stands twice: %s", (text) => {
  expect(() => expectUniqueKeys(text, 9)).toThrow(/stands twice/);
  expect(() => JSON.parse(text)).not.toThrow();
});

it("lets equal keys stand in different objects, and takes no text for a key", () => {
  expect(expectUniqueKeys('{"a":{"a":[{"a":1},{"a":"a:{"}]},"b":"\\":\\\\"}', 9)).toEqual(["a", "b"]);
});

it("refuses nesting beyond the depth before anything else, however deep", () => {
  expect(expectUniqueKeys('{"a":[[]]}', 3)).toEqual(["a"]);
  expect(() => expectUniqueKeys('{"a":[[]]}', 2)).toThrow("nested deeper than 2 levels");
  expect(() => expectUniqueKeys("[".repeat(5_000_000), 3)).toThrow(SyntaxError);
});

it("fails on no text but by a SyntaxError", () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'{}[]:,"\\a1 ')), (characters) => {
      try {
        expectUniqueKeys(characters.join(""), 3);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
    { numRuns: 1000 },
  ));
