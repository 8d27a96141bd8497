import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packSections, unpackSections } from "../../src/dendrites/sections.js";
import { FormatError } from "../../src/errors.js";
import { sealed } from "./sealed.js";

const sections = [
  Float64Array.of(Math.PI, -0, Number.NaN),
  Uint8Array.of(1, 2, 3),
  Uint16Array.of(65535),
  new Uint32Array(0),
  Float32Array.of(0.5, 2),
] as const;
const types = [Float64Array, Uint8Array, Uint16Array, Uint32Array, Float32Array] as const;
const unpack = (bytes: Uint8Array) => unpackSections("test", "kind", bytes, ...types);

/** A packed file whose word `at` is another, its checksum right. */
function changed(at: number, value: number): Uint8Array {
  const bytes = packSections("kind", sections);
  new DataView(bytes.buffer).setUint32(at, value, true);
  return sealed(bytes);
}

describe("sections", () => {
  it("come back as they were, from anywhere in a buffer, as copies", () => {
    const bytes = packSections("kind", sections),
      moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);
    for (const file of [bytes, moved.subarray(3)]) {
      const got = unpack(file);
      expect(got).toEqual(sections);
      expect(got.some(({ buffer }) => buffer === file.buffer)).toBe(false);
    }
  });

  it("come back whatever their lengths", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), fc.uint16Array({ maxLength: 9 }), (a, b) => {
        const bytes = packSections("any", [a, b]);
        expect(bytes.length % 4).toBe(0);
        expect(unpackSections("test", "any", bytes, Uint8Array, Uint16Array)).toEqual([a, b]);
      }),
    );
  });

  it("are laid out as the format says", () => {
    const bytes = packSections("kind", [Uint8Array.of(7), Uint32Array.of(0x01020304)]),
      text = String.fromCharCode(...bytes.subarray(0, 16)),
      view = new DataView(bytes.buffer);
    expect(text).toBe("neurite\x1akind    ");
    expect([16, 20, 24, 28, 32, 36].map((at) => view.getUint32(at, true))).toEqual([1, 2, 0, 1, 2, 4]);
    expect([...bytes.subarray(40, -4)]).toEqual([7, 0, 0, 0, 0, 0, 0, 0, 4, 3, 2, 1, 0, 0, 0, 0]);
  });

  it.each([
    ["another kind", () => unpackSections("test", "other", packSections("kind", sections), ...types), /holds "kind"/],
    ["another version", () => unpack(changed(16, 2)), /version 2/],
    ["fewer sections", () => unpack(packSections("kind", sections.slice(1))), /number of sections/],
    ["a section of another type", () => unpack(changed(24, 3)), /section 0/],
    ["a section of no type", () => unpack(changed(24, 99)), /section 0/],
    ["a length that is no multiple", () => unpack(changed(28, 23)), /section 0/],
    ["a length beyond the file", () => unpack(changed(28, 0xfffffff8)), /section 0/],
    ["a length too short for what follows", () => unpack(changed(28, 8)), /longer than its sections/],
    ["a changed byte", () => unpack(packSections("kind", sections).fill(1, 70, 71)), /checksum/],
    ["other bytes", () => unpack(new Uint8Array(100)), /no file of this package/],
    ["no bytes", () => unpack(new Uint8Array(0)), /no file of this package/],
    ["no array", () => unpack("neurite" as unknown as Uint8Array), /Uint8Array/],
  ])("are refused with %s", (_, use, message) => {
    expect(use).toThrow(FormatError);
    expect(use).toThrow(message);
  });
});
