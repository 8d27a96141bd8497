import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.js";
import { type ImageSet, loadImages } from "../../src/data/folder.js";
import { ArgumentError, FormatError } from "../../src/errors.js";
import { dataFolder } from "../support.js";
import { gzip, idxFile } from "./files.js";

const scratch = await mkdtemp(join(tmpdir(), "neurite-data-"));
afterAll(() => rm(scratch, { recursive: true }));

/** A folder of scratch files. */
async function folderOf(name: string, files: Record<string, Uint8Array>): Promise<string> {
  const folder = join(scratch, name);
  await mkdir(folder, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(folder, file), bytes);
  return folder;
}

const images = idxFile(0x08, [2, 2, 3], [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]);
const labels = idxFile(0x08, [2], [1, 2]);
const mnistFiles = {
  "train-images-idx3-ubyte": images,
  "train-labels-idx1-ubyte.gz": gzip(labels),
  "t10k-images.idx3-ubyte.gz": gzip(images),
  "t10k-labels.idx1-ubyte": labels,
};

describe("loadImages", () => {
  it("reads plain and gzip files from the folder or one of the set's name in it", async () => {
    const inner = await folderOf("a/mnist", mnistFiles);
    for (const folder of [inner, join(scratch, "a")]) {
      const { train, test } = await loadImages(folder, "mnist");
      expect(train).toMatchObject({ name: "mnist train", size: 2, shape: [2, 3], outputs: 10, scale: 1 / 255 });
      expect([...test.labels!]).toEqual([1, 2]);
      expect([...test.inputs]).toEqual([...images.slice(16)]);
    }
    const plain = await folderOf("downloads", mnistFiles);
    expect((await loadImages(plain, "fashion-mnist")).test.name).toBe("fashion-mnist test");
    await expect(loadImages(inner, "fashion-mnist")).rejects.toThrow(ArgumentError);
  });

  it("turns EMNIST upright, counts letters from 0, and prefers the whole set to a slice", async () => {
    const file = (part: string, kind: string) => `emnist-letters-${part}-${kind}-ubyte`;
    const folder = await folderOf("b", {
      [file("train-first2", "images-idx3")]: images,
      [file("train-first2", "labels-idx1")]: labels,
      [file("test", "images-idx3")]: images,
      [file("test", "labels-idx1")]: labels,
    });
    const { train } = await loadImages(folder, "emnist-letters");
    expect(train).toMatchObject({ name: "emnist-letters train (first 2)", shape: [3, 2], outputs: 26 });
    expect([...train.inputs]).toEqual([1, 4, 2, 5, 3, 6, 11, 14, 12, 15, 13, 16]);
    expect([...train.labels!]).toEqual([0, 1]);
    await folderOf("b", { [file("train", "images-idx3")]: images, [file("train", "labels-idx1")]: labels });
    expect((await loadImages(folder, "emnist-letters")).train.name).toBe("emnist-letters train");
  });

  it("reads the CIFAR batches there are and says which", async () => {
    const record = (label: number) => Uint8Array.of(label, ...new Uint8Array(3072));
    const files = {
      "data_batch_2.bin": record(2),
      "data_batch_4.bin.gz": gzip(record(4)),
      "test_batch.bin": record(0),
    };
    await folderOf("c/cifar-10-batches-bin", files);
    const { train, test } = await loadImages(join(scratch, "c"), "cifar-10");
    expect(train.name).toBe("cifar-10 train (batch 2, 4 of 5)");
    expect([...train.labels!, ...test.labels!]).toEqual([2, 4, 0]);
  });

  it("says what was looked for where", async () => {
    const folder = await folderOf("d", { "train-images-idx3-ubyte": images });
    const error = await loadImages(folder, "mnist").catch((reason) => reason);
    expect(error).toBeInstanceOf(ArgumentError);
    for (const part of ["t10k-labels-idx1-ubyte", join(folder, "mnist"), `or ${folder}`])
      expect(error.message).toContain(part);
    await expect(loadImages(join(scratch, "nowhere"), "cifar-10")).rejects.toThrow("test_batch.bin");
    await expect(loadImages(folder, "imagenet" as ImageSet)).rejects.toThrow(ArgumentError);
  });

  it.each<[string, Uint8Array, Uint8Array]>([
    ["a label too high", images, idxFile(0x08, [2], [1, 10])],
    ["fewer labels than images", images, idxFile(0x08, [1], [1])],
    ["images of another type", idxFile(0x09, [2, 1, 1], [1, 2]), labels],
    ["images of two dimensions", idxFile(0x08, [2, 6], images.slice(16)), labels],
    ["images without pixels", idxFile(0x08, [2, 0, 3], []), labels],
    ["labels of two dimensions", images, idxFile(0x08, [2, 1], [1, 2])],
    ["a cut file", images.slice(0, -1), labels],
    ["an empty file", images, new Uint8Array(0)],
  ])("refuses %s, naming the file", async (what, badImages, badLabels) => {
    const name = what.replaceAll(" ", "-");
    const files = {
      ...mnistFiles,
      "train-images-idx3-ubyte": badImages,
      "train-labels-idx1-ubyte.gz": gzip(badLabels),
    };
    const error = await loadImages(await folderOf(name, files), "mnist").catch((reason) => reason);
    expect(error).toBeInstanceOf(FormatError);
    expect(error.message).toMatch(/^\/.*train-(images-idx3-ubyte|labels-idx1-ubyte\.gz): /);
  });

  it("refuses what cannot be read", async () => {
    const folder = await folderOf("e", mnistFiles);
    await rm(join(folder, "train-images-idx3-ubyte"));
    await mkdir(join(folder, "train-images-idx3-ubyte"));
    await expect(loadImages(folder, "mnist")).rejects.toThrow(FormatError);
  });
});

// The facts of each set's README; means with the digits printed there.
const bytesOf = (data: Dataset) => data.inputs as Uint8Array;
const mean = (data: Dataset) => bytesOf(data).reduce((sum, value) => sum + value, 0) / data.inputs.length;
const firstSum = (data: Dataset) =>
  bytesOf(data)
    .subarray(0, 784)
    .reduce((sum, value) => sum + value, 0);
const firstTen = ({ labels }: Dataset) => [...labels!.subarray(0, 10)].join(" ");
const counts = (data: Dataset) => [...data.classCounts()].join(" ");

const folder = dataFolder();
if (folder === undefined) {
  it.skip("real data sets: set NEURITE_DATA to their folder", () => undefined);
} else {
  describe("real data sets agree with the facts published with them", () => {
    it("mnist", async () => {
      const { train, test } = await loadImages(folder, "mnist");
      expect(counts(train)).toBe("5923 6742 5958 6131 5842 5421 5918 6265 5851 5949");
      expect(firstTen(train)).toBe("5 0 4 1 9 2 1 3 1 4");
      expect(counts(test)).toBe("980 1135 1032 1010 982 892 958 1028 974 1009");
      expect(firstTen(test)).toBe("7 2 1 0 4 1 4 9 5 9");
      expect([mean(train).toFixed(4), mean(test).toFixed(4)]).toEqual(["33.3184", "33.7912"]);
      expect([firstSum(train), firstSum(test)]).toEqual([27525, 18454]);
    });

    it("fashion-mnist", async () => {
      const { train, test } = await loadImages(folder, "fashion-mnist");
      expect([counts(train), counts(test)]).toEqual([Array(10).fill(6000).join(" "), Array(10).fill(1000).join(" ")]);
      expect([firstTen(train), firstTen(test)]).toEqual(["9 0 0 3 0 2 7 2 5 5", "9 2 1 1 6 1 4 6 5 7"]);
      expect([mean(train).toFixed(4), mean(test).toFixed(4)]).toEqual(["72.9404", "73.1466"]);
      expect([firstSum(train), firstSum(test)]).toEqual([76247, 33456]);
    });

    it("emnist-letters", async () => {
      const { train, test } = await loadImages(folder, "emnist-letters");
      expect(counts(test)).toBe(Array(26).fill(800).join(" "));
      expect(firstTen(test)).toBe(Array(10).fill(0).join(" "));
      if (train.size === 10_400)
        expect(counts(train)).toBe(
          "404 360 423 388 385 378 403 408 408 426 402 402 414 384 391 412 388 375 417 390 423 427 412 384 401 395",
        );
      expect(firstTen(train)).toBe("22 6 15 14 22 16 12 10 21 23");
      expect(mean(test).toFixed(4)).toBe("43.9043");
      expect([firstSum(test), firstSum(train)]).toEqual([32852, 63004]);
    });

    it("cifar-10", async () => {
      const { train, test } = await loadImages(folder, "cifar-10");
      const planes = ({ inputs }: Dataset) => {
        const sums = [0, 0, 0];
        for (let start = 0; start < 10_000 * 3072; start += 1024)
          for (let i = start, plane = (start >> 10) % 3; i < start + 1024; i++) sums[plane]! += inputs[i]!;
        return sums.map((sum) => (sum / 10_000 / 1024).toFixed(3)).join(" ");
      };
      const first = train.take(10_000);
      expect(counts(first)).toBe("1005 974 1032 1016 999 937 1030 1001 1025 981");
      expect(counts(test)).toBe(Array(10).fill(1000).join(" "));
      expect([firstTen(train), firstTen(test)]).toEqual(["6 9 9 4 1 1 2 7 8 3", "3 8 8 0 6 6 1 6 3 1"]);
      expect([planes(first), planes(test)]).toEqual(["125.832 123.261 114.031", "126.025 123.709 114.854"]);
    });
  });
}
