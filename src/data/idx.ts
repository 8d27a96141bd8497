import { FormatError } from "../errors.js";
import { type ByteSource, type ReadOptions, readFrom } from "./bytes.js";

export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** An IDX array: row-major, the last dimension fastest. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: IdxData;
}

const byteSizes: Readonly<Record<number, number>> = { 8: 1, 9: 1, 11: 2, 12: 4, 13: 4, 14: 8 };

/**
 * Reads an IDX file, plain or gzip: two zero bytes, the element type (08 u8, 09 i8, 0b i16, 0c i32, 0d f32, 0e f64), the
 * number of dimensions, each dimension as a big-endian u32, then the big-endian elements and nothing more.
 * Source: LeCun, Cortes & Burges, the MNIST database, "File formats".
 * @throws {FormatError} when a byte is missing, too many or wrong, or the declared size exceeds `limit`
 */
export function readIdx(source: ByteSource, options: ReadOptions = {}): Promise<IdxArray> {
  return readFrom("readIdx", source, options, async (reader) => {
    const [zero0, zero1, type, dimensions] = (await reader.take(4)) as unknown as [number, number, number, number];
    const elementSize = byteSizes[type];
    if (zero0 !== 0 || zero1 !== 0 || elementSize === undefined || dimensions === 0) {
      const found = [zero0, zero1, type, dimensions].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
      const known = "00 00, a type of 08, 09, 0b, 0c, 0d or 0e, and at least one dimension";
      throw new FormatError(reader.name, `not an IDX file: starts with ${found}, must start with ${known}`);
    }
    const header = new DataView((await reader.take(4 * dimensions)).buffer);
    const shape = Array.from({ length: dimensions }, (_, axis) => header.getUint32(4 * axis));
    let byteLength = elementSize;
    for (const dimension of shape) {
      byteLength *= dimension;
      if (!Number.isSafeInteger(byteLength))
        throw new FormatError(reader.name, `its header declares the impossible shape [${shape}]`);
    }
    const bytes = await reader.take(byteLength);
    await reader.expectEnd();
    return { shape, data: decode(type, bytes) };
  });
}

/** Elements are decoded in place: each is read before it is overwritten. */
function decode(type: number, bytes: Uint8Array<ArrayBuffer>): IdxData {
  const { buffer } = bytes,
    view = new DataView(buffer);
  const fill = <T extends IdxData>(data: T, read: (offset: number) => number): T => {
    for (let i = 0, offset = 0; i < data.length; i++, offset += data.BYTES_PER_ELEMENT) data[i] = read(offset);
    return data;
  };
  switch (type) {
    case 0x09:
      return new Int8Array(buffer);
    case 0x0b:
      return fill(new Int16Array(buffer), (offset) => view.getInt16(offset));
    case 0x0c:
      return fill(new Int32Array(buffer), (offset) => view.getInt32(offset));
    case 0x0d:
      return fill(new Float32Array(buffer), (offset) => view.getFloat32(offset));
    case 0x0e:
      return fill(new Float64Array(buffer), (offset) => view.getFloat64(offset));
    default:
      return bytes;
  }
}
