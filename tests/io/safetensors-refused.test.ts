import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, FormatError } from "../../src/errors.js";
import { readSafetensors, writeSafetensors } from "../../src/io/safetensors.js";
import { referenceFile } from "../golden/safetensors.js";
import { fileOf, thrown } from "./support.js";

const wrongly = (value: unknown) => value as never;

describe("readSafetensors refuses", () => {
  const four = [1, 2, 3, 4],
    a = (fields: string) => `{"a":{${fields}}}`;
  it.each<[string, Uint8Array, RegExp]>([
    ["nothing", new Uint8Array(0), /truncated: holds 0 bytes/],
    ["half a length", new Uint8Array(7), /truncated: holds 7 bytes/],
    ["no header", fileOf(""), /does not begin with/],
    [
      "a header longer than the file",
      fileOf("{}").fill(9, 0, 1),
      /truncated: a header of 9 bytes is declared, 2 bytes/,
    ],
    [
      "a header over the limit",
      fileOf("{}").fill(255, 0, 8),
      /18446744073709551615 bytes is over the limit of 100000000/,
    ],
    ["a space before the header", fileOf(" {}"), /does not begin with "{"/],
    ["a byte order mark", fileOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)), /does not begin with "{"/],
    ["an array", fileOf("[]"), /does not begin with "{"/],
    ["no UTF-8", fileOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)), /is not UTF-8/],
    ["no JSON", fileOf("{nonsense}"), /no JSON object/],
    ["an open object", fileOf("{"), /no JSON object/],
    ["an open text", fileOf('{"a'), /no JSON object/],
    ["padding of zeros", fileOf("{}\0\0"), /no JSON object/],
    ["two objects", fileOf("{}{}"), /no JSON object/],
    ["a key twice", fileOf('{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{}}', four), /"a" stands twice/],
    [
      "a field twice",
      fileOf(a('"dtype":"U8","shape":[4],"shape":[4],"data_offsets":[0,4]'), four),
      /"shape" stands twice/,
    ],
    ["deep nesting", fileOf(`${'{"a":'.repeat(9)}1${"}".repeat(9)}`), /nested deeper than 3 levels/],
    ["metadata that is no object", fileOf('{"__metadata__":["a"]}'), /__metadata__ must be an object of/],
    ["metadata that is null", fileOf('{"__metadata__":null}'), /__metadata__ must be an object of/],
    ["metadata that is no text", fileOf('{"__metadata__":{"a":1}}'), /__metadata__ must be an object of/],
    ["half a surrogate pair", fileOf('{"__metadata__":{"a":"\\ud800"}}'), /well-formed/],
    ["half a pair in a name", fileOf('{"\\udc00":{}}'), /its name is not well-formed text/],
    ["a tensor that is null", fileOf('{"a":null}'), /tensor "a": must be an object/],
    ["a tensor that is a number", fileOf('{"a":5}'), /tensor "a": must be an object/],
    ["an empty tensor", fileOf('{"a":{}}'), /tensor "a": has no dtype/],
    ["a tensor that is a list", fileOf('{"a":[]}'), /tensor "a": has no dtype/],
    [
      "a type not supported",
      fileOf(a('"dtype":"BF16","shape":[2],"data_offsets":[0,4]'), four),
      /dtype "BF16" is not supported: F32, I32, U8/,
    ],
    [
      "a type by the name of a method",
      fileOf(a('"dtype":"toString","shape":[4],"data_offsets":[0,4]'), four),
      /"toString" is not supported/,
    ],
    ["no shape", fileOf(a('"dtype":"U8","data_offsets":[0,4]'), four), /its shape must be/],
    ["no offsets", fileOf(a('"dtype":"U8","shape":[4]'), four), /data_offsets must be two/],
    ["one offset", fileOf(a('"dtype":"U8","shape":[4],"data_offsets":[0]'), four), /data_offsets must be two/],
    ["three offsets", fileOf(a('"dtype":"U8","shape":[4],"data_offsets":[0,4,4]'), four), /data_offsets must be two/],
    [
      "offsets of text",
      fileOf(a('"dtype":"U8","shape":[4],"data_offsets":["0","4"]'), four),
      /data_offsets must be two/,
    ],
    [
      "a negative offset",
      fileOf(a('"dtype":"U8","shape":[4],"data_offsets":[-4,0]'), four),
      /data_offsets must be two/,
    ],
    [
      "a broken offset",
      fileOf(a('"dtype":"U8","shape":[4],"data_offsets":[0.5,4.5]'), four),
      /data_offsets must be two/,
    ],
    [
      "a huge offset",
      fileOf(a('"dtype":"U8","shape":[4],"data_offsets":[0,9007199254740993]'), four),
      /data_offsets must be two/,
    ],
    [
      "offsets turned round",
      fileOf(a('"dtype":"U8","shape":[4],"data_offsets":[4,0]'), four),
      /its 4 elements take 4 bytes/,
    ],
    [
      "offsets of another size",
      fileOf(a('"dtype":"F32","shape":[4],"data_offsets":[0,4]'), four),
      /its 4 elements take 16 bytes/,
    ],
    [
      "the end past the file",
      fileOf(a('"dtype":"U8","shape":[5],"data_offsets":[0,5]'), four),
      /ends at 5, 4 bytes follow/,
    ],
    [
      "a lie about the size",
      fileOf(a('"dtype":"F32","shape":[1125899906842624],"data_offsets":[0,4503599627370496]'), four),
      /4 bytes follow/,
    ],
    [
      "a hole at the start",
      fileOf(a('"dtype":"U8","shape":[3],"data_offsets":[1,4]'), four),
      /begins at 1, not at 0: a hole/,
    ],
    [
      "bytes left over",
      fileOf(a('"dtype":"U8","shape":[3],"data_offsets":[0,3]'), four),
      /1 bytes follow the end of its last/,
    ],
    ["bytes and no tensor", fileOf("{}", four), /4 bytes follow the end/],
  ])("%s", (_, file, message) => {
    const error = thrown(() => readSafetensors(file, { name: "a.safetensors" }));
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toMatch(/^a\.safetensors: /);
    expect((error as Error).message).toMatch(message);
  });

  it.each(["-1", "1.5", "-0", "1e400", "9007199254740992", '"4"', "null", "[4]", "9007199254740991,2"])(
    "a shape of [%s]",
    (shape) => {
      const file = fileOf(a(`"dtype":"U8","shape":[${shape}],"data_offsets":[0,4]`), four);
      expect(() => readSafetensors(file)).toThrow(FormatError);
    },
  );

  it("a dimension of -0", () => {
    const file = (dimension: string) => fileOf(a(`"dtype":"U8","shape":[${dimension}],"data_offsets":[0,0]`));
    expect(readSafetensors(file("0")).tensors.size).toBe(1);
    expect(() => readSafetensors(file("-0"))).toThrow(/its shape must be/);
  });

  it("places that overlap, and holes between them", () => {
    const two = (first: string, second: string) =>
      fileOf(`{"a":{"dtype":"U8",${first}},"b":{"dtype":"U8",${second}}}`, four);
    const right = two('"shape":[3],"data_offsets":[1,4]', '"shape":[1],"data_offsets":[0,1]');
    expect([...readSafetensors(right).tensors.get("a")!.data]).toEqual([2, 3, 4]);
    expect(() => readSafetensors(two('"shape":[3],"data_offsets":[1,4]', '"shape":[2],"data_offsets":[0,2]'))).toThrow(
      /"a": begins at 1, not at 2: an overlap/,
    );
    expect(() => readSafetensors(two('"shape":[4],"data_offsets":[0,4]', '"shape":[4],"data_offsets":[0,4]'))).toThrow(
      /an overlap/,
    );
    expect(() => readSafetensors(two('"shape":[1],"data_offsets":[0,1]', '"shape":[2],"data_offsets":[2,4]'))).toThrow(
      /"b": begins at 2, not at 1: a hole/,
    );
    // An empty tensor stands between bytes, never inside a tensor's.
    expect(() => readSafetensors(two('"shape":[4],"data_offsets":[0,4]', '"shape":[0],"data_offsets":[2,2]'))).toThrow(
      /"b": begins at 2, not at 4/,
    );
  });

  it("what is no file, and a limit that is none", () => {
    for (const bytes of [undefined, null, 5, "{}", {}, [1]])
      expect(() => readSafetensors(wrongly(bytes))).toThrow(ArgumentError);
    for (const limit of [-1, 0.5, Number.NaN])
      expect(() => readSafetensors(referenceFile, { limit })).toThrow(ArgumentError);
  });

  it("a header longer than the caller's limit, and no shorter one", () => {
    expect(readSafetensors(referenceFile, { limit: 424 }).tensors.size).toBe(6);
    expect(() => readSafetensors(referenceFile, { limit: 423 })).toThrow(
      /header of 424 bytes is over the limit of 423/,
    );
  });

  it("a long name, without repeating it", () => {
    const error = thrown(() => readSafetensors(fileOf(`{"${"x".repeat(1_000_000)}":{}}`)));
    expect((error as Error).message.length).toBeLessThan(200);
  });

  it("every truncation, and further bytes", () => {
    for (let length = 0; length < referenceFile.length; length++)
      expect(() => readSafetensors(referenceFile.slice(0, length))).toThrow(FormatError);
    expect(() => readSafetensors(Uint8Array.of(...referenceFile, 0))).toThrow(FormatError);
  });
});

describe("a hostile file", () => {
  const fails = (file: Uint8Array) => {
    try {
      readSafetensors(file);
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  };

  it("with any one bit flipped is read, or refused by a FormatError", () => {
    for (let bit = 0; bit < referenceFile.length * 8; bit++) {
      const damaged = referenceFile.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      fails(damaged);
    }
  });

  it("with any bytes changed is read, or refused by a FormatError", () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(referenceFile.length - 1), fc.nat(255)), { maxLength: 20 }), (changes) => {
        const damaged = referenceFile.slice();
        for (const [at, value] of changes) damaged[at] = value;
        fails(damaged);
      }),
      { numRuns: 2000 },
    ));

  it("of any JSON is read, or refused by a FormatError", () => {
    const { object } = fc.letrec((tie) => ({
      leaf: fc.oneof(
        fc.integer({ min: -1, max: 5 }),
        fc.double(),
        fc.constantFrom(null, true, "F32", "U8", "I32", "__proto__"),
      ),
      value: fc.oneof({ maxDepth: 3 }, tie("leaf"), fc.array(tie("value"), { maxLength: 3 }), tie("object")),
      object: fc.dictionary(
        fc.constantFrom("a", "b", "dtype", "shape", "data_offsets", "__metadata__", "__proto__"),
        tie("value"),
      ),
    }));
    fc.assert(
      fc.property(object, fc.uint8Array({ maxLength: 8 }), (header, data) =>
        fails(fileOf(JSON.stringify(header), data)),
      ),
      { numRuns: 1000 },
    );
  });

  it("cannot reach a prototype", () => {
    const header = '{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"__metadata__":{"__proto__":"x"}}';
    const { tensors, metadata } = readSafetensors(fileOf(header, [7]));
    expect([...tensors]).toEqual([["__proto__", { shape: [1], dtype: "u8", data: Uint8Array.of(7) }]]);
    expect(Object.entries(metadata)).toEqual([["__proto__", "x"]]);
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
    expect(readSafetensors(writeSafetensors(tensors, metadata))).toEqual({ tensors, metadata });
    // Inherited fields count for nothing.
    const inherited = '{"a":{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}}';
    expect(() => readSafetensors(fileOf(inherited, [7]))).toThrow(FormatError);
  });
});
