import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { greyPng, greyPngAddress } from "../../../src/experiments/report/png.js";

/**
 * Types and contents of the chunks, checked against their CRC by its definition: division of the bits by the
 * polynomial.
 */
function chunksOf(file: Uint8Array): [string, Uint8Array][] {
  const view = new DataView(file.buffer, file.byteOffset),
    chunks: [string, Uint8Array][] = [];
  expect(Buffer.from(file.subarray(1, 4)).toString()).toBe("PNG");
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at),
      body = file.subarray(at + 4, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(crc(body));
    chunks.push([Buffer.from(body.subarray(0, 4)).toString(), body.subarray(4)]);
    at += 12 + length;
  }
  return chunks;
}

function crc(bytes: Uint8Array): number {
  const table = Array.from({ length: 256 }, (_, n) => {
    let value = n;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value >>> 0;
  });
  let state = 0xffffffff;
  for (const byte of bytes) state = table[(state ^ byte) & 0xff]! ^ (state >>> 8);
  return (state ^ 0xffffffff) >>> 0;
}

it("the CRC used here gives the standard's check value", () => {
  expect(crc(Buffer.from("123456789"))).toBe(0xcbf43926);
});

it("a PNG unpacks to its pixels", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(sizes, fc.nat(255), ([width, height], seed) => {
      const pixels = Uint8Array.from({ length: width * height }, (_, k) => (k * 37 + seed) % 256),
        [header, data, end] = chunksOf(greyPng(width, height, pixels));
      expect([header?.[0], data?.[0], end?.[0]]).toEqual(["IHDR", "IDAT", "IEND"]);
      const view = new DataView(header![1].slice().buffer);
      expect([view.getUint32(0), view.getUint32(4)]).toEqual([width, height]);
      expect([...header![1].subarray(8)]).toEqual([8, 0, 0, 0, 0]); // 8 bits, grey, no interlace
      const scanlines = inflateSync(data![1]); // checks the Adler sum too
      for (let y = 0; y < height; y++) {
        expect(scanlines[y * (width + 1)]).toBe(0);
        const line = scanlines.subarray(y * (width + 1) + 1, (y + 1) * (width + 1));
        expect(Buffer.compare(line, pixels.subarray(y * width, (y + 1) * width))).toBe(0);
      }
    }),
  );
});

it.each([
  [256, 256],
  [65_534, 1],
  [65_535, 1],
])("a picture of %i × %i needs or just misses a second block", (width, height) => {
  const pixels = new Uint8Array(width * height).fill(7),
    data = chunksOf(greyPng(width, height, pixels)).find(([type]) => type === "IDAT")!;
  expect(inflateSync(data[1]).length).toBe(height * (width + 1));
});

it("the address holds the file", () => {
  const address = greyPngAddress(2, 1, Uint8Array.of(0, 255)),
    [, text = ""] = address.split("base64,");
  expect(address.startsWith("data:image/png;base64,")).toBe(true);
  expect(new Uint8Array(Buffer.from(text, "base64"))).toEqual(greyPng(2, 1, Uint8Array.of(0, 255)));
});
