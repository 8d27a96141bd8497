import { ArgumentError, FormatError, ShapeError } from "../errors.js";
import { plainArray } from "../tensor/input.js";
import { expectUniqueKeys } from "./json.js";

/** An array of a safetensors file, row-major; `Tensor.from(arena, shape, data, dtype)` takes it in. */
export type SafeTensor = { readonly shape: readonly number[] } & (
  | { readonly dtype: "f32"; readonly data: Float32Array<ArrayBuffer> }
  | { readonly dtype: "i32"; readonly data: Int32Array<ArrayBuffer> }
  | { readonly dtype: "u8"; readonly data: Uint8Array<ArrayBuffer> }
);

/** The contents of a safetensors file. */
export interface Safetensors {
  /** By name, in the order of the file's header, integer-like names too. */
  readonly tensors: Map<string, SafeTensor>;
  /** The free texts of the file; empty when it has none. */
  readonly metadata: Record<string, string>;
}

export interface SafetensorsOptions {
  /** What errors call the file. */
  readonly name?: string;
  /** Longest header taken, in bytes; 100 MB by default, as in the format's own library. */
  readonly limit?: number;
}

/** Longest header that the format's own library takes, and so the longest to write. */
const HEADER_LIMIT = 100_000_000;

const METADATA = "__metadata__";

/** The element types taken, as the format writes them. */
const types = {
  F32: { dtype: "f32", array: Float32Array },
  I32: { dtype: "i32", array: Int32Array },
  U8: { dtype: "u8", array: Uint8Array },
} as const;

type TypeName = keyof typeof types;

/** What a header says of one tensor; begin and end count from the header's end. */
interface Entry {
  readonly name: string;
  readonly type: TypeName;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * A safetensors file: the length of the header as a little-endian u64; the header, JSON padded with spaces to 8 bytes;
 * the elements, little-endian and row-major. The bytes of u8 tensors come last, so that all others are aligned.
 * Values keep their bits, NaN payloads included. Live views (`tensor.data`) and tensors themselves may be given.
 * @param tensors pairs of a name and an array, or a Map    @param metadata free texts to go along
 * @throws {ArgumentError} for a name used twice or kept by the format (`__metadata__`), text that is not well-formed
 *   Unicode, data of another type, or a header longer than 100 MB
 * @throws {ShapeError} when an array has not as many elements as its shape says
 * @throws {MemoryError} when JavaScript has no room for the file
 * Source: Hugging Face, github.com/huggingface/safetensors, "Format".
 */
export function writeSafetensors(
  tensors: Iterable<
    readonly [
      name: string,
      tensor: { readonly shape: readonly number[]; readonly data: Float32Array | Int32Array | Uint8Array },
    ]
  >,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const operation = "writeSafetensors",
    parts = partsOf(operation, tensors);
  let bytes = 0;
  const placed = new Map<string, number>();
  for (const { name, data } of [...parts].sort((a, b) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT)) {
    placed.set(name, bytes);
    bytes += data.byteLength;
  }
  const fields = parts.map(({ name, type, shape, data }) => {
    const begin = placed.get(name)!;
    return field(name, { dtype: type, shape, data_offsets: [begin, begin + data.byteLength] });
  });
  const texts = textsOf(operation, metadata);
  if (texts !== "{}") fields.unshift(`"${METADATA}":${texts}`);
  const header = new TextEncoder().encode(`{${fields.join()}}`),
    length = Math.ceil(header.length / 8) * 8;
  if (length > HEADER_LIMIT)
    throw new ArgumentError(operation, "the header's length", length, `at most ${HEADER_LIMIT} bytes`);
  const file = plainArray(operation, Uint8Array, 8 + length + bytes) as Uint8Array<ArrayBuffer>;
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.fill(0x20, 8, 8 + length);
  file.set(header, 8);
  for (const { name, data } of parts)
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 8 + length + placed.get(name)!);
  return file;
}

/**
 * Reads a safetensors file with f32, i32 and u8 tensors. Everything the header says is checked before a tensor is
 * made, and the tensors are copies. Fields of a tensor that the format does not know are passed over.
 * @param bytes the whole file
 * @throws {FormatError} naming the file when its header is longer than `limit` or the file, is not one JSON object in
 *   UTF-8 or has a key twice; when a tensor is of another element type, or its shape and its place do not agree; when
 *   the places overlap, leave holes or end elsewhere than the file
 * @throws {ArgumentError} when `bytes` are none, or `limit` is no byte count
 * @throws {MemoryError} when JavaScript has no room for the tensors
 */
export function readSafetensors(bytes: Uint8Array | ArrayBuffer, options: SafetensorsOptions = {}): Safetensors {
  const { name = "readSafetensors", limit = HEADER_LIMIT } = options,
    file = bytesOf(bytes);
  if (!Number.isSafeInteger(limit) || limit < 0)
    throw new ArgumentError("readSafetensors", "limit", limit, "a number of bytes from 0 to 2^53 − 1");
  if (file.length < 8)
    throw new FormatError(name, `truncated: holds ${file.length} bytes, a header's length alone takes 8`);
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (length > BigInt(limit))
    throw new FormatError(name, `its header of ${length} bytes is over the limit of ${limit}`);
  if (length > BigInt(file.length - 8))
    throw new FormatError(name, `truncated: a header of ${length} bytes is declared, ${file.length - 8} bytes follow`);
  const start = 8 + Number(length),
    { entries, metadata } = parseHeader(name, file.slice(8, start));
  expectContiguous(name, entries, file.length - start);
  const tensors = new Map<string, SafeTensor>();
  for (const { name: tensor, type, shape, begin, end } of entries) {
    // The copy is aligned wherever the file has its elements.
    const copy = plainArray(name, Uint8Array, end - begin);
    copy.set(file.subarray(start + begin, start + end));
    const { dtype, array } = types[type];
    tensors.set(tensor, { shape, dtype, data: new array(copy.buffer) } as SafeTensor);
  }
  return { tensors, metadata };
}

interface Part {
  readonly name: string;
  readonly type: TypeName;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** The checked tensors to write. */
function partsOf(operation: string, tensors: Parameters<typeof writeSafetensors>[0]): Part[] {
  const parts: Part[] = [],
    names = new Set<string>();
  if (typeof tensors?.[Symbol.iterator] !== "function")
    throw new ArgumentError(operation, "tensors", tensors, "a Map, or pairs of a name and an array");
  for (const pair of tensors) {
    if (!Array.isArray(pair)) throw new ArgumentError(operation, "a tensor", pair, "a pair of a name and an array");
    const [name, tensor] = pair;
    if (typeof name !== "string" || name === METADATA || names.has(name) || !isWellFormed(name))
      throw new ArgumentError(operation, "a name", name, `well-formed text other than "${METADATA}", used once`);
    names.add(name);
    // Read once: a tensor's `data` is a live view.
    const data = tensor?.data,
      shape = tensor?.shape,
      type = (Object.keys(types) as TypeName[]).find((key) => data instanceof types[key].array);
    if (type === undefined)
      throw new ArgumentError(operation, `${name}'s data`, data, "a Float32Array, an Int32Array or a Uint8Array");
    if (sizeOf(shape) !== data.length)
      throw new ShapeError(operation, `${name} has ${data.length} elements, its shape is [${shape}]`);
    parts.push({ name, type, shape: [...shape], data });
  }
  return parts;
}

/** The metadata as JSON. */
function textsOf(operation: string, metadata: Readonly<Record<string, string>>): string {
  if (typeof metadata !== "object" || metadata === null)
    throw new ArgumentError(operation, "metadata", metadata, "an object of texts");
  const fields = Object.entries(metadata).map(([key, text]) => {
    if (!isWellFormed(key)) throw new ArgumentError(operation, "a key of metadata", key, "well-formed text");
    if (typeof text !== "string" || !isWellFormed(text))
      throw new ArgumentError(operation, `metadata's ${key}`, text, "well-formed text");
    return field(key, text);
  });
  return `{${fields.join()}}`;
}

/** A field of an object in JSON. Joined by hand, because an object puts integer-like keys first and minds `__proto__`. */
function field(key: string, value: unknown): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}

/** Whether text can be written in UTF-8: no half of a surrogate pair stands alone. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function bytesOf(bytes: Uint8Array | ArrayBuffer): Uint8Array {
  // Not as it came: a Node.js Buffer's slice would be a view.
  if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (typeof bytes === "object" && bytes !== null && "byteLength" in bytes) return new Uint8Array(bytes);
  throw new ArgumentError("readSafetensors", "bytes", bytes, "a Uint8Array or an ArrayBuffer");
}

/** The header's entries, in its order, each sound in itself. */
function parseHeader(source: string, bytes: Uint8Array): { entries: Entry[]; metadata: Record<string, string> } {
  if (bytes[0] !== 0x7b) throw new FormatError(source, 'its header does not begin with "{"');
  let text: string, header: Record<string, unknown>, keys: readonly string[];
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FormatError(source, "its header is not UTF-8", { cause });
  }
  try {
    keys = expectUniqueKeys(text, 3);
    header = JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError(source, `its header is no JSON object as the format wants it: ${detail}`, { cause });
  }
  const entries = keys.filter((key) => key !== METADATA).map((name) => entryOf(source, name, header[name]));
  return { entries, metadata: metadataOf(source, Object.hasOwn(header, METADATA) ? header[METADATA] : {}) };
}

function metadataOf(source: string, value: unknown): Record<string, string> {
  const wrong = () => new FormatError(source, `${METADATA} must be an object of well-formed texts`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong();
  for (const [key, text] of Object.entries(value))
    if (typeof text !== "string" || !isWellFormed(key) || !isWellFormed(text)) throw wrong();
  return value as Record<string, string>;
}

function entryOf(source: string, name: string, value: unknown): Entry {
  const fail = (detail: string) => new FormatError(source, `tensor ${quoted(name)}: ${detail}`);
  if (!isWellFormed(name)) throw fail("its name is not well-formed text");
  if (typeof value !== "object" || value === null) throw fail("must be an object");
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  if (typeof dtype !== "string") throw fail("has no dtype");
  if (!Object.hasOwn(types, dtype))
    throw fail(`its dtype ${quoted(dtype)} is not supported: ${Object.keys(types).join(", ")} are`);
  const type = dtype as TypeName,
    size = sizeOf(shape);
  if (size === undefined) throw fail("its shape must be an array of integers from 0, with a product below 2^53");
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    throw fail("its data_offsets must be two integers from 0");
  const [begin, end] = offsets as [number, number],
    bytes = size * types[type].array.BYTES_PER_ELEMENT;
  if (end - begin !== bytes)
    throw fail(`its data_offsets are [${begin},${end}], its ${size} elements take ${bytes} bytes`);
  return { name, type, shape: shape as number[], begin, end };
}

/** Every byte after the header belongs to exactly one tensor. */
function expectContiguous(source: string, entries: readonly Entry[], available: number): void {
  let reached = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== reached) {
      const what = begin > reached ? "a hole before it" : "an overlap with another";
      throw new FormatError(source, `tensor ${quoted(name)}: begins at ${begin}, not at ${reached}: ${what}`);
    }
    if (end > available)
      throw new FormatError(
        source,
        `truncated: tensor ${quoted(name)} ends at ${end}, ${available} bytes follow the header`,
      );
    reached = end;
  }
  if (reached !== available)
    throw new FormatError(source, `${available - reached} bytes follow the end of its last tensor`);
}

/** Number of elements; undefined unless `shape` is an array of integers from 0 with a safe product. */
function sizeOf(shape: unknown): number | undefined {
  if (!Array.isArray(shape)) return undefined;
  let size = 1;
  for (const dimension of shape as unknown[]) {
    if (!isCount(dimension)) return undefined;
    size *= dimension;
    if (!Number.isSafeInteger(size)) return undefined;
  }
  return size;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}

/** A text of the file for an error, cut short: a header may hold a name of any length. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);
}
