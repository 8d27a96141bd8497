import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ByteSource, type ReadOptions, readFrom } from "../../src/data/bytes.js";
import { ArgumentError, FormatError } from "../../src/errors.js";
import { countingStream, formatError, gzip } from "./files.js";

const readAll = (source: ByteSource, options: ReadOptions = {}) =>
  readFrom("test", source, options, (reader) => reader.takeAll());

describe("readFrom", () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) >> 7);
  const packed = gzip(bytes);
  const sources: [string, (data: Uint8Array<ArrayBuffer>) => ByteSource][] = [
    ["Uint8Array", (data) => data],
    ["a view into a larger buffer", (data) => new Uint8Array([9, ...data, 9]).subarray(1, data.length + 1)],
    ["ArrayBuffer", (data) => data.buffer],
    ["SharedArrayBuffer", (data) => new Uint8Array(new SharedArrayBuffer(data.length)).fill(0).map((_, i) => data[i]!)],
    ["Blob", (data) => new Blob([data])],
    ["Response", (data) => new Response(data)],
    ["stream in single bytes", (data) => countingStream(data.slice(0, 3000), 1).stream],
    ["stream in odd chunks", (data) => countingStream(data, 12_345).stream],
  ];

  it.each(sources)("takes the bytes of %s, plain and gzip", async (name, open) => {
    if (name === "stream in single bytes") {
      const short = bytes.slice(0, 500);
      expect(await readAll(open(short))).toEqual(short);
      expect(await readAll(open(gzip(short)))).toEqual(short);
      return;
    }
    for (const data of [bytes, packed]) expect(Buffer.compare(await readAll(open(data)), bytes)).toBe(0);
  });

  it("gives a copy", async () => {
    const original = Uint8Array.of(1, 2, 3);
    (await readAll(original))[0] = 9;
    expect(original[0]).toBe(1);
  });

  it("reads nothing from nothing", async () => {
    for (const empty of [new Uint8Array(0), new Blob([]), new Response(null), gzip(new Uint8Array(0))])
      expect(await readAll(empty)).toHaveLength(0);
    expect(await readAll(Uint8Array.of(0x1f))).toEqual(Uint8Array.of(0x1f));
  });

  it("takes pieces at any boundary", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(40), { maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        async (counts, chunk) => {
          const total = counts.reduce((sum, count) => sum + count, 0),
            data = bytes.slice(0, total);
          await readFrom("test", countingStream(data, chunk).stream, {}, async (reader) => {
            let at = 0;
            for (const count of counts) expect(await reader.take(count)).toEqual(data.slice(at, (at += count)));
            await reader.expectEnd();
          });
        },
      ),
    ));

  it("stops at the limit, which holds after decompression", async () => {
    expect(await readAll(packed, { limit: bytes.length })).toHaveLength(bytes.length);
    for (const source of [bytes, packed]) {
      const error = await formatError(readAll(source, { name: "a.gz", limit: bytes.length - 1 }));
      expect(error.message).toBe("a.gz: holds more than the limit of 199999 bytes");
    }
    await formatError(readFrom("test", bytes, { limit: 10 }, (reader) => reader.take(11)));
  });

  it("refuses a bomb by its ratio before it has unfolded, and releases the source", async () => {
    const packed = gzip(new Uint8Array(100_000_000)),
      { stream, seen } = countingStream(packed, 4096);
    const error = await formatError(readAll(stream, { name: "bomb" }));
    expect(error.message).toMatch(/^bomb: expands to more than 1000 times/);
    expect(seen).toEqual({ pulled: expect.any(Number), cancelled: true });
    // Engines read up to 64 KiB ahead of what they decompress.
    expect(seen.pulled).toBeLessThan(packed.length - 16_384);
  });

  it("refuses every truncation of gzip data, and bytes behind it", async () => {
    const small = gzip(bytes.slice(0, 300));
    for (let length = 2; length < small.length; length++)
      expect((await formatError(readAll(small.slice(0, length)))).message).toMatch(/gzip/);
    for (const tail of [[0], [0, 0, 0], [7, 8, 9], [...small]])
      expect((await formatError(readAll(Uint8Array.of(...small, ...tail)))).message).toMatch(/gzip/);
  });

  it("gives the right bytes or refuses, whichever bit of gzip data is flipped", async () => {
    const plain = bytes.slice(0, 100),
      small = gzip(plain);
    for (let bit = 16; bit < small.length * 8; bit++) {
      const damaged = small.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      const result = await readAll(damaged).catch((error: unknown) => error);
      // The header's time, system and text hint mean nothing for the content.
      if (result instanceof Uint8Array) expect(result).toEqual(plain);
      else expect(result).toBeInstanceOf(FormatError);
    }
  });

  it("hands on the failure of a stream as it is", async () => {
    for (const head of [Uint8Array.of(1, 2, 3), packed.slice(0, 50)]) {
      const failure = new Error("connection lost");
      let first = true;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (first) controller.enqueue(head);
          else controller.error(failure);
          first = false;
        },
      });
      await expect(readAll(stream)).rejects.toBe(failure);
    }
  });

  it("refuses a failed, used or locked source, and what is no source", async () => {
    const missing = new Response("<html>", { status: 404, statusText: "Not Found" });
    expect((await formatError(readAll(missing, { name: "a.idx" }))).message).toBe("a.idx: HTTP status 404 Not Found");
    const used = new Response("x");
    await used.text();
    await expect(readAll(used)).rejects.toThrow(ArgumentError);
    const { stream } = countingStream(bytes, 10);
    stream.getReader();
    await expect(readAll(stream)).rejects.toThrow(ArgumentError);
    const text = new ReadableStream({ start: (controller) => controller.enqueue("text") });
    await formatError(readAll(text));
    for (const wrong of [undefined, null, 3, "text", {}, [1, 2]])
      await expect(readAll(wrong as unknown as ByteSource)).rejects.toThrow(ArgumentError);
    for (const limit of [-1, 0.5, Number.NaN]) await expect(readAll(bytes, { limit })).rejects.toThrow(ArgumentError);
  });
});
