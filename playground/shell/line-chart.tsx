import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatNumber } from "../../src/experiments/report/index.js";
import { Figure } from "./figure.js";
import { lineChartSvg } from "./line-chart-svg.js";
import { aligned, type LineSeries, logarithmicEnds, seriesCsv } from "./line-data.js";
import { colour, scheme } from "./theme.js";

export type { LineSeries } from "./line-data.js";

export interface LineAxis {
  readonly label: string;
  readonly log?: boolean;
  readonly range?: readonly [low: number, high: number];
  /** No ticks between whole numbers. */
  readonly whole?: boolean;
  /** What the axis reaches down to in any case. */
  readonly from?: number;
}

export interface LineChartProps {
  readonly title: string;
  readonly caption?: string;
  readonly x: LineAxis;
  readonly y: LineAxis;
  /** New arrays, or the same ones grown in place with a new list around them: whatever is here at a rendering is drawn. */
  readonly series: readonly LineSeries[];
  /** Of the drawing, in pixels. */
  readonly height?: number;
}

/** Lines that may grow while one looks: drawn at most once per frame of the screen, however often it is rendered. */
export function LineChart(props: LineChartProps) {
  const { title, caption, x, y, series, height = 240 } = props,
    place = useRef<HTMLDivElement>(null),
    chart = useRef<uPlot>(undefined),
    frame = useRef(0),
    newest = useRef(series);
  newest.current = series;
  // What uPlot takes only at its beginning.
  const shape = JSON.stringify([scheme.value, x, y, height, series.map(({ name }) => name)]);
  useEffect(() => {
    const element = place.current!,
      plot = new uPlot(optionsOf(props, element.clientWidth, height), aligned(newest.current, y.log), element),
      watching = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    watching.observe(element);
    chart.current = plot;
    return () => {
      watching.disconnect();
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      chart.current = undefined;
      plot.destroy();
    };
  }, [shape]);
  useEffect(() => {
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      chart.current?.setData(aligned(newest.current, y.log));
    });
  }, [series]);
  return (
    <Figure
      title={title}
      {...(caption !== undefined && { caption })}
      csv={() => seriesCsv(x.label, series)}
      svg={() => lineChartSvg(props)}
    >
      {series.length > 1 && (
        <ul class="legend" aria-hidden="true">
          {series.map(({ name }, k) => (
            <li key={name} class={`s${k % 7}`}>
              {name}
            </li>
          ))}
        </ul>
      )}
      <div ref={place} class="plot" aria-hidden="true" style={{ height: `${height}px` }} />
      <div class="hidden">
        <table>
          <caption>{`${title}: last values, ${y.label} over ${x.label}`}</caption>
          <tbody>
            {series.map(({ name, x: at, y: values }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {values.length === 0
                    ? "none yet"
                    : `${formatNumber(values[values.length - 1]!)} at ${formatNumber(at[at.length - 1]!)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}

/** 1, 2, 5, 10, … */
const wholeSteps = Array.from({ length: 7 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

function optionsOf({ x, y, series }: LineChartProps, width: number, height: number): uPlot.Options {
  const soft = colour("--soft"),
    grid = { stroke: colour("--grid"), width: 1 },
    font = "12px system-ui, sans-serif",
    axis = ({ label, log, whole }: LineAxis, size: number): uPlot.Axis => ({
      label,
      labelFont: font,
      labelSize: 18,
      font,
      size,
      ...(whole && { incrs: wholeSteps }),
      stroke: soft,
      grid,
      ticks: { ...grid, size: 4 },
      values: (_, ticks) => ticks.map((tick) => (tick === null ? "" : formatNumber(tick, log ? 2 : 4))),
    }),
    scale = ({ log, range, from }: LineAxis): uPlot.Scale => ({
      time: false,
      ...(log && { distr: 3 as const }),
      // Left to itself, a logarithmic axis widens to whole decades.
      ...(log && { range: (_: uPlot, low: number | null, high: number | null) => logarithmicEnds(low, high) }),
      ...(from !== undefined && {
        range: (_: uPlot, low: number | null, high: number | null) =>
          uPlot.rangeNum(Math.min(from, low ?? from), high ?? from + 1, 0.1, true),
      }),
      ...(range && { range: [range[0], range[1]] as [number, number] }),
    });
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false } },
    scales: { x: scale(x), y: scale(y) },
    axes: [axis(x, 34), axis(y, 52)],
    series: [
      {},
      ...series.map((_, k) => ({ stroke: colour(`--s${k % 7}`), width: 2, ...(k >= 7 && { dash: [6, 4] }) })),
    ],
  };
}
