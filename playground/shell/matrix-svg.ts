import { escapeHtml } from "../../src/experiments/report/html.js";
import { framesOf, type MatrixData, matrixPixels } from "./matrix-pixels.js";

/** A picture of its own, on white: squares of up to 64 × 64 values; a larger matrix holds a PNG. */
export function matrixSvg(data: MatrixData & { readonly title: string }): string {
  const { rows, columns, title } = data,
    pixels = matrixPixels(data, "light"),
    size = Math.max(1, Math.floor(512 / Math.max(rows, columns, 1))),
    [width, height] = [columns * size, rows * size],
    body = rows <= 64 && columns <= 64 ? squares(rows, columns, pixels) : embedded(rows, columns, pixels),
    frames = `<path d="${framesOf(data)}" fill="none" stroke="#d55e00" stroke-width="${Math.max(rows, columns) / 400}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${columns} ${rows}"><title>${escapeHtml(title)}</title>${body}${frames}</svg>`;
}

function squares(rows: number, columns: number, pixels: Uint8ClampedArray): string {
  let body = "";
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const [red, green, blue, opacity] = pixels.subarray(4 * (i * columns + j));
      if (opacity === 0) continue;
      const hex = [red, green, blue].map((part) => part!.toString(16).padStart(2, "0")).join("");
      body += `<rect x="${j}" y="${i}" width="1" height="1" fill="#${hex}"/>`;
    }
  return `<g shape-rendering="crispEdges">${body}</g>`;
}

function embedded(rows: number, columns: number, pixels: Uint8ClampedArray<ArrayBuffer>): string {
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext("2d")!.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  return `<image width="${columns}" height="${rows}" image-rendering="pixelated" href="${canvas.toDataURL("image/png")}"/>`;
}
