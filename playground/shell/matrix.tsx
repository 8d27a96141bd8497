import { useEffect, useRef, useState } from "preact/hooks";
import { formatNumber } from "../../src/experiments/report/index.js";
import { csvText } from "./csv.js";
import { Figure } from "./figure.js";
import { framesOf, type MatrixData, matrixPixels, rangeOf, valueAt } from "./matrix-pixels.js";
import { matrixSvg } from "./matrix-svg.js";
import { pngOf } from "./pictures.js";
import { scheme } from "./theme.js";

export interface MatrixProps extends MatrixData {
  readonly title: string;
  readonly caption?: string;
  /** What rows and columns are: "node", "neuron". */
  readonly rowName?: string;
  readonly columnName?: string;
  /** What to call one of them, by its place in `values`; by default its number. */
  readonly rowLabel?: (row: number) => string;
  readonly columnLabel?: (column: number) => string;
  /** Widest it gets, in pixels. */
  readonly widest?: number;
}

/** A heat map, one pixel per value, drawn in one go. */
export function Matrix(props: MatrixProps) {
  const { title, caption, rows, columns, widest = 480 } = props,
    { rowName = "row", columnName = "column" } = props,
    canvas = useRef<HTMLCanvasElement>(null),
    [place, setPlace] = useState<readonly [row: number, column: number]>(),
    shown = scheme.value,
    [low, high] = rangeOf(props);
  useEffect(() => {
    const element = canvas.current!;
    // Setting a size clears the canvas, so it would flicker while values change.
    if (element.width !== columns) element.width = columns;
    if (element.height !== rows) element.height = rows;
    if (rows > 0 && columns > 0)
      element.getContext("2d")!.putImageData(new ImageData(matrixPixels(props, shown), columns, rows), 0, 0);
  }, [props.values, rows, columns, props.rowOrder, props.columnOrder, props.colours, low, high, shown]);
  const look = ({ offsetX, offsetY, currentTarget }: PointerEvent) => {
    const { clientWidth, clientHeight } = currentTarget as HTMLCanvasElement,
      row = Math.floor((offsetY / clientHeight) * rows),
      column = Math.floor((offsetX / clientWidth) * columns);
    setPlace(row >= 0 && row < rows && column >= 0 && column < columns ? [row, column] : undefined);
  };
  const named = (label: ((index: number) => string) | undefined, order: ArrayLike<number> | undefined, at: number) => {
    const index = order?.[at] ?? at;
    return label?.(index) ?? String(index);
  };
  const ends = `${formatNumber(low)} to ${formatNumber(high)}`,
    about = `${title}: ${rows} × ${columns} values, colours from ${ends}`,
    under =
      place &&
      place[0] < rows &&
      place[1] < columns &&
      `${rowName} ${named(props.rowLabel, props.rowOrder, place[0])}, ${columnName} ${named(props.columnLabel, props.columnOrder, place[1])}: ${formatNumber(valueAt(props, ...place))}`;
  return (
    <Figure
      title={title}
      {...(caption !== undefined && { caption })}
      csv={() => matrixCsv(props)}
      svg={() => matrixSvg(props)}
      png={() => pngOf(enlarged(canvas.current!))}
    >
      <div
        class="matrix"
        style={{ maxWidth: `${widest}px`, aspectRatio: `${Math.max(columns, 1)} / ${Math.max(rows, 1)}` }}
      >
        <canvas
          ref={canvas}
          role="img"
          aria-label={about}
          onPointerMove={look}
          onPointerLeave={() => setPlace(undefined)}
        />
        <svg viewBox={`0 0 ${columns} ${rows}`} preserveAspectRatio="none" aria-hidden="true">
          <path d={framesOf(props)} />
        </svg>
      </div>
      <p class="quiet under">{under || `Colours from ${ends}`}</p>
    </Figure>
  );
}

/** A row per row shown, in the order shown. */
function matrixCsv(props: MatrixProps): string {
  const { rows, columns, rowOrder, columnOrder, rowLabel, columnLabel, rowName = "row" } = props,
    header = Array.from({ length: columns }, (_, j) => columnOrder?.[j] ?? j),
    name = (label: ((index: number) => string) | undefined, index: number) => label?.(index) ?? String(index);
  return csvText(
    [rowName, ...header.map((j) => name(columnLabel, j))],
    Array.from({ length: rows }, (_, i) => [
      name(rowLabel, rowOrder?.[i] ?? i),
      ...header.map((_, j) => valueAt(props, i, j)),
    ]),
  );
}

/** Few values would make a tiny picture: whole pixels per value, about 512 in all. */
function enlarged(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const factor = Math.max(1, Math.floor(512 / Math.max(canvas.width, canvas.height, 1))),
    large = document.createElement("canvas");
  large.width = canvas.width * factor;
  large.height = canvas.height * factor;
  const context = large.getContext("2d")!;
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, 0, 0, large.width, large.height);
  return large;
}
