import { ShapeError } from "../../errors.js";
import { escapeHtml, type FigureText, figure, type Section } from "./html.js";
import { hue, isPlaced, placement } from "./plane.js";

export interface ScatterPlotOptions extends FigureText {
  /** x and y of every point, one point after the other. */
  readonly points: ArrayLike<number>;
  /** Class of every point, integers from 0. */
  readonly labels: ArrayLike<number>;
  /** Names of the classes. */
  readonly names: readonly string[];
}

/**
 * Points of the plane coloured by class, with one scale for both axes and no numbers on them: a map. Points that are not
 * finite are left out.
 * @throws {ShapeError} unless there are two numbers for every label    @throws {ShapeError} for a label without a name
 */
export function scatterPlot(options: ScatterPlotOptions): Section {
  const { points, labels, names, title } = options,
    outlines = names.map(() => "");
  if (points.length !== 2 * labels.length)
    throw new ShapeError(
      "scatterPlot",
      `${points.length} numbers are no points of the plane for ${labels.length} labels`,
    );
  const place = placement(points);
  let drawnPoints = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (outlines[label] === undefined)
      throw new ShapeError("scatterPlot", `label ${label} is not among the ${names.length} names`);
    const x = points[2 * i]!,
      y = points[2 * i + 1]!;
    if (!isPlaced(x, y)) continue;
    outlines[label] += `M${place(x, y).join(" ")}h0`;
    drawnPoints++;
  }
  const sample = '<svg viewBox="0 0 24 10" width="24" height="10" aria-hidden="true"><path d="M1 5H23"/></svg>',
    named = names.map((name, k) => `<li class="block" ${hue(k, names.length)}>${sample}${escapeHtml(name)}</li>`),
    drawn = outlines.map((d, k) => `<g ${hue(k, names.length)}><path class="dots" d="${d}"/></g>`);
  const about = escapeHtml(`Scatter plot, ${title}: ${drawnPoints} points in ${names.length} classes.`),
    svg = `<svg viewBox="0 0 1000 1000" role="img" aria-label="${about}">${drawn.join("")}</svg>`;
  const body = `<ul class="legend">${named.join("")}</ul><div class="chart"><div class="plot map">${svg}</div></div>`;
  return { render: (id) => figure(id, options, body) };
}
