import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { readSafetensors, writeSafetensors } from "../../src/io/safetensors.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { referenceFile } from "../golden/safetensors.js";
import { openArena } from "../support.js";
import { fileOf } from "./support.js";

const wrongly = (value: unknown) => value as never;

/** Bits, so that NaN payloads and signs of zero count. */
const bits = (data: ArrayBufferView) => [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];

const name = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("__proto__", "constructor", "toString", "7", "0", "", '"\\', "\u0000"),
);
const tensor = fc
  .tuple(
    fc.array(fc.nat(3), { maxLength: 3 }),
    fc.constantFrom(Float32Array, Int32Array, Uint8Array),
    fc.infiniteStream(fc.nat(255)),
  )
  .map(([shape, Type, stream]) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const bytes = Uint8Array.from(stream.take(size * Type.BYTES_PER_ELEMENT));
    return { shape, data: new Type(bytes.buffer) };
  });
const tensors = fc
  .uniqueArray(fc.tuple(name, tensor), { selector: ([key]) => key, maxLength: 6 })
  .filter((pairs) => !pairs.some(([key]) => key === "__metadata__"));
const metadata = fc
  .uniqueArray(fc.tuple(name, fc.string({ unit: "grapheme" })), { selector: ([key]) => key, maxLength: 3 })
  .map((pairs) => Object.fromEntries(pairs));

describe("a written file", () => {
  it("gives back every name, shape, bit and text, wherever in memory it is read from", () =>
    fc.assert(
      fc.property(tensors, metadata, fc.nat(9), (pairs, texts, shift) => {
        const file = writeSafetensors(pairs, texts),
          shifted = new Uint8Array(file.length + shift + 3).subarray(shift, shift + file.length);
        shifted.set(file);
        for (const source of [file, file.buffer, shifted, Buffer.from(file)]) {
          const read = readSafetensors(source);
          expect(read.metadata).toEqual(texts);
          expect([...read.tensors.keys()]).toEqual(pairs.map(([key]) => key));
          for (const [key, { shape, data }] of pairs) {
            const got = read.tensors.get(key)!;
            expect([got.shape, got.data.constructor, bits(got.data)]).toEqual([shape, data.constructor, bits(data)]);
            expect([got.dtype, got.data.buffer.byteLength]).toEqual([
              { Float32Array: "f32", Int32Array: "i32", Uint8Array: "u8" }[data.constructor.name],
              data.byteLength,
            ]);
          }
        }
      }),
    ));

  it("has an aligned header, and aligned elements after it", () =>
    fc.assert(
      fc.property(tensors, metadata, (pairs, texts) => {
        const file = writeSafetensors(pairs, texts),
          length = Number(new DataView(file.buffer).getBigUint64(0, true)),
          text = new TextDecoder().decode(file.subarray(8, 8 + length)),
          header = JSON.parse(text);
        expect([length % 8, text.trimEnd().length > text.length - 8]).toEqual([0, true]);
        for (const [key, { data }] of pairs) expect(header[key].data_offsets[0] % data.BYTES_PER_ELEMENT, key).toBe(0);
      }),
    ));

  it("is, byte for byte, the one made by hand", () => {
    const header = '{"__metadata__":{"by":"hand"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}',
      padded = `${header}     `;
    expect([header.length, padded.length]).toEqual([83, 88]);
    const file = Uint8Array.of(
      88,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      ...new TextEncoder().encode(padded),
      0,
      0,
      0x80,
      0x3f,
      0,
      0,
      0,
      0x80,
    );
    expect(writeSafetensors([["a", { shape: [2], data: Float32Array.of(1, -0) }]], { by: "hand" })).toEqual(file);
    const read = readSafetensors(file);
    expect(read.metadata).toEqual({ by: "hand" });
    expect(read.tensors.get("a")).toEqual({ shape: [2], dtype: "f32", data: Float32Array.of(1, -0) });
    expect(writeSafetensors([])).toEqual(fileOf("{}      "));
  });

  it("is the one the format's own library makes", () => {
    const { tensors, metadata } = readSafetensors(referenceFile);
    expect(metadata).toEqual({ made: "by safetensors 0.8.0", note: 'ü " \\' });
    expect([...tensors]).toEqual([
      ["empty", { shape: [0, 4], dtype: "f32", data: new Float32Array(0) }],
      ["mäß", { shape: [1], dtype: "f32", data: Float32Array.of(1) }],
      ["weights", { shape: [2, 3], dtype: "f32", data: Float32Array.of(1.5, -2, Infinity, 0, -0, 3.25) }],
      ["order", { shape: [3], dtype: "i32", data: Int32Array.of(2, -1, 0x7fffffff) }],
      ["scalar", { shape: [], dtype: "i32", data: Int32Array.of(7) }],
      ["mask", { shape: [3], dtype: "u8", data: Uint8Array.of(1, 0, 255) }],
    ]);
    expect(writeSafetensors(tensors, metadata)).toEqual(referenceFile);
  });

  it("may be made of tensors, and be made tensors of", async () => {
    using arena = await openArena();
    const weights = Tensor.from(arena, [2, 2], [1, 2, 3, 4]),
      order = Tensor.from(arena, [2], [1, 0], "i32");
    const file = writeSafetensors(
      new Map<string, Tensor | Tensor<"i32">>([
        ["w", weights],
        ["o", order],
      ]),
    );
    const { shape, data, dtype } = readSafetensors(file).tensors.get("o")!;
    expect([...Tensor.from(arena, shape, data, dtype).data]).toEqual([1, 0]);
  });
});

describe("writeSafetensors refuses", () => {
  const data = new Float32Array(2);
  it.each<[string, unknown, RegExp]>([
    ["no tensors", undefined, /tensors is undefined/],
    ["an object", { a: { shape: [2], data } }, /tensors is a Object, must be a Map/],
    ["no pairs", [5], /a tensor is 5/],
    ["a name that is none", [[5, { shape: [2], data }]], /a name is 5/],
    ["the metadata's name", [["__metadata__", { shape: [2], data }]], /a name is "__metadata__"/],
    [
      "a name twice",
      [
        ["a", { shape: [2], data }],
        ["a", { shape: [2], data }],
      ],
      /used once/,
    ],
    ["half a surrogate pair", [["a\ud800", { shape: [2], data }]], /well-formed/],
    ["no tensor", [["a", null]], /a's data is undefined/],
    ["doubles", [["a", { shape: [2], data: new Float64Array(2) }]], /a's data is a Float64Array/],
  ])("%s", (_, pairs, message) => {
    expect(() => writeSafetensors(wrongly(pairs))).toThrow(ArgumentError);
    expect(() => writeSafetensors(wrongly(pairs))).toThrow(message);
  });

  it.each([[[3]], [[1]], [[]], [[-2, -1]], [[0.5, 4]], [undefined], ["2"]])("shape %j for two elements", (shape) => {
    expect(() => writeSafetensors([["a", { shape: wrongly(shape), data }]])).toThrow(ShapeError);
  });

  it.each([null, 5, { a: 1 }, { a: "\udc00" }, { "\ud800": "a" }])("metadata %j", (metadata) => {
    expect(() => writeSafetensors([], wrongly(metadata))).toThrow(ArgumentError);
  });

  it("a header over the format's limit", () => {
    expect(() => writeSafetensors([], { a: "x".repeat(100_000_000) })).toThrow(/header's length is 1000000\d\d/);
  });
});
