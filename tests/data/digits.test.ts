import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.js";
import { digits, digitsSplit } from "../../src/data/digits.js";
import { ArgumentError } from "../../src/errors.js";

const sha256 = (data: Dataset) =>
  createHash("sha256").update(data.inputs).update(Uint8Array.from(data.labels!)).digest("hex");
const bytesOf = (data: Dataset) => data.inputs as Uint8Array;
const image = (data: Dataset, i: number) => Buffer.from(data.inputs.slice(784 * i, 784 * (i + 1))).toString("hex");

describe("digits", () => {
  it("gives the golden bytes", () => {
    // The same on Node 20.20, 22, 24, 26 (V8) and Bun 1.4.5 (JavaScriptCore): images, then labels, of 100 samples.
    expect(sha256(digits({ count: 100, seed: 1 }))).toBe(
      "b5040c3287699a0aef26554388bc503b458171bbd7a3bb776c1beac4eeef01c2",
    );
    expect(sha256(digits({ count: 100, seed: 7, stream: "test", classes: "random", difficulty: 2 }))).toBe(
      "aeca739b7ff1be1dc845ecc5559631b25e34a4d6635937bbc63d06f5d9105e39",
    );
  });

  it("gives image i the same bytes whatever the count", () => {
    const many = digits({ count: 60, seed: 3 }),
      few = digits({ count: 7, seed: 3 });
    expect(Buffer.compare(bytesOf(many.take(7)), bytesOf(few))).toBe(0);
    expect(many.take(7).labels).toEqual(few.labels);
  });

  it("gives other images for another seed or stream, and none twice", () => {
    const sets = [
      digits({ count: 300, seed: 3 }),
      digits({ count: 300, seed: 4 }),
      digits({ count: 300, seed: 3, stream: "x" }),
    ];
    const images = sets.flatMap((data) => Array.from({ length: 300 }, (_, i) => image(data, i)));
    expect(new Set(images).size).toBe(900);
  });

  it("balances every ten images, or draws each class alone", () => {
    const balanced = digits({ count: 105, seed: 5 });
    for (let start = 0; start < 100; start += 10)
      expect([...balanced.labels!.slice(start, start + 10)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const counts = digits({ count: 2000, seed: 5, classes: "random" }).classCounts();
    const chiSquare = counts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(chiSquare).toBeGreaterThan(0);
    expect(chiSquare).toBeLessThan(27.88); // 9 degrees of freedom, p = 0.001
  });

  it("describes its images", () => {
    const options = { shape: [28, 28], features: 784, outputs: 10, scale: 1 / 255, offset: 0, name: "digits" };
    expect(digits({ count: 3, seed: 0 })).toMatchObject({ ...options, size: 3 });
    expect(digits({ count: 0, seed: 0 })).toMatchObject({ ...options, size: 0 });
  });

  it("splits into disjoint training and test images", () => {
    const { train, test } = digitsSplit({ train: 200, test: 100, seed: 6 });
    expect([train.size, test.size]).toEqual([200, 100]);
    const seen = new Set(Array.from({ length: 200 }, (_, i) => image(train, i)));
    for (let i = 0; i < 100; i++) expect(seen.has(image(test, i))).toBe(false);
    expect(sha256(digitsSplit({ train: 1, test: 100, seed: 6 }).test)).toBe(sha256(test));
    expect(sha256(digits({ count: 200, seed: 6 }))).toBe(sha256(train));
  });

  it("inks every image about as much as a pen does", () => {
    const data = digits({ count: 500, seed: 8 });
    for (let i = 0; i < data.size; i++) {
      const pixels = bytesOf(data).subarray(784 * i, 784 * (i + 1));
      const inked = pixels.filter((value) => value > 100).length;
      expect(inked).toBeGreaterThan(20);
      expect(inked).toBeLessThan(784 / 2);
    }
  });

  it("is neither trivial nor hopeless for the nearest class mean, and easy when nothing strays", () => {
    expect(nearestMeanAccuracy(1)).toBeGreaterThan(0.6);
    expect(nearestMeanAccuracy(1)).toBeLessThan(0.85);
    expect(nearestMeanAccuracy(0)).toBeGreaterThan(0.95);
    expect(nearestMeanAccuracy(2)).toBeLessThan(0.5);
  });

  it.each([
    { count: -1 },
    { count: 1.5 },
    { count: 2 ** 20 + 1 },
    { seed: -1 },
    { difficulty: -0.1 },
    { difficulty: 2.1 },
    { difficulty: Number.NaN },
    { classes: "sorted" as "random" },
  ])("refuses %j", (wrong) => {
    expect(() => digits({ count: 1, seed: 1, ...wrong })).toThrow(ArgumentError);
  });
});

/** Share of 500 test images whose nearest mean of 2000 training images, by class, is their own. */
function nearestMeanAccuracy(difficulty: number): number {
  const { train, test } = digitsSplit({ train: 2000, test: 500, seed: 2, difficulty });
  const means = Array.from({ length: 10 }, () => new Float64Array(784));
  train.labels!.forEach((label, i) => {
    for (let p = 0; p < 784; p++) means[label]![p]! += train.inputs[784 * i + p]! / 200;
  });
  let right = 0;
  test.labels!.forEach((label, i) => {
    const distances = means.map((mean) =>
      mean.reduce((sum, value, p) => sum + (value - test.inputs[784 * i + p]!) ** 2, 0),
    );
    if (distances.indexOf(Math.min(...distances)) === label) right++;
  });
  return right / test.size;
}
