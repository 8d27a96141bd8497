import fc from "fast-check";
import { expect, it } from "vitest";
import { crc32 } from "../../src/dendrites/crc32.js";

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

it("crc32 gives the check value of its polynomial, 0 for nothing, and a number without sign", () => {
  expect(crc32(bytesOf("123456789"))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(0))).toBe(0);
  expect(crc32(Uint8Array.of(0))).toBe(0xd202ef8d);
});

it("crc32 equals the definition, bit by bit", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      let remainder = 0xffffffff;
      for (const byte of bytes)
        for (let bit = 0; bit < 8; bit++) {
          const odd = (remainder ^ (byte >> bit)) & 1;
          remainder = (remainder >>> 1) ^ (odd ? 0xedb88320 : 0);
        }
      expect(crc32(bytes)).toBe((remainder ^ 0xffffffff) >>> 0);
    }),
  );
});

it("crc32 finds every change of a bit and every burst of up to 32", () => {
  const bytes = Uint8Array.from({ length: 30 }, (_, i) => i * 37),
    sum = crc32(bytes);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    expect(crc32(bytes)).not.toBe(sum);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
  }
  for (let i = 0; i + 4 <= bytes.length; i++) {
    const changed = Uint8Array.from(bytes, (byte, at) => (at >= i && at < i + 4 ? ~byte : byte));
    expect(crc32(changed)).not.toBe(sum);
  }
});
