import { ShapeError } from "../../errors.js";
import { escapeHtml, type FigureText, figure, type Section, scrolling } from "./html.js";
import { formatNumber } from "./numbers.js";

export interface MatrixOptions extends FigureText {
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  /** Row-major, rowLabels · columnLabels numbers. */
  readonly values: ArrayLike<number>;
}

/**
 * A small matrix with its numbers on cells shaded by magnitude, negative ones in the second colour.
 * @throws {ShapeError} when the number of values is not rows · columns
 */
export function matrix(options: MatrixOptions): Section {
  let largest = 0;
  for (const value of Array.from(options.values))
    if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return shaded("matrix", options, (value) => [largest === 0 ? 0 : Math.abs(value) / largest, value < 0 ? 1 : 0]);
}

export interface ConfusionMatrixOptions extends FigureText {
  readonly labels: readonly string[];
  /** counts[i · classes + j]: how often true class i was taken for class j. */
  readonly counts: ArrayLike<number>;
}

/**
 * Counts of true class (rows) against predicted class (columns): hits in the first colour, mistakes in the second. The
 * shade is the square root of a cell's share of its row, so that rare mistakes can be seen.
 * @throws {ShapeError} when the number of counts is not the square of the number of labels
 */
export function confusionMatrix(options: ConfusionMatrixOptions): Section {
  const { labels, counts } = options,
    classes = labels.length;
  const totals = labels.map((_, i) => labels.reduce((sum, _, j) => sum + (counts[i * classes + j] ?? 0), 0));
  const square = { ...options, rowTitle: "true", columnTitle: "predicted", rowLabels: labels, columnLabels: labels };
  return shaded("confusionMatrix", { ...square, values: counts }, (count, i, j) => {
    const share = count / totals[i]!;
    return [share > 0 ? Math.sqrt(share) : 0, i === j ? 0 : 1];
  });
}

/** Shade from 0 to 1 and which of the two colours. */
type Shade = (value: number, row: number, column: number) => [shade: number, colour: 0 | 1];

function shaded(operation: string, options: MatrixOptions, shadeOf: Shade): Section {
  const { title, rowTitle, columnTitle, rowLabels, columnLabels, values } = options,
    columns = columnLabels.length;
  if (values.length !== rowLabels.length * columns)
    throw new ShapeError(operation, `${values.length} values are not a [${rowLabels.length},${columns}] matrix`);
  const head = columnLabels.map((label) => `<th scope="col">${escapeHtml(label)}</th>`).join("");
  const body = rowLabels.map((label, row) => {
    const cells = columnLabels.map((_, column) => {
      const value = values[row * columns + column]!;
      if (!Number.isFinite(value)) return `<td>${formatNumber(value)}</td>`;
      const [shade, colour] = shadeOf(value, row, column),
        // From these shades on, the other text colour is the more legible one: on the page's dark form, and on its
        // light one.
        strong = `${shade > 0.72 ? "strong" : ""}${shade > 0.85 && colour === 0 ? " full" : ""}`,
        classes = value === 0 ? "nil" : strong;
      const share = Number((100 * Math.min(Math.max(shade, 0), 1)).toFixed(1));
      return `<td${classes && ` class="${classes}"`} style="--c:var(--s${colour});--v:${share}%">${formatNumber(value, 3)}</td>`;
    });
    return `<tr><th scope="row">${escapeHtml(label)}</th>${cells.join("")}</tr>`;
  });
  const across = `<tr><td class="corner"></td><th scope="colgroup" colspan="${Math.max(1, columns)}">${escapeHtml(columnTitle)} →</th></tr>`,
    down = `<tr><th class="corner">${escapeHtml(rowTitle)} ↓</th>${head}</tr>`,
    html = `<table class="matrix"><thead>${across}${down}</thead><tbody>${body.join("")}</tbody></table>`;
  return { render: (id) => figure(id, options, scrolling(title, html)) };
}
