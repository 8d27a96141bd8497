import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { FormatError } from "../../src/errors.js";

/** IDX bytes with the header given and the elements already encoded. */
export function idxFile(type: number, shape: readonly number[], elements: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * shape.length + elements.length);
  bytes.set([0, 0, type, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((dimension, axis) => void view.setUint32(4 + 4 * axis, dimension));
  bytes.set(elements, 4 + 4 * shape.length);
  return bytes;
}

export const gzip = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(bytes));

/** A stream that yields the bytes in chunks and counts what was asked of it. */
export function countingStream(bytes: Uint8Array<ArrayBuffer>, chunk: number) {
  const seen = { pulled: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.pulled >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(seen.pulled, seen.pulled + chunk));
        seen.pulled += chunk;
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, seen };
}

/** Resolves to the FormatError a promise must reject with. */
export async function formatError(promise: Promise<unknown>): Promise<FormatError> {
  const outcome = await promise.then(
    () => "no error",
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(FormatError);
  return outcome as FormatError;
}
