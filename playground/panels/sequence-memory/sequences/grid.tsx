import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { csvText } from "../../../shell/csv.js";
import { Figure } from "../../../shell/figure.js";
import { pngOf } from "../../../shell/pictures.js";
import { colour, scheme } from "../../../shell/theme.js";
import { type Frame, sentenceOf, state } from "./frame.js";
import { gridLayout, placeOf } from "./grid-layout.js";
import { activeBits } from "./session.js";

/** Colours by what a cell is, the first that fits. */
const kinds = [
  { name: "chosen to learn", class: "s3", is: state.bursting | state.winner },
  { name: "bursting", class: "s1", is: state.bursting },
  { name: "active", class: "s0", is: state.active },
  { name: "predicted", class: "s2", is: state.predicted },
] as const;

/** Height of the line of symbols above a band. */
const labelPixels = 16;

/** All cells of the memory: a stack for every column, symbols' columns side by side. */
export function Grid({ frame }: { readonly frame: Frame }) {
  const canvas = useRef<HTMLCanvasElement>(null),
    [width, setWidth] = useState(0),
    shown = scheme.value,
    // Asking for them makes the browser work out styles, which is not for every frame.
    colours = useMemo(
      () => ({
        ink: colour("--ink"),
        soft: colour("--soft"),
        idle: colour("--grid"),
        kinds: kinds.map((kind) => colour(`--${kind.class}`)),
      }),
      [shown],
    );
  useEffect(() => {
    const watching = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    watching.observe(canvas.current!.parentElement!);
    return () => watching.disconnect();
  }, []);
  useEffect(() => {
    if (width > 0) draw(canvas.current!, frame, width, colours);
  }, [frame, width, colours]);
  return (
    <Figure
      title="Cells"
      caption="A stack of cells for every column; a symbol is ten columns. What a column's cells stand for is the symbol in its context."
      csv={() => cellsCsv(frame)}
      png={() => pngOf(canvas.current!)}
    >
      <ul class="legend" aria-hidden="true">
        {kinds.map(({ name, class: colour }) => (
          <li key={name} class={colour}>
            {name}
          </li>
        ))}
      </ul>
      <div>
        <canvas ref={canvas} class="cells" role="img" aria-label={`Cells. ${sentenceOf(frame)}`} />
      </div>
    </Figure>
  );
}

interface Colours {
  readonly ink: string;
  readonly soft: string;
  readonly idle: string;
  /** In the order of `kinds`. */
  readonly kinds: readonly string[];
}

function draw(canvas: HTMLCanvasElement, frame: Frame, width: number, colours: Colours): void {
  const { columns, cellsPerColumn, states, script, last } = frame,
    layout = gridLayout(columns, cellsPerColumn, activeBits, { fewest: width / 7, tallest: 0.5 }),
    ratio = devicePixelRatio,
    cell = width / layout.across,
    bandHeight = labelPixels + cell * cellsPerColumn,
    context = canvas.getContext("2d")!,
    size = { width: Math.round(width * ratio), height: Math.round(bandHeight * layout.bands * ratio) };
  if (canvas.width !== size.width) canvas.width = size.width;
  if (canvas.height !== size.height) canvas.height = size.height;
  canvas.style.height = `${bandHeight * layout.bands}px`;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, bandHeight * layout.bands);
  const yOf = ({ band, row }: { band: number; row: number }) => band * bandHeight + labelPixels + row * cell,
    // A gap between cells as long as they are wide enough to have one.
    side = cell > 4 ? cell - 1 : cell;
  context.fillStyle = colours.idle;
  for (let column = 0; column < columns; column++) {
    const place = placeOf(column * cellsPerColumn, cellsPerColumn, layout);
    context.fillRect(place.x * cell, yOf(place), side, cell * cellsPerColumn - (cell - side));
  }
  for (const [k, kind] of kinds.entries()) {
    context.fillStyle = colours.kinds[k]!;
    for (let i = 0; i < states.length; i++) {
      if (states[i] === 0 || kinds.find(({ is }) => (states[i]! & is) === is) !== kind) continue;
      const place = placeOf(i, cellsPerColumn, layout);
      context.fillRect(place.x * cell, yOf(place), side, side);
    }
  }
  context.textBaseline = "middle";
  const room = cell * activeBits - 2;
  for (const [k, symbol] of script.symbols.entries()) {
    const place = placeOf(k * activeBits * cellsPerColumn, cellsPerColumn, layout),
      isLast = last?.symbol === k;
    context.fillStyle = isLast ? colours.ink : colours.soft;
    context.font = `${isLast ? "700 " : ""}12px system-ui, sans-serif`;
    context.fillText(symbol, place.x * cell, yOf(place) - labelPixels / 2, room);
  }
}

function cellsCsv({ cellsPerColumn, states, script }: Frame): string {
  const names = Object.keys(state) as (keyof typeof state)[];
  return csvText(
    ["column", "cell", "symbol", ...names],
    Array.from(states, (cell, i) => {
      const column = Math.floor(i / cellsPerColumn);
      return [
        column,
        i % cellsPerColumn,
        script.symbols[Math.floor(column / activeBits)] ?? "",
        ...names.map((name) => ((cell & state[name]) > 0 ? 1 : 0)),
      ];
    }),
  );
}
