import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { csvText } from "../../../shell/csv.js";
import { Figure } from "../../../shell/figure.js";
import { pngOf } from "../../../shell/pictures.js";
import { colour, scheme } from "../../../shell/theme.js";
import { type Frame, sentenceOf, state } from "./frame.js";
import { gridDrawing, gridSvg, kinds, paintGrid } from "./grid-drawing.js";
import { activeBits } from "./session.js";

/** All cells of the memory: a stack for every column, symbols' columns side by side. */
export function Grid({ frame }: { readonly frame: Frame }) {
  const canvas = useRef<HTMLCanvasElement>(null),
    [width, setWidth] = useState(0),
    shown = scheme.value,
    // Asking for them makes the browser work out styles, which is not for every frame.
    colours = useMemo(
      () => ({
        paper: colour("--paper"),
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
    if (width > 0) paintGrid(canvas.current!, gridDrawing(frame, width, colours));
  }, [frame, width, colours]);
  return (
    <Figure
      title="Cells"
      caption="A stack of cells for every column; a symbol is ten columns. What a column's cells stand for is the symbol in its context."
      csv={() => cellsCsv(frame)}
      svg={() => gridSvg(gridDrawing(frame, width, colours), colours.paper)}
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
