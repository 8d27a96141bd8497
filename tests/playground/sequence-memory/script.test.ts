import fc from "fast-check";
import { FormatError } from "neurite";
import { expect, it } from "vitest";
import { presentations, readScript } from "../../../playground/panels/sequence-memory/sequences/script.js";

it("reads sequences of lines and semicolons, and names every symbol once", () => {
  expect(readScript(" A B  C;X B Y;\n\nthe cat the ")).toEqual({
    symbols: ["A", "B", "C", "X", "Y", "the", "cat"],
    sequences: [
      [0, 1, 2],
      [3, 1, 4],
      [5, 6, 5],
    ],
  });
});

it.each([
  ["", /sequences: there is none/],
  [" ;\n; ", /there is none/],
  ["A B; C", /sequence 2 has one symbol, "C": put blanks/],
  ["A B\nABCDEFGHIJKLM N", /sequence 2: "ABCDEFGHIJKLM" is longer than 12 characters/],
  [Array(41).fill("A").join(" "), /sequence 1 has 41 symbols, at most 40/],
  ["A B;".repeat(21), /there are 21, at most 20/],
])("refuses %j and says which sequence", (text, message) => {
  expect(() => readScript(text)).toThrow(FormatError);
  expect(() => readScript(text)).toThrow(message);
});

it("presents all sequences whole in every round, in an order that only the seed decides", () => {
  const script = readScript("A B; C D E; F G; H I");
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const order = presentations(script, seed),
        again = presentations(script, seed);
      for (let round = 0; round < 3; round++) {
        const shown = Array.from({ length: 9 }, () => order.next().value),
          starts = shown.filter(({ position }) => position === 0).map(({ sequence }) => sequence);
        expect(starts.toSorted()).toEqual([0, 1, 2, 3]);
        expect(shown).toEqual(
          starts.flatMap((sequence) => script.sequences[sequence]!.map((_, position) => ({ sequence, position }))),
        );
        expect(Array.from({ length: 9 }, () => again.next().value)).toEqual(shown);
      }
    }),
    { numRuns: 20 },
  );
});

it("draws different orders in different rounds and for different seeds", () => {
  const script = readScript("A B; C D; E F; G H; I J; K L"),
    firstRounds = (seed: number, rounds: number) => {
      const order = presentations(script, seed);
      return Array.from({ length: rounds }, () =>
        Array.from({ length: 12 }, () => order.next().value.sequence).join(""),
      );
    };
  expect(new Set(firstRounds(1, 8)).size).toBeGreaterThan(6);
  expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => firstRounds(seed, 1)[0])).size).toBeGreaterThan(6);
});
