import { describe, expect, it } from "vitest";
import { CIFAR10_CLASSES, readCifar10 } from "../../src/data/cifar.js";
import { ArgumentError } from "../../src/errors.js";
import { formatError, gzip } from "./files.js";

const batch = (labels: number[]) =>
  Uint8Array.from(labels.flatMap((label, r) => [label, ...Array.from({ length: 3072 }, (_, i) => (i + r) & 255)]));

describe("readCifar10", () => {
  it("joins batches in order, plain and gzip", async () => {
    const data = await readCifar10([batch([3, 9]), gzip(batch([0]))]);
    expect(data).toMatchObject({ size: 3, features: 3072, outputs: 10, scale: 1 / 255, shape: [3, 32, 32] });
    expect([...data.labels!]).toEqual([3, 9, 0]);
    expect(data.inputs).toEqual(
      Uint8Array.from([0, 1, 0].flatMap((r) => [...batch(Array(r + 1).fill(0)).slice(-3072)])),
    );
    expect(CIFAR10_CLASSES).toHaveLength(10);
  });

  it.each([0, 1, 3072, 3074, 6145])("refuses a file of %i bytes, naming it", async (length) => {
    const options = { names: ["one.bin", "two.bin"] };
    const error = await formatError(readCifar10([batch([1]), batch([1, 2, 3]).slice(0, length)], options));
    expect(error.message).toBe(`two.bin: ${length} bytes are not one or more records of 3073 bytes`);
  });

  it("refuses label 10, naming the record", async () => {
    const error = await formatError(readCifar10([batch([1, 10])]));
    expect(error.message).toBe("cifar-10, batch 1: record 1 has label 10, must be below 10");
  });

  it("holds one limit over all batches", async () => {
    expect((await readCifar10([batch([1]), batch([2])], { limit: 6146 })).size).toBe(2);
    await formatError(readCifar10([batch([1]), batch([2])], { limit: 6145 }));
    await formatError(readCifar10([gzip(batch([1])).slice(0, 100)]));
  });

  it("refuses no sources", async () => {
    await expect(readCifar10([])).rejects.toThrow(ArgumentError);
  });
});
