import { FormatError } from "../errors.js";
import { crc32 } from "./crc32.js";

const magic = "neurite\x1a";
const version = 1;
/** Bytes of the header: magic, kind, version and number of sections. */
const headerBytes = 24;

const types = [Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array] as const;
type Section = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/**
 * Arrays in one file: magic (8 bytes), kind (8 ASCII characters), version u32, number of sections u32; of each section
 * its type u32 and length in bytes u32; then all data, each section at a multiple of 8; last, CRC-32 of everything
 * before. Numbers are little-endian, as in WebAssembly's memory.
 */
export function packSections(kind: string, sections: readonly Section[]): Uint8Array<ArrayBuffer> {
  let size = headerBytes + 8 * sections.length;
  for (const { byteLength } of sections) size += padded(byteLength);
  const bytes = new Uint8Array(size + 4),
    view = new DataView(bytes.buffer);
  for (const [i, character] of [...(magic + kind.padEnd(8))].entries()) bytes[i] = character.charCodeAt(0);
  view.setUint32(16, version, true);
  view.setUint32(20, sections.length, true);
  let at = headerBytes + 8 * sections.length;
  for (const [i, section] of sections.entries()) {
    view.setUint32(headerBytes + 8 * i, types.indexOf(section.constructor as (typeof types)[number]), true);
    view.setUint32(headerBytes + 8 * i + 4, section.byteLength, true);
    bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), at);
    at += padded(section.byteLength);
  }
  view.setUint32(size, crc32(bytes.subarray(0, size)), true);
  return bytes;
}

/**
 * The sections of a file of `packSections`: copies, of the types asked for.
 * @throws {FormatError} for a file that is cut, changed, of another kind or version, or has other sections
 */
export function unpackSections<Types extends readonly (new (buffer: ArrayBuffer) => Section)[]>(
  source: string,
  kind: string,
  bytes: Uint8Array,
  ...expected: Types
): { [I in keyof Types]: InstanceType<Types[I]> } {
  const refuse = (detail: string) => new FormatError(source, detail);
  if (!ArrayBuffer.isView(bytes) || bytes.BYTES_PER_ELEMENT !== 1) throw refuse("bytes in a Uint8Array are expected");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    size = bytes.length - 4,
    text = String.fromCharCode(...bytes.subarray(0, 16));
  if (size < headerBytes || !text.startsWith(magic)) throw refuse("no file of this package");
  if (text.slice(8).trimEnd() !== kind)
    throw refuse(`holds ${JSON.stringify(text.slice(8).trimEnd())}, not ${JSON.stringify(kind)}`);
  if (view.getUint32(16, true) !== version) throw refuse(`has version ${view.getUint32(16, true)}, not ${version}`);
  if (view.getUint32(size, true) !== crc32(bytes.subarray(0, size)))
    throw refuse("was cut or changed: its checksum differs");
  if (view.getUint32(20, true) !== expected.length) throw refuse("has another number of sections");
  let at = headerBytes + 8 * expected.length;
  const sections = expected.map((type, i) => {
    const length = view.getUint32(headerBytes + 8 * i + 4, true),
      known = types[view.getUint32(headerBytes + 8 * i, true)];
    if (!known || known !== (type as unknown) || length % known.BYTES_PER_ELEMENT !== 0 || at + padded(length) > size)
      throw refuse(`section ${i} is not what belongs there`);
    const section = new type(bytes.slice(at, at + length).buffer as ArrayBuffer);
    at += padded(length);
    return section;
  });
  if (at !== size) throw refuse("is longer than its sections");
  return sections as { [I in keyof Types]: InstanceType<Types[I]> };
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}
