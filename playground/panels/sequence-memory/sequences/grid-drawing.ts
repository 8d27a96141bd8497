import { escapeHtml } from "../../../../src/experiments/report/html.js";
import { type Frame, state } from "./frame.js";
import { gridLayout, placeOf } from "./grid-layout.js";
import { activeBits } from "./session.js";

/** What a cell is, the first that fits, and the class of its colour. */
export const kinds = [
  { name: "chosen to learn", class: "s3", is: state.bursting | state.winner },
  { name: "bursting", class: "s1", is: state.bursting },
  { name: "active", class: "s0", is: state.active },
  { name: "predicted", class: "s2", is: state.predicted },
] as const;

export interface GridColours {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly idle: string;
  /** In the order of `kinds`. */
  readonly kinds: readonly string[];
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
}

interface Name {
  readonly x: number;
  /** Of its middle. */
  readonly y: number;
  readonly text: string;
  readonly fill: string;
  readonly bold: boolean;
}

/** All cells of a memory as shapes, in pixels: on the page and in a file the same. */
export interface GridDrawing {
  readonly width: number;
  readonly height: number;
  readonly rectangles: readonly Rectangle[];
  readonly names: readonly Name[];
  /** Widest a name may be. */
  readonly room: number;
}

/** Height of the line of symbols above a band. */
const labelPixels = 16;
const font = "system-ui, sans-serif";

export function gridDrawing(frame: Frame, width: number, colours: GridColours): GridDrawing {
  const { columns, cellsPerColumn, states, script, last } = frame,
    layout = gridLayout(columns, cellsPerColumn, activeBits, { fewest: width / 7, tallest: 0.5 }),
    cell = width / layout.across,
    bandHeight = labelPixels + cell * cellsPerColumn,
    // A gap between cells as long as they are wide enough to have one.
    side = cell > 4 ? cell - 1 : cell,
    corner = (index: number) => {
      const { x, band, row } = placeOf(index, cellsPerColumn, layout);
      return { x: x * cell, y: band * bandHeight + labelPixels + row * cell };
    },
    rectangles: Rectangle[] = [];
  for (let column = 0; column < columns; column++) {
    const height = cell * cellsPerColumn - (cell - side);
    rectangles.push({ ...corner(column * cellsPerColumn), width: side, height, fill: colours.idle });
  }
  for (let i = 0; i < states.length; i++) {
    const kind = states[i] === 0 ? -1 : kinds.findIndex(({ is }) => (states[i]! & is) === is);
    if (kind >= 0) rectangles.push({ ...corner(i), width: side, height: side, fill: colours.kinds[kind]! });
  }
  const names = script.symbols.map((text, k) => {
    const { x, y } = corner(k * activeBits * cellsPerColumn),
      bold = last?.symbol === k;
    return { x, y: y - labelPixels / 2, text, bold, fill: bold ? colours.ink : colours.soft };
  });
  return { width, height: bandHeight * layout.bands, rectangles, names, room: cell * activeBits - 2 };
}

export function paintGrid(canvas: HTMLCanvasElement, { width, height, rectangles, names, room }: GridDrawing): void {
  const ratio = devicePixelRatio,
    context = canvas.getContext("2d")!,
    size = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  // Setting a size clears the canvas, so it would flicker while the memory runs.
  if (canvas.width !== size.width) canvas.width = size.width;
  if (canvas.height !== size.height) canvas.height = size.height;
  canvas.style.height = `${height}px`;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  for (const { x, y, width, height, fill } of rectangles) {
    context.fillStyle = fill;
    context.fillRect(x, y, width, height);
  }
  context.textBaseline = "middle";
  for (const { x, y, text, fill, bold } of names) {
    context.fillStyle = fill;
    context.font = `${bold ? "700 " : ""}12px ${font}`;
    context.fillText(text, x, y, room);
  }
}

export function gridSvg({ width, height, rectangles, names }: GridDrawing, paper: string): string {
  const cut = (length: number) => Number(length.toFixed(2)),
    cells = rectangles.map(
      ({ x, y, width, height, fill }) =>
        `<rect x="${cut(x)}" y="${cut(y)}" width="${cut(width)}" height="${cut(height)}" fill="${fill}"/>`,
    ),
    texts = names.map(
      ({ x, y, text, fill, bold }) =>
        `<text x="${cut(x)}" y="${cut(y + 4)}" fill="${fill}"${bold ? ' font-weight="700"' : ""}>${escapeHtml(text)}</text>`,
    );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${cut(height)}" viewBox="0 0 ${width} ${cut(height)}" font-family="${font}" font-size="12"><title>Cells</title><rect width="100%" height="100%" fill="${paper}"/>${cells.join("")}${texts.join("")}</svg>`;
}
