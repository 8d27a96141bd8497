import { describe, expect, it } from "vitest";
import { digits } from "../../../src/data/digits.js";
import { firstImages, hashOfImages } from "../../../src/experiments/shared/images.js";

const data = {
  train: digits({ count: 30, seed: 1 }),
  test: digits({ count: 20, seed: 1, stream: "test" }),
  description: "a few digits",
};

describe("firstImages", () => {
  it("takes the files' first images, as many as there are, with pixels of 0 … 1", () => {
    const { train, test, description } = firstImages({ data, seed: 1 }, { train: 25, test: 100, name: "MNIST" });
    expect([train.size, test.size]).toEqual([25, 20]);
    expect(train.inputs).toEqual(data.train.inputs.subarray(0, 25 * 784));
    expect([train.scale, train.offset]).toEqual([1 / 255, 0]);
    expect(description).toBe("a few digits: 25 training and 20 test images");
  });

  it("draws digits where there are none, once, and says what they stand in for", () => {
    const draw = (seed: number) =>
        firstImages(
          { data: undefined, seed },
          { train: 12, test: 8, name: "MNIST", prepare: (images) => images.withScale(1, -1) },
        ),
      [first, again, other] = [draw(1), draw(1), draw(2)];
    expect(first.description).toMatch(/^Digits drawn by this package, not MNIST .*: 12 training and 8 test images$/);
    expect([first.train.scale, first.test.offset]).toEqual([1, -1]);
    expect(again.train.inputs).toEqual(first.train.inputs);
    expect(other.train.inputs).not.toEqual(first.train.inputs);
  });
});

describe("hashOfImages", () => {
  it("depends on pixels, labels and their part", async () => {
    const { train, test } = data,
      hash = await hashOfImages({ train, test });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOfImages({ train: test, test: train })).not.toBe(hash);
    expect(await hashOfImages({ train: train.take(29), test })).not.toBe(hash);
  });
});
