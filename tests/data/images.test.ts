import { expect, it } from "vitest";
import { readIdxImages } from "../../src/data/images.js";
import { formatError, idxFile } from "./files.js";

const u8 = 0x08,
  images = (count: number, rows: number, columns: number) =>
    idxFile(
      u8,
      [count, rows, columns],
      Array.from({ length: count * rows * columns }, (_, i) => i),
    ),
  labels = (...values: number[]) => idxFile(u8, [values.length], values);

it("readIdxImages gives a data set of bytes seen from 0 to 1", async () => {
  const data = await readIdxImages(images(2, 2, 3), labels(9, 0), { name: "tiny" });
  expect(data).toMatchObject({ name: "tiny", size: 2, features: 6, outputs: 10, scale: 1 / 255, shape: [2, 3] });
  expect([...data.inputs]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect([...data.labels!]).toEqual([9, 0]);
});

it("readIdxImages turns images stored column by column, and counts classes from the first label", async () => {
  const options = { transposed: true, classes: 26, firstLabel: 1 };
  const data = await readIdxImages(images(2, 2, 3), labels(1, 26), options);
  expect(data.shape).toEqual([3, 2]);
  expect([...data.inputs]).toEqual([0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11]);
  expect([...data.labels!]).toEqual([0, 25]);
});

it("readIdxImages says which file is wrong, and how", async () => {
  const wrong = async (pictures: Uint8Array<ArrayBuffer>, marks: Uint8Array<ArrayBuffer>, firstLabel = 0) =>
    (await formatError(readIdxImages(pictures, marks, { name: "tiny", firstLabel }))).message;
  expect(await wrong(images(2, 2, 3), labels(1))).toBe("tiny, labels: holds 1 labels for 2 images of tiny, images");
  expect(await wrong(images(1, 2, 3), labels(10))).toBe("tiny, labels: label 0 is 10, must be from 0 to 9");
  expect(await wrong(images(1, 2, 3), labels(0), 1)).toBe("tiny, labels: label 0 is 0, must be from 1 to 10");
  expect(await wrong(labels(1), labels(1))).toContain("must be 3-dimensional u8");
  expect(await wrong(images(1, 2, 3), images(1, 1, 1))).toContain("must be 1-dimensional u8");
  expect(await wrong(idxFile(u8, [1, 0, 3], []), labels(1))).toContain("0 × 3 pixels");
});
