import { ArgumentError, FormatError } from "neurite";
import { TemporalMemory } from "neurite/dendrites";
import { expect, it } from "vitest";
import { sentenceOf, state } from "../../../playground/panels/sequence-memory/sequences/frame.js";
import { Session } from "../../../playground/panels/sequence-memory/sequences/session.js";
import { openArena, usual } from "./support.js";

const steps = (session: Session, count: number) => {
  for (let k = 0; k < count; k++) session.step();
};

/** What was predicted before the last symbol of each sequence. */
const endings = (session: Session) => {
  const { expectations, script } = session.frame();
  return expectations.map((row) => row.at(-1)?.expected.map(({ symbol, share }) => [script.symbols[symbol], share]));
};

it("is surprised by everything at first: all columns burst, with all their cells", async () => {
  using arena = await openArena();
  using session = new Session(arena, usual);
  expect(sentenceOf(session.frame())).toBe("Nothing shown yet.");
  steps(session, 10);
  const { anomalies, states, last, segments, synapses } = session.frame();
  expect(Array.from(anomalies)).toEqual(Array(10).fill(1));
  expect(last).toMatchObject({ active: 10, bursting: 10, anomaly: 1 });
  expect(states.filter((cell) => cell & state.bursting)).toHaveLength(80);
  expect(states.filter((cell) => cell & state.active)).toHaveLength(80);
  expect(states.filter((cell) => cell & state.winner)).toHaveLength(10);
  // A segment from all winners before on the winner of each column, but where a sequence begins, and but for C and D of the
  // second: B and C burst, so that their segments of the first match.
  expect([segments, synapses]).toEqual([60, 600]);
});

it("foresees every symbol inside sequences after 30 rounds, and no other: of shared middles it knows the beginning", async () => {
  using arena = await openArena();
  for (const seed of [1, 2, 3, 4]) {
    using session = new Session(arena, { ...usual, seed });
    steps(session, 300);
    const { expectations } = session.frame();
    for (const row of expectations)
      expect(row.map((one) => [one!.anomaly, one!.expected.length])).toEqual([[1, 0], ...Array(4).fill([0, 1])]);
    expect(endings(session)).toEqual([[["E", 1]], [["Y", 1]]]);
  }
});

it("cannot tell contexts apart with one cell in a column", async () => {
  using arena = await openArena();
  using session = new Session(arena, { ...usual, cellsPerColumn: 1, predictedDecrement: 0 });
  steps(session, 300);
  for (const expected of endings(session)) expect(expected!.map(([symbol]) => symbol).sort()).toEqual(["E", "Y"]);
});

it("says in a sentence what happens", async () => {
  using arena = await openArena();
  using session = new Session(arena, { ...usual, text: "A B C D" });
  const sentences = () =>
    Array.from({ length: 4 }, () => {
      session.step();
      return sentenceOf(session.frame());
    });
  expect(sentences()).toEqual([
    "A: 10 columns active, all bursting, predicted: nothing",
    "B: 10 columns active, all bursting, predicted: nothing",
    "C: 10 columns active, all bursting, predicted: nothing",
    "D: 10 columns active, all bursting, end of the sequence",
  ]);
  steps(session, 36);
  expect(sentences()).toEqual([
    "A: 10 columns active, all bursting, predicted: B",
    "B: 10 columns active, none bursting, predicted: C",
    "C: 10 columns active, none bursting, predicted: D",
    "D: 10 columns active, none bursting, end of the sequence",
  ]);
});

it("comes to the same bits with the same settings, whenever frames were taken, and to others with any other", async () => {
  using arena = await openArena();
  const fingerprint = (change: Partial<typeof usual>, framesEvery = 1000) => {
    using session = new Session(arena, { ...usual, ...change });
    for (let k = 0; k < 120; k++) {
      session.step();
      if (k % framesEvery === 0) session.frame();
    }
    return session.frame().fingerprint;
  };
  const first = fingerprint({});
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprint({}, 1)).toBe(first);
  const changes: Partial<typeof usual>[] = [
    { seed: 2 },
    { columns: 130 },
    { cellsPerColumn: 9 },
    { activationThreshold: 7 },
    { permanenceIncrement: 0.11 },
    { permanenceDecrement: 0.11 },
    { predictedDecrement: 0.04 },
    { text: "A B C D E; X B C D Z Y" },
  ];
  expect(new Set([first, ...changes.map((change) => fingerprint(change))]).size).toBe(changes.length + 1);
});

it("tells anomalies from a step on, and takes over a saved memory", async () => {
  using arena = await openArena();
  using session = new Session(arena, { ...usual, text: "A B C D" });
  steps(session, 40);
  const { from, anomalies, fingerprint } = session.frame(30),
    bytes = session.memory.save();
  expect([from, Array.from(anomalies)]).toEqual([30, [0, 0, 1, 0, 0, 0, 1, 0, 0, 0]]);
  using later = new Session(arena, { ...usual, text: "A B C D", cellsPerColumn: 3 }, bytes);
  expect(later.frame()).toMatchObject({ steps: 0, cellsPerColumn: 8, fingerprint });
  steps(later, 4);
  expect(Array.from(later.frame().anomalies)).toEqual([1, 0, 0, 0]);
});

it("refuses more symbols than there are columns, and what is no memory, and keeps nothing", async () => {
  using arena = await openArena();
  const before = arena.memory().bytesInUse;
  expect(() => new Session(arena, { ...usual, columns: 64 })).toThrow(ArgumentError);
  expect(() => new Session(arena, { ...usual, columns: 64 })).toThrow(
    "sequences: columns is 64, must be 70 or more: 10 for each symbol",
  );
  using small = new TemporalMemory(arena, { columns: 20, cellsPerColumn: 2 });
  const bytes = small.save();
  expect(() => new Session(arena, usual, bytes)).toThrow(/columns is 20, must be 70/);
  using large = new TemporalMemory(arena, { columns: 4097, cellsPerColumn: 32 });
  expect(() => new Session(arena, usual, large.save())).toThrow(/cells is 131104, must be at most 131072/);
  large.dispose();
  bytes[40]! ^= 1;
  expect(() => new Session(arena, usual, bytes)).toThrow(FormatError);
  small.dispose();
  expect(arena.memory().bytesInUse).toBe(before);
});
