const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * An 8-bit grey PNG without compression (stored deflate blocks), readable by every browser.
 * @param pixels width · height bytes, row by row from the top, 0 black    @returns the file's bytes
 * Source: W3C PNG specification; RFC 1950 and 1951.
 */
export function greyPng(width: number, height: number, pixels: Uint8Array): Uint8Array {
  const header = [...word(width), ...word(height), 8, 0, 0, 0, 0];
  // Each scanline begins with its filter: 0, none.
  const scanlines = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y++) scanlines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Uint8Array.from([
    ...signature,
    ...chunk("IHDR", header),
    ...chunk("IDAT", stored(scanlines)),
    ...chunk("IEND", []),
  ]);
}

/** The same picture as an address to put into `src`. */
export function greyPngAddress(width: number, height: number, pixels: Uint8Array): string {
  const bytes = greyPng(width, height, pixels);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(binary)}`;
}

/** A zlib stream of stored blocks, at most 65,535 bytes each. */
function stored(bytes: Uint8Array): number[] {
  const out = [0x78, 0x01];
  for (let begin = 0; begin < bytes.length || begin === 0; begin += 0xffff) {
    const block = bytes.subarray(begin, begin + 0xffff),
      last = begin + 0xffff >= bytes.length ? 1 : 0;
    const low = block.length & 0xff,
      high = block.length >>> 8;
    out.push(last, low, high, low ^ 0xff, high ^ 0xff);
    for (const byte of block) out.push(byte);
  }
  return [...out, ...word(adler32(bytes))];
}

function chunk(type: string, data: readonly number[]): number[] {
  const body = [...Array.from(type, (letter) => letter.charCodeAt(0))];
  for (const byte of data) body.push(byte);
  return word(data.length).concat(body, word(crc32(body)));
}

/** Four bytes, most significant first. */
function word(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

function crc32(bytes: Iterable<number>): number {
  let state = 0xffffffff;
  for (const byte of bytes) {
    state ^= byte;
    for (let bit = 0; bit < 8; bit++) state = state & 1 ? (state >>> 1) ^ 0xedb88320 : state >>> 1;
  }
  return ~state >>> 0;
}

function adler32(bytes: Uint8Array): number {
  let a = 1,
    b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}
