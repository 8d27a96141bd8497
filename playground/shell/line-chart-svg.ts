import { escapeHtml } from "../../src/experiments/report/html.js";
import { scaleFor } from "../../src/experiments/report/scales.js";
import type { LineChartProps } from "./line-chart.js";

/** Okabe & Ito 2008, as in reports: a picture that stands alone is on white. */
const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#1d1f23"];
const left = 64,
  right = 16,
  top = 64,
  bottom = 48;

/** The chart as a picture of its own, 720 × 400. */
export function lineChartSvg({ title, x, y, series }: Pick<LineChartProps, "title" | "x" | "y" | "series">): string {
  const width = 720,
    height = 400,
    xs = scaleFor(
      series.flatMap((one) => Array.from(one.x)),
      x,
      7,
      false,
    ),
    ys = scaleFor(
      [...series.flatMap((one) => Array.from(one.y)), ...(y.from === undefined ? [] : [y.from])],
      y,
      5,
      true,
    ),
    across = (share: number) => round(left + share * (width - left - right)),
    down = (share: number) => round(height - bottom - share * (height - top - bottom)),
    text = (at: [number, number], anchor: string, words: string, more = "") =>
      `<text x="${at[0]}" y="${at[1]}" text-anchor="${anchor}"${more}>${escapeHtml(words)}</text>`;
  const grid = ys.ticks.map(({ value }) => `M${left} ${down(ys.position(value))}H${width - right}`).join(""),
    labels = [
      ...ys.ticks.map(({ value, label }) => text([left - 8, down(ys.position(value)) + 4], "end", label)),
      ...xs.ticks.map(({ value, label }) => text([across(xs.position(value)), height - bottom + 18], "middle", label)),
      text([left + (width - left - right) / 2, height - 10], "middle", x.label),
      text(
        [16, top + (height - top - bottom) / 2],
        "middle",
        y.label,
        ` transform="rotate(-90 16 ${top + (height - top - bottom) / 2})"`,
      ),
      text([left, 22], "start", title, ' font-size="15" font-weight="600" fill="#1d1f23"'),
    ],
    lines = series.map((one, k) => {
      let path = "",
        open = false;
      for (let i = 0; i < one.x.length; i++) {
        const [h, v] = [xs.position(one.x[i]!), ys.position(one.y[i]!)],
          shown = !Number.isNaN(h) && !Number.isNaN(v);
        if (shown) path += `${open ? "L" : "M"}${across(h)} ${down(v)}`;
        open = shown;
      }
      return `<path d="${path}" stroke="${colours[k % 7]}"${k >= 7 ? ' stroke-dasharray="6 4"' : ""} stroke-width="2" stroke-linejoin="round"/>`;
    }),
    legend = series.map(({ name }, k) => {
      const at = left + k * ((width - left - right) / series.length);
      return `<path d="M${round(at)} 42h18" stroke="${colours[k % 7]}" stroke-width="3"/>${text([round(at + 24), 46], "start", name)}`;
    });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#5d626a"><rect width="100%" height="100%" fill="#fff"/><path d="${grid}" stroke="#dcdcd6"/><g fill="none">${lines.join("")}</g>${legend.join("")}${labels.join("")}</svg>`;
}

function round(length: number): number {
  return Number(length.toFixed(1));
}
