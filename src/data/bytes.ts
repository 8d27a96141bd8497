import { ArgumentError, FormatError, MemoryError } from "../errors.js";

/** Where bytes may come from. Streams and responses are read once; arrays and buffers are copied, never kept. */
export type ByteSource = ArrayBufferView | ArrayBufferLike | ReadableStream<Uint8Array> | Blob | Response;

export interface ReadOptions {
  /** What errors call the source: a file name or an address. */
  readonly name?: string;
  /** Most bytes to take, counted after decompression; default 2 GiB. */
  readonly limit?: number;
}

/** Default of `ReadOptions.limit`. */
export const DEFAULT_LIMIT = 2 ** 31;

/** Deflate cannot expand data by more than 1032; nothing but a bomb comes near it. */
const MAX_RATIO = 1000;

const CHUNK = 2 ** 16;

/** A source of chunks: `next` gives undefined at the end, `cancel` releases whatever stands behind it. */
interface Chunks {
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>;
  cancel(): void;
}

/**
 * Opens `source`, lets `read` take bytes from it and releases it whatever happens. Data starting with the gzip magic
 * 1f 8b is decompressed on the way: one gzip member, at most 1000 times larger than its compressed form.
 * @throws {FormatError} naming the source when its bytes are not what `read` asks for
 * @throws {ArgumentError} when `source` is none of the kinds above, or `limit` is no byte count
 */
export async function readFrom<T>(
  operation: string,
  source: ByteSource,
  options: ReadOptions,
  read: (reader: ByteReader) => Promise<T>,
): Promise<T> {
  const { limit = DEFAULT_LIMIT } = options;
  if (!Number.isSafeInteger(limit) || limit < 0)
    throw new ArgumentError(operation, "limit", limit, "a number of bytes from 0 to 2^53 − 1");
  const name = options.name ?? nameOf(source) ?? operation;
  const raw = chunksOf(operation, source, name);
  let chunks = raw;
  try {
    const head = await takeHead(raw);
    chunks = prepend(head, raw);
    if (head[0] === 0x1f && head[1] === 0x8b) chunks = gunzip(chunks, name);
    return await read(new ByteReader(name, limit, chunks));
  } finally {
    chunks.cancel();
  }
}

/** Takes bytes in order; memory grows with the bytes that really arrive, never with what a header claims. */
export class ByteReader {
  readonly name: string;
  readonly #limit: number;
  readonly #chunks: Chunks;
  #rest: Uint8Array = new Uint8Array(0);
  #taken = 0;

  constructor(name: string, limit: number, chunks: Chunks) {
    this.name = name;
    this.#limit = limit;
    this.#chunks = chunks;
  }

  /** Exactly `count` bytes. @throws {FormatError} when fewer follow, or the limit forbids that many */
  async take(count: number): Promise<Uint8Array<ArrayBuffer>> {
    const offset = this.#taken;
    if (count > this.#limit - offset)
      throw new FormatError(this.name, `needs ${offset + count} bytes, the limit is ${this.#limit}`);
    const bytes = await this.#collect(count);
    if (bytes.length < count)
      throw new FormatError(
        this.name,
        `truncated: ${count} bytes expected at offset ${offset}, only ${bytes.length} follow`,
      );
    return bytes;
  }

  /** All that follows. @throws {FormatError} when that is more than the limit */
  async takeAll(): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#collect(this.#limit - this.#taken);
    if (await this.#fill()) throw new FormatError(this.name, `holds more than the limit of ${this.#limit} bytes`);
    return bytes;
  }

  /** @throws {FormatError} unless every byte was taken */
  async expectEnd(): Promise<void> {
    if (await this.#fill()) throw new FormatError(this.name, `further bytes follow its end at offset ${this.#taken}`);
  }

  async #collect(most: number): Promise<Uint8Array<ArrayBuffer>> {
    let bytes = allocate(this.name, Math.min(most, CHUNK)),
      size = 0;
    while (size < most && (await this.#fill())) {
      const part = this.#rest.subarray(0, most - size);
      if (size + part.length > bytes.length) {
        const larger = allocate(this.name, Math.min(most, Math.max(2 * bytes.length, size + part.length)));
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(part, size);
      size += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    this.#taken += size;
    return size === bytes.length ? bytes : bytes.slice(0, size);
  }

  /** Makes `#rest` non-empty; false at the end of the data. */
  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const chunk = await this.#chunks.next();
      if (chunk === undefined) return false;
      this.#rest = chunk;
    }
    return true;
  }
}

function allocate(name: string, size: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw new MemoryError(name, size, "the engine refuses an array of this size", { cause });
  }
}

function nameOf(source: ByteSource): string | undefined {
  if (typeof source !== "object" || source === null) return undefined;
  if ("url" in source && source.url !== "") return source.url;
  if ("name" in source && typeof source.name === "string" && source.name !== "") return source.name;
  return undefined;
}

// Told apart by what they can do rather than by instanceof, so that objects of another realm pass.
function chunksOf(operation: string, source: ByteSource, name: string): Chunks {
  if (typeof source === "object" && source !== null) {
    if (ArrayBuffer.isView(source)) return arrayChunks(source.buffer, source.byteOffset, source.byteLength);
    if ("getReader" in source) {
      if (source.locked) throw new ArgumentError(operation, "source", source, "a stream that nothing else reads");
      return streamChunks(source, name);
    }
    if ("bodyUsed" in source) {
      if (!source.ok) throw new FormatError(name, `HTTP status ${source.status} ${source.statusText}`.trimEnd());
      if (source.bodyUsed) throw new ArgumentError(operation, "source", source, "a response not read before");
      return source.body ? streamChunks(source.body, name) : arrayChunks(new ArrayBuffer(0), 0, 0);
    }
    if ("stream" in source) return streamChunks(source.stream(), name);
    if ("byteLength" in source) return arrayChunks(source, 0, source.byteLength);
  }
  throw new ArgumentError(operation, "source", source, "bytes, an ArrayBuffer, a ReadableStream, a Blob or a Response");
}

function arrayChunks(buffer: ArrayBufferLike, start: number, length: number): Chunks {
  let at = 0;
  return {
    async next() {
      if (at >= length) return undefined;
      const size = Math.min(CHUNK, length - at);
      // A copy, also because buffers shared between threads may change and streams refuse them.
      const chunk = new Uint8Array(new Uint8Array(buffer, start + at, size));
      at += size;
      return chunk;
    },
    cancel() {},
  };
}

function streamChunks(stream: ReadableStream<Uint8Array>, name: string): Chunks {
  const reader = stream.getReader();
  return {
    async next() {
      const { done, value } = await reader.read();
      if (done) return undefined;
      if (!ArrayBuffer.isView(value)) throw new FormatError(name, "the stream yields something else than bytes");
      return value as Uint8Array<ArrayBuffer>;
    },
    cancel() {
      reader.cancel().catch(() => undefined);
    },
  };
}

/** The first chunks joined until they hold the two bytes of a magic, or the data ends. */
async function takeHead(chunks: Chunks): Promise<Uint8Array<ArrayBuffer>> {
  let head: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  while (head.length < 2) {
    const chunk = await chunks.next();
    if (chunk === undefined) break;
    const joined = new Uint8Array(head.length + chunk.length);
    joined.set(head);
    joined.set(chunk, head.length);
    head = joined;
  }
  return head;
}

function prepend(head: Uint8Array<ArrayBuffer>, chunks: Chunks): Chunks {
  let given = head.length === 0;
  return {
    async next() {
      if (given) return chunks.next();
      given = true;
      return head;
    },
    cancel: () => chunks.cancel(),
  };
}

function gunzip(compressed: Chunks, name: string): Chunks {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter(),
    reader = readable.getReader();
  const trailer = new Uint8Array(4);
  let bytesIn = 0,
    bytesOut = 0,
    sourceFailure: { readonly error: unknown } | undefined;

  async function feed(): Promise<void> {
    for (;;) {
      let chunk: Uint8Array<ArrayBuffer> | undefined;
      try {
        chunk = await compressed.next();
      } catch (error) {
        sourceFailure = { error };
        return writer.abort(error);
      }
      if (chunk === undefined) return writer.close();
      bytesIn += chunk.length;
      const kept = chunk.subarray(-4);
      trailer.copyWithin(0, kept.length);
      trailer.set(kept, 4 - kept.length);
      await writer.write(chunk);
    }
  }
  // What goes wrong with the data shows at the reading end as well.
  feed().catch(() => undefined);

  return {
    async next() {
      let step: ReadableStreamReadResult<Uint8Array<ArrayBuffer>>;
      try {
        step = await reader.read();
      } catch (cause) {
        if (sourceFailure) throw sourceFailure.error;
        throw new FormatError(name, "damaged or truncated gzip data", { cause });
      }
      if (step.done) {
        // Engines differ in refusing what follows the gzip member; its last four bytes hold its length modulo 2^32.
        if (new DataView(trailer.buffer).getUint32(0, true) !== bytesOut % 2 ** 32)
          throw new FormatError(name, "further bytes follow the end of its gzip data");
        return undefined;
      }
      bytesOut += step.value.length;
      if (bytesOut > MAX_RATIO * bytesIn)
        throw new FormatError(name, `expands to more than ${MAX_RATIO} times its ${bytesIn} compressed bytes: refused`);
      return step.value;
    },
    cancel() {
      reader.cancel().catch(() => undefined);
      compressed.cancel();
    },
  };
}
