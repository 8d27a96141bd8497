import { ShapeError } from "../../errors.js";
import { escapeHtml, type FigureText, figure, type Section } from "./html.js";
import { greyPngAddress } from "./png.js";

export interface GreyImage {
  /** Row-major from the top, width · height numbers. */
  readonly pixels: ArrayLike<number>;
  /** A few characters under the image, such as "4 → 9". */
  readonly label?: string;
}

export interface ImageGridOptions extends FigureText {
  readonly width: number;
  readonly height: number;
  readonly images: readonly GreyImage[];
  /** Images in a row, which then become smaller where there is little room; default: as many as fit. */
  readonly columns?: number;
  /**
   * Which values are black and white: "own" stretches each image over its own, "symmetric" too but with 0 as middle
   * grey (weights), a pair gives them for all. Default "own".
   */
  readonly range?: "own" | "symmetric" | readonly [black: number, white: number];
}

/**
 * Small grey images side by side, such as digits or the weights of first-layer units; a 28 × 28 image takes 1.3 kB of
 * the page. Values that are not finite are drawn black.
 * @throws {ShapeError} when an image has not width · height pixels
 */
export function imageGrid(options: ImageGridOptions): Section {
  const { title, width, height, images, range = "own" } = options;
  const items = images.map(({ pixels, label }, index) => {
    if (pixels.length !== width * height)
      throw new ShapeError("imageGrid", `image ${index} has ${pixels.length} pixels, must have ${width} · ${height}`);
    const address = greyPngAddress(width, height, toBytes(pixels, range)),
      text = label === undefined ? `${title}, image ${index + 1}` : label,
      under = label === undefined ? "" : `<span aria-hidden="true">${escapeHtml(label)}</span>`;
    return `<li><img src="${address}" width="${width}" height="${height}" alt="${escapeHtml(text)}">${under}</li>`;
  });
  const columns = options.columns === undefined ? "" : ` style="--columns:${options.columns}"`,
    kind = columns && " in-columns";
  return { render: (id) => figure(id, options, `<ul class="images${kind}"${columns}>${items.join("")}</ul>`) };
}

function toBytes(pixels: ArrayLike<number>, range: NonNullable<ImageGridOptions["range"]>): Uint8Array {
  let black = Number.POSITIVE_INFINITY,
    white = Number.NEGATIVE_INFINITY;
  for (const value of typeof range === "string" ? Array.from(pixels) : range)
    if (Number.isFinite(value)) {
      black = Math.min(black, value);
      white = Math.max(white, value);
    }
  if (range === "symmetric") {
    white = Math.max(Math.abs(black), Math.abs(white));
    black = -white;
  }
  // A pair may be given the other way round, for ink on paper.
  if (typeof range !== "string") [black, white] = range;
  const span = white - black || 1;
  return Uint8Array.from(Array.from(pixels), (value) =>
    Number.isFinite(value) ? Math.round(255 * Math.min(Math.max((value - black) / span, 0), 1)) : 0,
  );
}
