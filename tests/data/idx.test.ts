import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readIdx } from "../../src/data/idx.js";
import { FormatError } from "../../src/errors.js";
import { countingStream, formatError, gzip, idxFile } from "./files.js";

/** Every element type: code, array type, DataView setter, and values it must carry through. */
const types = [
  [0x08, Uint8Array, "setUint8", fc.integer({ min: 0, max: 255 })],
  [0x09, Int8Array, "setInt8", fc.integer({ min: -128, max: 127 })],
  [0x0b, Int16Array, "setInt16", fc.integer({ min: -32768, max: 32767 })],
  [0x0c, Int32Array, "setInt32", fc.integer()],
  [0x0d, Float32Array, "setFloat32", fc.float()],
  [0x0e, Float64Array, "setFloat64", fc.double()],
] as const;

const small = idxFile(
  0x08,
  [3, 2, 4],
  Array.from({ length: 24 }, (_, i) => 200 + i),
);

describe("readIdx", () => {
  it.each(types)("decodes type %i of any shape, plain and gzip", (type, ArrayType, setter, value) =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(4), { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(value),
        async (shape, values) => {
          const size = shape.reduce((product, n) => product * n, 1),
            expected = ArrayType.from(values.take(size)),
            width = ArrayType.BYTES_PER_ELEMENT;
          const elements = new Uint8Array(size * width),
            view = new DataView(elements.buffer);
          expected.forEach((element, i) => void view[setter](i * width, element));
          const file = idxFile(type, shape, elements);
          expect(await readIdx(file)).toEqual({ shape, data: expected });
          expect(await readIdx(countingStream(gzip(file), 7).stream)).toEqual({ shape, data: expected });
        },
      ),
      { numRuns: 40 },
    ),
  );

  it("refuses every truncation, saying where", async () => {
    for (let length = 0; length < small.length; length++) {
      const { message } = await formatError(readIdx(small.slice(0, length), { name: "images" }));
      expect(message).toMatch(/^images: truncated: \d+ bytes expected at offset \d+, only \d+ follow$/);
      await formatError(readIdx(gzip(small.slice(0, length))));
      await formatError(readIdx(new Blob([small.slice(0, length)])));
    }
  });

  it("refuses trailing bytes", async () => {
    for (const file of [
      Uint8Array.of(...small, 0),
      gzip(Uint8Array.of(...small, 0)),
      Uint8Array.of(...small, ...small),
    ])
      expect((await formatError(readIdx(file))).message).toMatch(/further bytes follow its end at offset 40$/);
    for (const tail of [[0], [1, 2, 3]]) await formatError(readIdx(Uint8Array.of(...gzip(small), ...tail)));
  });

  it("refuses a flipped header bit, unless u8 became i8", async () => {
    for (let bit = 0; bit < 16 * 8; bit++) {
      const damaged = small.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      const result = await readIdx(damaged).catch((error: unknown) => error);
      if (bit === 16) expect(result).toEqual({ shape: [3, 2, 4], data: new Int8Array(small.slice(16)) });
      else expect(result).toBeInstanceOf(FormatError);
    }
  });

  it("accepts exactly the six type codes", async () => {
    const known: number[] = [];
    for (let type = 0; type < 256; type++)
      if (!((await readIdx(idxFile(type, [0], [])).catch((error) => error)) instanceof FormatError)) known.push(type);
    expect(known).toEqual(types.map(([type]) => type));
  });

  it.each([
    [0x08, [2 ** 31, 2 ** 31], "impossible shape"],
    [0x08, [2 ** 31, 2 ** 31, 0], "impossible shape"],
    [0x0e, [2 ** 32 - 1, 2 ** 21], "impossible shape"],
    [0x08, Array(255).fill(2 ** 32 - 1), "impossible shape"],
    [0x08, [2 ** 31], "the limit is 2147483648"],
    [0x08, [2 ** 30], "truncated"],
    [0x0e, [2 ** 27], "truncated"],
  ])("refuses type %i with the lying shape %j without allocating it", async (type, shape, reason) => {
    const file = idxFile(type, shape, [1, 2, 3]);
    const before = process.memoryUsage().arrayBuffers;
    expect((await formatError(readIdx(file))).message).toContain(reason);
    expect((await formatError(readIdx(gzip(file)))).message).toContain(reason);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
  });

  it("stops reading a bomb as soon as the declared size has passed", async () => {
    const bomb = new Uint8Array(50_000_000);
    bomb.set(idxFile(0x08, [10], []));
    bomb.fill(7, 8, 2_000_000);
    for (let i = 8; i < 2_000_000; i++) bomb[i] = Math.imul(i, 2654435761) >>> 24; // hardly compresses
    const { stream, seen } = countingStream(gzip(bomb), 4096);
    expect((await formatError(readIdx(stream))).message).toMatch(/further bytes/);
    expect(seen.pulled).toBeLessThan(400_000);
    expect(seen.cancelled).toBe(true);
  });

  it("holds the limit of the caller", async () => {
    expect((await readIdx(small, { limit: 40 })).data).toHaveLength(24);
    expect((await formatError(readIdx(small, { limit: 39 }))).message).toMatch(/needs 40 bytes, the limit is 39/);
  });

  it("says what a file that is no IDX starts with", async () => {
    const page = new TextEncoder().encode("<!doctype html>");
    expect((await formatError(readIdx(page))).message).toMatch(/^readIdx: not an IDX file: starts with 3c 21 64 6f/);
    await formatError(readIdx(Uint8Array.of(0, 0, 8, 0)));
  });

  it("never fails untyped on random bytes", () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), fc.boolean(), async (bytes, magic) => {
        if (magic) bytes.set([0, 0, 8].slice(0, bytes.length));
        const result = await readIdx(bytes).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(FormatError);
      }),
      { numRuns: 500 },
    ));
});
