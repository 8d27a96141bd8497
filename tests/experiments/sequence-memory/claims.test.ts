import { expect, it } from "vitest";
import { claimsOf } from "../../../src/experiments/sequence-memory/claims.js";
import type { HighOrder, Variant } from "../../../src/experiments/sequence-memory/high-order.js";
import type { Protocol } from "../../../src/experiments/sequence-memory/protocol.js";
import type { Results } from "../../../src/experiments/sequence-memory/results.js";
import type { NoisePoint } from "../../../src/experiments/sequence-memory/robustness.js";

const protocol = (anomalies: readonly number[]): Protocol => ({
  kind: "protocol",
  sizes: { columns: 2048, cellsPerColumn: 32, activeColumns: 50, sequences: 20, elements: 50, passes: 5 },
  passes: anomalies.map((anomaly) => ({ byElement: [], anomaly, millisecondsPerStep: 1 })),
  passesToConnect: 4,
  ...{ segments: 1, synapses: 20, bytes: 1000, fingerprint: "" },
});

const memory = (variant: Variant, right: number, wrong: number, middle = 1, others = 0): HighOrder => ({
  kind: "high-order",
  variant,
  course: [{ right, wrong, accuracy: right > wrong ? 1 : 0 }],
  whole: [
    { right: 1, wrong: variant === "first-order" ? 1 : 0, others: 0 },
    { right, wrong, others },
  ],
  middle: [{ right: middle, wrong: 1, others }],
  dying: variant === "high-order" ? [{ share: 0.2, accuracy: right, right }] : [],
  recording: undefined,
  fingerprint: "",
});

const point = (predicted: number, expected = 0.5, columns = 1000): NoisePoint => ({
  ...{ share: 0.3, predicted, expected, standardError: 0.01, columns },
});

const good: Results = {
  protocols: [protocol([1, 1, 1, 1, 0.02, 0.02])],
  memories: [memory("high-order", 1, 0.02), memory("first-order", 1, 1), memory("unpunished", 1, 1)],
  robustness: { kind: "robustness", moved: [point(0.52)], killed: [point(0.47)], fingerprint: "" },
};

const failing = (changes: Partial<Results>) =>
  claimsOf({ ...good, ...changes }, 4)
    .filter(({ holds }) => !holds)
    .map(({ name, actual }) => `${name}: ${actual}`);

it("all hold on good figures", () => {
  expect(failing({})).toEqual([]);
  expect(claimsOf(good, 4)).toHaveLength(12);
  expect(claimsOf(good, 4)[2]!.name).toMatch(/^F is predicted after ABCDE, and Y after XBCDE/);
});

it("the protocol's limit has two sides, and the pass from which on sequences are known is judged", () => {
  const name = "2048 columns, 50 active, 20 sequences of 50";
  const tested = (anomaly: number) => failing({ protocols: [protocol([1, 1, 1, 1, 0.02, anomaly])] });
  expect(tested(0.021)).toEqual([]);
  expect(tested(0.0211)).toEqual([`${name}: mean raw anomaly of the test: 0.0211`]);
  // Less than one surprise per sequence would be knowing what cannot be known.
  expect(tested(0.019)).toEqual([`${name}: mean raw anomaly of the test: 0.019`]);
  expect(failing({ protocols: [protocol([1, 1, 1, 0.02, 0.02, 0.02])] })).toEqual([
    `${name}: the first pass that is predicted: 4`,
  ]);
  expect(failing({ protocols: [protocol([1, 1, 1, 1, 1, 1])] })).toHaveLength(2);
});

it("a protocol of too few passes to connect synapses is not judged", () => {
  const one = protocol([1, 1]);
  expect(claimsOf({ ...good, protocols: [{ ...one, sizes: { ...one.sizes, passes: 1 } }] }, 4)).toHaveLength(10);
});

it.each([
  ["too little of the right one", memory("high-order", 0.85, 0.02), 2],
  ["too much of the other", memory("high-order", 1, 0.3), 1],
  ["a middle that predicts one alone", memory("high-order", 1, 0.02, 0.5), 1],
  ["a prediction of anything", memory("high-order", 1, 0.02, 1, 5), 1],
  ["first-order memory that knows the context", memory("first-order", 1, 0.5), 1],
  ["nothing stale", memory("unpunished", 1, 0.1), 1],
])("%s fails", (_, changed, count) => {
  const memories = good.memories.map((one) => (one.variant === changed.variant ? changed : one));
  expect(failing({ memories })).toHaveLength(count);
});

it("accuracy is that of the last five rounds", () => {
  const [high, ...others] = good.memories as [HighOrder, ...HighOrder[]],
    round = (accuracy: number) => ({ right: 1, wrong: 0, accuracy }),
    course = (last: readonly number[]) => ({ ...high, course: [round(0), ...last.map(round)] });
  expect(failing({ memories: [course([1, 1, 1, 1, 0.8]), ...others] })).toEqual([]);
  expect(failing({ memories: [course([1, 1, 1, 1, 0.7]), ...others] })).toHaveLength(1);
});

it("points are judged where they say something", () => {
  const robustness = (moved: readonly NoisePoint[]) => ({ ...good.robustness!, moved });
  expect(failing({ robustness: robustness([point(0.52), point(0.5, 0.5), point(1, 0.999)]) })).toEqual([]);
  expect(failing({ robustness: robustness([point(0.545)]) })).toHaveLength(1);
  expect(failing({ robustness: robustness([point(1, 0.999)]) })).toHaveLength(1);
});
