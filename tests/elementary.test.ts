import fc from "fast-check";
import { expect, it } from "vitest";
import { cbrt, exp, expm1, log, log1p, log10 } from "../src/elementary.js";
import golden from "./golden/elementary.json" with { type: "json" };

const double = new Float64Array(1),
  bits = new BigInt64Array(double.buffer);

/** The distance from |x| to the next double away from 0. */
function ulp(x: number): number {
  double[0] = Math.abs(x);
  const from = double[0];
  bits[0] = bits[0]! + 1n;
  return double[0] === Number.POSITIVE_INFINITY ? 2 ** 971 : double[0] - from;
}

it.each([
  ["exp", exp, golden.exp],
  ["log", log, golden.log],
  ["cbrt", cbrt, golden.cbrt],
] as const)("%s is within one unit in the last place of the exact value", (_, f, rows) => {
  for (const [x, nearest, remainder] of rows as [number, number, number][])
    expect(Math.abs((f(x) - nearest) / ulp(nearest) - remainder), `at ${x}`).toBeLessThan(1);
});

/** Units in the last place that the steps of a composition can lose, each its own rounding, a function one unit. */
it.each([
  ["log10", log10, golden.log10, 2],
  ["log1p", log1p, golden.log1p, 5],
  ["expm1", expm1, golden.expm1, 7],
] as const)("%s is within its bound of the exact value", (_, f, rows, bound) => {
  for (const [x, nearest, remainder] of rows as [number, number, number][])
    expect(Math.abs((f(x) - nearest) / ulp(nearest) - remainder), `at ${x}`).toBeLessThan(bound);
});

it.each([
  ["log10", log10, Math.log10, 2],
  ["log1p", log1p, Math.log1p, 5],
  ["expm1", expm1, Math.expm1, 7],
] as const)("%s is the engine's own up to its bound and one unit, for any double", (_, f, engine, bound) => {
  const check = (x: number) => {
    const want = engine(x),
      got = f(x);
    if (!Number.isFinite(want)) expect(got).toBe(want);
    else expect(Math.abs(got - want), `at ${x}`).toBeLessThanOrEqual((bound + 1) * ulp(want));
  };
  fc.assert(fc.property(fc.double(), check), { numRuns: 1000 });
  fc.assert(fc.property(fc.double({ min: -40, max: 709 }), check), { numRuns: 1000 });
  fc.assert(fc.property(fc.double({ min: -1, max: 1 }), check), { numRuns: 1000 });
});

it("log10 of a power of ten is its exponent", () => {
  for (let k = 0; k <= 22; k++) expect(log10(Number(`1e${k}`))).toBe(k);
});

it.each([
  ["exp", exp, Math.exp],
  ["log", log, Math.log],
  ["cbrt", cbrt, Math.cbrt],
] as const)("%s is the engine's own up to two units in the last place, for any double", (_, f, engine) => {
  const check = (x: number) => {
    const want = engine(x),
      got = f(x);
    if (!Number.isFinite(want)) expect(got).toBe(want);
    else expect(Math.abs(got - want), `at ${x}`).toBeLessThanOrEqual(2 * ulp(want));
  };
  fc.assert(fc.property(fc.double(), check), { numRuns: 1000 });
  fc.assert(fc.property(fc.double({ min: -750, max: 712 }), check), { numRuns: 1000 });
  fc.assert(fc.property(fc.double({ min: 0.25, max: 8 }), check), { numRuns: 1000 });
});

it("has exact values where there are exact values", () => {
  for (const [got, want] of [
    [exp(0), 1],
    [exp(-0), 1],
    [exp(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY],
    [exp(Number.NEGATIVE_INFINITY), 0],
    [exp(1e308), Number.POSITIVE_INFINITY],
    [exp(709.7827128933841), Number.POSITIVE_INFINITY],
    [exp(-745.2), 0],
    [exp(-1e308), 0],
    [exp(Number.NaN), Number.NaN],
    [log(1), 0],
    [log(0), Number.NEGATIVE_INFINITY],
    [log(-0), Number.NEGATIVE_INFINITY],
    [log(-1), Number.NaN],
    [log(Number.NEGATIVE_INFINITY), Number.NaN],
    [log(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY],
    [log(Number.NaN), Number.NaN],
    [log10(1), 0],
    [log10(0), Number.NEGATIVE_INFINITY],
    [log10(-1), Number.NaN],
    [log10(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY],
    [log10(Number.NaN), Number.NaN],
    [log1p(-0), -0],
    [log1p(-1), Number.NEGATIVE_INFINITY],
    [log1p(-2), Number.NaN],
    [log1p(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY],
    [log1p(Number.NaN), Number.NaN],
    [expm1(-0), -0],
    [expm1(Number.NEGATIVE_INFINITY), -1],
    [expm1(-50), -1],
    [expm1(710), Number.POSITIVE_INFINITY],
    [expm1(Number.NaN), Number.NaN],
    [cbrt(0), 0],
    [cbrt(-0), -0],
    [cbrt(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY],
    [cbrt(Number.NEGATIVE_INFINITY), Number.NEGATIVE_INFINITY],
    [cbrt(Number.NaN), Number.NaN],
    [cbrt(0.125), 0.5],
    [cbrt(2 ** -1074), 2 ** -358],
    [cbrt(27 * 2 ** -1074), 3 * 2 ** -358],
  ] as const)
    expect(got).toBe(want);
});

it("takes the cube root of a perfect cube exactly", () => {
  let wrong = 0;
  for (let i = 1; i < 208064; i++) if (cbrt(i * i * i) !== i || cbrt(-i * i * i) !== -i) wrong++;
  expect(wrong).toBe(0);
});

it("gives these very bits on every engine", () => {
  let hash = 0xcbf29ce484222325n;
  for (let i = 1; i <= 2000; i++)
    for (const value of [exp(i / 3 - 340), log(i / 700), cbrt(i / 11 - 90)]) {
      double[0] = value;
      hash = BigInt.asUintN(64, (hash ^ BigInt.asUintN(64, bits[0]!)) * 0x100000001b3n);
    }
  expect(hash.toString(16)).toBe("6abdaa76a7f6d23a");
});
