import { expect, it } from "vitest";
import { Dataset } from "../../../src/data/dataset.js";
import { ArgumentError } from "../../../src/errors.js";
import { imagesFor } from "../../../src/experiments/functional-modularity/data.js";
import { fewDigits, tiny } from "./support.js";

it("scales the images by MNIST's mean and deviation", () => {
  const { train, test, description } = imagesFor(tiny, { data: fewDigits, seed: 1 });
  expect([train.size, test.size, description]).toEqual([60, 40, "a few digits"]);
  expect(train.inputs).toEqual(fewDigits.train.inputs);
  for (const { scale, offset } of [train, test]) {
    expect(offset).toBeCloseTo(-0.1307 / 0.3081, 12);
    expect(255 * scale + offset).toBeCloseTo((1 - 0.1307) / 0.3081, 12);
  }
});

it("takes ten letters of 26, numbered as they follow each other", () => {
  // One pixel per image: its number.
  const letters = new Dataset({
      inputs: Uint8Array.from({ length: 52 }, (_, i) => i),
      features: 1,
      labels: Array.from({ length: 52 }, (_, i) => i % 26),
      outputs: 26,
    }),
    data = { train: letters, test: letters.take(26), description: "letters" },
    { train, test } = imagesFor({ ...tiny, data: "emnist-letters" }, { data, seed: 1 });
  const chosen = Array.from("ABCDEFGHKM", (letter) => letter.charCodeAt(0) - 65);
  expect([...train.inputs]).toEqual([...chosen, ...chosen.map((letter) => letter + 26)]);
  expect([...train.labels!]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([test.size, test.outputs]).toEqual([10, 10]);
  // Of other sets all classes are taken.
  expect(imagesFor({ ...tiny, data: "fashion-mnist" }, { data, seed: 1 }).train.outputs).toBe(26);
});

it("without files refuses all but MNIST, which drawn digits can stand in for", () => {
  for (const data of ["fashion-mnist", "emnist-letters"] as const) {
    expect(() => imagesFor({ ...tiny, data }, { data: undefined, seed: 1 })).toThrow(ArgumentError);
    expect(() => imagesFor({ ...tiny, data }, { data: undefined, seed: 1 })).toThrow(
      `data is "${data}", must be mnist`,
    );
  }
});
