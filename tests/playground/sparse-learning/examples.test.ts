import { ArgumentError, digits, FormatError } from "neurite";
import { describe, expect, it } from "vitest";
import { generatedExamples, ownExamples } from "../../../playground/panels/sparse-learning/examples.js";

const text = (content: string, name = "own.csv") => new File([content], name);

/** An IDX file of bytes. */
function idx(name: string, shape: number[], data: Uint8Array): File {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint32(0, 0x0800 + shape.length);
  shape.forEach((size, axis) => {
    header.setUint32(4 + 4 * axis, size);
  });
  return new File([header.buffer, data as Uint8Array<ArrayBuffer>], name);
}

const twenty = Array.from({ length: 20 }, (_, i) => i);

describe("generatedExamples", () => {
  it("are those of digitsSplit", () => {
    const { train, test, classes } = generatedExamples({ digits: 30, seed: 4 });
    expect(train.inputs).toEqual(digits({ count: 30, seed: 4 }).inputs);
    expect(test.size).toBe(500);
    expect(classes).toEqual([..."0123456789"]);
  });
});

describe("ownExamples", () => {
  it("takes a table with a column of labels by its name, scaled to 0 … 1", async () => {
    const rows = twenty.map((i) => `${i},${i % 2 ? "cat" : "ant"},${20 - i}`);
    const { train, test, classes } = await ownExamples([text(`a,Class,b\n${rows.join("\n")}\n`)], 1);
    expect([train.size, test.size, train.features, train.outputs]).toEqual([16, 4, 2, 2]);
    expect(classes).toEqual(["ant", "cat"]);
    // Each column is scaled by itself: i from 0 … 19, 20 − i from 1 … 20.
    for (const part of [train, test])
      part.labels!.forEach((label, k) => {
        const i = 19 * part.inputs[2 * k]!;
        expect(label).toBe(Math.round(i) % 2);
        expect(part.inputs[2 * k + 1]).toBeCloseTo((19 - i) / 19, 6);
      });
  });

  it("scales pixels together, and a constant column to 0", async () => {
    const pixels = (i: number) => Array.from({ length: 16 }, (_, k) => (k === 0 ? 255 : k === 1 ? 51 : i));
    const images = await ownExamples([text(twenty.map((i) => [i % 2, ...pixels(i)].join()).join("\n"))], 1);
    expect(images.train.shape).toEqual([4, 4]);
    expect([...images.train.inputs.subarray(0, 2)]).toEqual([1, Math.fround(51 / 255)]);
    const columns = await ownExamples([text(twenty.map((i) => [i % 2, 7, i].join()).join("\n"))], 1);
    expect(columns.train.inputs.filter((_, at) => at % 2 === 0).every((value) => value === 0)).toBe(true);
  });

  it("takes the first column without such a name, and a first row of numbers as an example", async () => {
    const rows = twenty.map((i) => [10 - (i % 3), ...Array.from({ length: 16 }, (_, k) => i + k)].join());
    const { train, test, classes } = await ownExamples([text(rows.join("\n"))], 1);
    expect(train.size + test.size).toBe(20);
    expect(classes).toEqual(["8", "9", "10"]);
    expect(train.shape).toEqual([4, 4]);
  });

  it("takes IDX files in either order", async () => {
    const images = idx("images", [20, 28, 28], digits({ count: 20, seed: 1 }).inputs as Uint8Array),
      labels = idx(
        "labels",
        [20],
        Uint8Array.from(twenty, (i) => i % 10),
      );
    for (const files of [
      [images, labels],
      [labels, images],
    ]) {
      const { train, test, classes } = await ownExamples(files, 1);
      expect([train.size, test.size, train.shape, classes.length]).toEqual([16, 4, [28, 28], 10]);
    }
  });

  it.each([
    ["nothing", "", "is empty"],
    ["ragged rows", "label,a\n1,2\n3\n", "line 3"],
    ["a field that is no number", "label,a\n1,2\n1,x\n", 'line 3, column "a": "x" is not a finite number'],
    ["a column of labels alone", "label\n1\n2\n", "0 columns beside the labels"],
    ["a single class", "label,a\n1,2\n1,3\n", "1 different labels, must have 2 to 100"],
    ["equal values", "label,a\n1,2\n0,2\n", "all its values are equal"],
    ["two examples", "label,a\n1,2\n0,3\n", "holds 2 examples, too few"],
  ])("refuses a table with %s", async (_, content, message) => {
    const reading = ownExamples([text(content)], 1);
    await expect(reading).rejects.toThrow(FormatError);
    await expect(reading).rejects.toThrow(message);
  });

  it("refuses files that do not belong together, and a wrong number of them", async () => {
    const images = idx("images", [2, 2, 2], new Uint8Array(8)),
      labels = idx("labels", [3], new Uint8Array(3));
    await expect(ownExamples([images, labels], 1)).rejects.toThrow("holds 3 labels for 2 images");
    await expect(ownExamples([images, text("1,2\n", "b")], 1)).rejects.toThrow(FormatError);
    await expect(ownExamples([], 1)).rejects.toThrow(ArgumentError);
    await expect(ownExamples([images, labels, labels], 1)).rejects.toThrow(ArgumentError);
  });
});
