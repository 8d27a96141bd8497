/** Pixels of a side. */
export const side = 28;

/** Inks from 0 to 1 that the address keeps apart. */
const levels = 15;

/** Of the pen, in pixels; its edge is as soft as that of the generated digits. */
const radius = 1.4;

/** Draws a straight stroke, from and to in pixels; whatever is there only gets darker. A new drawing. */
export function stroke(
  pixels: Float32Array,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): Float32Array {
  const dx = to.x - from.x,
    dy = to.y - from.y,
    length2 = dx * dx + dy * dy;
  return pixels.map((ink, index) => {
    const x = (index % side) + 0.5 - from.x,
      y = Math.floor(index / side) + 0.5 - from.y,
      along = length2 === 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / length2)),
      distance = Math.hypot(x - along * dx, y - along * dy);
    return Math.max(ink, rounded(Math.max(0, Math.min(1, radius + 0.5 - distance))));
  });
}

const rounded = (ink: number) => Math.round(ink * levels) / levels;

/** As the address spells it: four bits for every pixel, in base64url. */
export function encodeDrawing(pixels: Float32Array): string {
  const bytes = Array.from({ length: pixels.length / 2 }, (_, i) => {
    const [high, low] = [pixels[2 * i]!, pixels[2 * i + 1]!].map((ink) => Math.round(ink * levels)) as [number, number];
    return String.fromCharCode(16 * high + low);
  });
  return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Undefined for a text that is no drawing. */
export function decodeDrawing(text: string): Float32Array | undefined {
  let bytes: string;
  try {
    bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
  if (bytes.length !== (side * side) / 2) return undefined;
  return Float32Array.from({ length: side * side }, (_, i) => {
    const byte = bytes.charCodeAt(i >> 1);
    return (i % 2 === 0 ? byte >> 4 : byte & 15) / levels;
  });
}

/** Longer side of a digit in the middle of the generated ones, in pixels. */
const usual = 20;

/**
 * The drawing moved to the middle and scaled to the size of the generated digits, so that it may be drawn anywhere and in
 * any size; bilinear. One without ink stays as it is.
 */
export function centred(pixels: Float32Array): Float32Array {
  let [left, right, top, bottom] = [side, 0, side, 0];
  for (const [index, ink] of pixels.entries()) {
    if (ink === 0) continue;
    const x = index % side,
      y = Math.floor(index / side);
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x + 1), Math.min(top, y), Math.max(bottom, y + 1)];
  }
  if (left >= right) return pixels;
  const step = Math.max(right - left, bottom - top) / usual,
    from = (place: number, low: number, high: number) => (low + high - 1) / 2 + (place - (side - 1) / 2) * step,
    inkAt = (x: number, y: number) => (x < 0 || y < 0 || x >= side || y >= side ? 0 : pixels[y * side + x]!);
  return pixels.map((_, index) => {
    const x = from(index % side, left, right),
      y = from(Math.floor(index / side), top, bottom),
      [column, row] = [Math.floor(x), Math.floor(y)],
      [beside, below] = [x - column, y - row],
      mixed = (line: number) => inkAt(column, line) * (1 - beside) + inkAt(column + 1, line) * beside;
    return mixed(row) * (1 - below) + mixed(row + 1) * below;
  });
}
