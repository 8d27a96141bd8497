import { crc32 } from "../../src/dendrites/crc32.js";

/** A copy of a file with one word changed and the checksum made right again. */
export function withWord(file: Uint8Array, word: number, change: (value: number) => number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(file),
    view = new DataView(bytes.buffer);
  view.setUint32(4 * word, change(view.getUint32(4 * word, true)) >>> 0, true);
  return sealed(bytes);
}

/** The checksum of what was changed, made right. */
export function sealed(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const size = bytes.length - 4;
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(size, crc32(bytes.subarray(0, size)), true);
  return bytes;
}

/** What is put in place of a word. */
export const wordChanges: readonly ((value: number) => number)[] = [
  () => 0,
  () => 1,
  () => 2,
  () => 0xffffffff,
  () => 0x80000000,
  () => 0x7fffffff,
  () => 0x3f800000,
  () => 0x7ff80000,
  () => 0x41dfffff,
  (value) => value + 1,
  (value) => value - 1,
  (value) => value ^ 0x10000,
  (value) => value * 2,
];

/** Whether two files are equal; for files of this size matchers take long. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
