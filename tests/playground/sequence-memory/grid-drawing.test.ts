import { expect, it } from "vitest";
import { type Frame, state } from "../../../playground/panels/sequence-memory/sequences/frame.js";
import { gridDrawing, gridSvg } from "../../../playground/panels/sequence-memory/sequences/grid-drawing.js";

const colours = { paper: "#fff", ink: "#000", soft: "#555", idle: "#eee", kinds: ["#a00", "#b00", "#c00", "#d00"] };
/** Twenty columns of two cells; the symbol "<" is the last one shown. */
const frame = {
  columns: 20,
  cellsPerColumn: 2,
  states: new Uint8Array(40)
    .with(0, state.active)
    .with(3, state.predicted)
    .with(39, state.bursting | state.winner),
  script: { symbols: ["<", "B"] },
  last: { symbol: 0 },
} as unknown as Frame;

it("draws a stack for every column, and over it the cells that do something, each where it belongs", () => {
  const { rectangles, names, width, height } = gridDrawing(frame, 200, colours),
    cells = rectangles.filter(({ fill }) => fill !== colours.idle);
  expect(rectangles.length - cells.length).toBe(20);
  // 10 pixels a cell, 16 of them for the symbols above.
  expect(cells.map(({ x, y, fill }) => [x, y, fill])).toEqual([
    [0, 16, "#c00"],
    [10, 26, "#d00"],
    [190, 26, "#a00"],
  ]);
  expect([width, height]).toEqual([200, 36]);
  expect(names.map(({ x, text, bold }) => [x, text, bold])).toEqual([
    [0, "<", true],
    [100, "B", false],
  ]);
});

it("is an SVG of all its shapes, whatever a symbol is", () => {
  const svg = gridSvg(gridDrawing(frame, 200, colours), colours.paper);
  expect(svg.match(/<rect /g)).toHaveLength(1 + 20 + 3);
  expect(svg).toContain('font-weight="700">&lt;</text>');
  expect(svg).not.toMatch(/NaN|undefined/);
});
