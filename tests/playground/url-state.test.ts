import fc from "fast-check";
import { expect, it } from "vitest";
import { choice, integer, number, readState, text, toggle, writeState } from "../../playground/shell/url-state.js";

const fields = {
  density: number(0.1, { minimum: -1e300, maximum: 1e300 }),
  epochs: integer(5, { minimum: -(2 ** 53), maximum: 2 ** 53 }),
  rule: choice("bp", ["bp", "dfa", "gevb"]),
  noise: toggle(false),
  note: text("", { longest: 50 }),
};

const states = fc.record({
  density: fc.double({ min: -1e300, max: 1e300, noNaN: true }),
  epochs: fc.maxSafeInteger(),
  rule: fc.constantFrom(...fields.rule.words),
  noise: fc.boolean(),
  // As addresses are UTF-8, half a surrogate pair cannot stand in one.
  note: fc.string({ unit: "grapheme", maxLength: 10 }).filter((note) => note.length <= 50),
});

const valuesOf = (state: ReturnType<typeof readState<typeof fields>>) =>
  Object.fromEntries(Object.entries(state).map(([name, { value }]) => [name, value]));

it("any state comes back from the address to the bit", () => {
  fc.assert(
    fc.property(states, (values) => {
      const state = readState(fields, new URLSearchParams());
      for (const [name, value] of Object.entries(values)) Object.assign(state[name as keyof typeof fields], { value });
      const address = `#/slug?${writeState(fields, state)}`,
        back = valuesOf(readState(fields, new URLSearchParams(address.slice(address.indexOf("?")))));
      // The spelling of −0 is 0.
      expect(back).toEqual({ ...values, density: values.density === 0 ? 0 : values.density });
    }),
  );
});

it("what has its default does not stand in the address", () => {
  const state = readState(fields, new URLSearchParams());
  expect(String(writeState(fields, state))).toBe("");
  state.epochs.value = 6;
  state.noise.value = true;
  expect(String(writeState(fields, state))).toBe("epochs=6&noise=1");
});

it.each([
  ["density", "", "1e301", "NaN", "0,5", "half", "Infinity"],
  ["epochs", "", "1.5", "1e17", "six", "NaN"],
  ["rule", "", "BP", "toString", "constructor"],
  ["noise", "", "true", "yes", "01"],
  ["note", "x".repeat(51)],
] as const)("a wrong spelling of %s gives its default", (name, ...spellings) => {
  for (const spelling of spellings) {
    const state = readState(fields, new URLSearchParams([[name, spelling]]));
    expect(state[name].value, spelling).toBe(fields[name].initial);
  }
});

it("names that are no fields are left alone", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (query) => {
      for (const name of Object.keys(fields)) delete query[name];
      expect(valuesOf(readState(fields, new URLSearchParams(query)))).toEqual(
        valuesOf(readState(fields, new URLSearchParams())),
      );
    }),
  );
});
