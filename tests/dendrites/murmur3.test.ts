import fc from "fast-check";
import { expect, it } from "vitest";
import { murmur3, murmur3Bytes } from "../../src/dendrites/murmur3.js";

const text = (string: string) => new TextEncoder().encode(string);

// Vectors that implementations publish for MurmurHash3_x86_32.
it.each<[number[] | string, number, number]>([
  ["", 0, 0],
  ["", 1, 0x514e28b7],
  ["", 0xffffffff, 0x81f16f39],
  [[0xff, 0xff, 0xff, 0xff], 0, 0x76293b50],
  [[0x21, 0x43, 0x65, 0x87], 0, 0xf55b516b],
  [[0x21, 0x43, 0x65, 0x87], 0x5082edee, 0x2362f9de],
  [[0x21, 0x43, 0x65], 0, 0x7e4a8634],
  [[0x21, 0x43], 0, 0xa0f7b07a],
  [[0x21], 0, 0x72661cf4],
  [[0, 0, 0, 0], 0, 0x2362f9de],
  [[0, 0, 0], 0, 0x85f0b427],
  [[0, 0], 0, 0x30f4c306],
  [[0], 0, 0x514e28b7],
  ["aaaa", 0x9747b28c, 0x5a97808a],
  ["abc", 0x9747b28c, 0xc84a62dd],
  ["Hello, world!", 0x9747b28c, 0x24884cba],
  ["The quick brown fox jumps over the lazy dog", 0x9747b28c, 0x2fa826cd],
])("hashes %j with seed %i to %i", (input, seed, hash) => {
  expect(murmur3Bytes(typeof input === "string" ? text(input) : Uint8Array.from(input), seed)).toBe(hash);
});

it("hashes the keys of the encoders", () => {
  expect(murmur3(0, 2019)).toBe(2660139862);
  expect(murmur3(1, 2019)).toBe(697967798);
});

it("hashes a number as its four bytes, lowest first", () =>
  fc.assert(
    fc.property(fc.nat(0xffffffff), fc.nat(0xffffffff), (key, seed) => {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, key, true);
      expect(murmur3(key, seed)).toBe(murmur3Bytes(bytes, seed));
      expect(murmur3(key - 2 ** 32, seed)).toBe(murmur3(key, seed));
    }),
  ));
