import { useMemo, useRef } from "preact/hooks";
import { Choice } from "../../shell/choice.js";
import { csvText } from "../../shell/csv.js";
import { Figure } from "../../shell/figure.js";
import { Problem } from "../../shell/problem.js";
import { Progress } from "../../shell/progress.js";
import { colour, scheme } from "../../shell/theme.js";
import type { Controller } from "./controller.js";
import { fields, type State } from "./fields.js";
import { type MeasureName, meanOf, measureNames, measureTitles } from "./measures.js";
import type { SweepPoint } from "./sweep.js";
import { across, down, frame, meansOf, reach, type SweepMean, size } from "./sweep-chart.js";

/** What structure does to function, as far as a sweep has come. */
export function SweepFigure({ state, controller }: { state: State; controller: Controller }) {
  const { points, share } = controller.swept.value,
    measure = state.measure.value,
    sweeping = controller.sweeping.value,
    means = meansOf(points, measure);
  return (
    <section class="results" aria-labelledby="sweep-title">
      <h2 id="sweep-title">Sweep over connections</h2>
      <p class="quiet">
        Six numbers of connections, three seeds, each network trained by the settings beside: press Sweep connections.
      </p>
      {(sweeping || points.length > 0) && (
        <>
          <Progress
            label={`${sweeping ? "Sweeping" : share === 1 ? "Done" : "Stopped"}: ${points.length} networks`}
            value={share}
          />
          <Choice label="Measure" field={fields.measure} value={state.measure} names={measureTitles} radio />
          <Scatter points={points} means={means} measure={measure} />
          <Means means={means} measure={measure} />
        </>
      )}
      <Problem error={controller.sweepError.value} title="The sweep stopped." />
    </section>
  );
}

interface ScatterProps {
  readonly points: readonly SweepPoint[];
  readonly means: readonly SweepMean[];
  readonly measure: MeasureName;
}

function Scatter({ points, means, measure }: ScatterProps) {
  const svg = useRef<SVGSVGElement>(null),
    ends = reach(points, measure),
    y = (value: number) => down(value, ends),
    colours = useMemo(
      () => ({
        paper: colour("--paper"),
        soft: colour("--soft"),
        grid: colour("--grid"),
        trained: colour("--s0"),
        untrained: colour("--soft"),
      }),
      [scheme.value],
    ),
    path = (value: (mean: SweepMean) => number) =>
      means
        .filter((mean) => Number.isFinite(value(mean)))
        .map((mean, i) => `${i === 0 ? "M" : "L"}${across(mean.modularity).toFixed(1)} ${y(value(mean)).toFixed(1)}`)
        .join(""),
    levels = Array.from({ length: Math.round((ends[1] - ends[0]) * 5) + 1 }, (_, i) => ends[0] + i / 5);
  return (
    <Figure
      title="Specialisation against structural modularity"
      caption="A filled point for each trained network, an open one for the same network before; lines join the means."
      csv={() => sweepCsv(points)}
      svg={() => new XMLSerializer().serializeToString(svg.current!)}
    >
      <svg
        ref={svg}
        class="sweep"
        xmlns="http://www.w3.org/2000/svg"
        width={size.width}
        height={size.height}
        viewBox={`0 0 ${size.width} ${size.height}`}
        font-family="system-ui, sans-serif"
        font-size="13"
        fill={colours.soft}
        role="img"
        aria-label={`Specialisation by ${measureTitles[measure]} of ${points.length} networks against Q; the means are in the table below.`}
      >
        <rect width={size.width} height={size.height} fill={colours.paper} />
        {levels.map((level) => (
          <g key={level.toFixed(1)}>
            <path d={`M${frame.left} ${y(level).toFixed(1)}H${size.width - frame.right}`} stroke={colours.grid} />
            <text x={frame.left - 8} y={y(level) + 4} text-anchor="end">
              {level.toFixed(1).replace("-", "−")}
            </text>
          </g>
        ))}
        {[0, 0.1, 0.2, 0.3, 0.4, 0.5].map((q) => (
          <text key={q} x={across(q)} y={size.height - frame.bottom + 18} text-anchor="middle">
            {q}
          </text>
        ))}
        <text x={(frame.left + size.width) / 2} y={size.height - 8} text-anchor="middle">
          structural modularity Q
        </text>
        <g fill="none">
          <path d={path(({ untrained }) => untrained)} stroke={colours.untrained} stroke-dasharray="4 4" />
          <path d={path(({ trained }) => trained)} stroke={colours.trained} stroke-width="2" />
        </g>
        {points.map(({ connections, seed, modularity, trained, untrained }) => (
          <g key={`${connections} ${seed}`} class="point">
            <Dot x={modularity} value={meanOf(untrained[measure])} y={y} stroke={colours.untrained} fill="none" />
            <Dot x={modularity} value={meanOf(trained[measure])} y={y} stroke="none" fill={colours.trained} />
          </g>
        ))}
      </svg>
    </Figure>
  );
}

interface DotProps {
  readonly x: number;
  readonly value: number;
  readonly y: (value: number) => number;
  readonly stroke: string;
  readonly fill: string;
}

function Dot({ x, value, y, stroke, fill }: DotProps) {
  if (!Number.isFinite(value)) return null;
  return (
    <circle cx={across(x).toFixed(1)} cy={y(value).toFixed(1)} r="4" stroke={stroke} fill={fill} fill-opacity="0.65" />
  );
}

function Means({ means, measure }: { means: readonly SweepMean[]; measure: MeasureName }) {
  return (
    <table class="means">
      <caption class="quiet">{`Means over networks; specialisation by ${measureTitles[measure]}`}</caption>
      <thead>
        <tr>
          {["Connections", "Q", "Trained", "Untrained", "Accuracy"].map((head) => (
            <th key={head} scope="col" class="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {means.map(({ connections, modularity, trained, untrained, accuracy }) => (
          <tr key={connections}>
            <th scope="row" class="number">
              {connections}
            </th>
            <td class="number">{modularity.toFixed(4)}</td>
            <td class="number">{trained.toFixed(3)}</td>
            <td class="number">{untrained.toFixed(3)}</td>
            <td class="number">{accuracy.toFixed(3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A row per network, all measures of both modules. */
function sweepCsv(points: readonly SweepPoint[]): string {
  const columns = measureNames.flatMap((name) =>
    ["", "untrained "].flatMap((state) => [0, 1].map((module) => `${state}${name} of module ${module}`)),
  );
  return csvText(
    ["connections", "Q", "seed", "accuracy", ...columns],
    points.map(({ connections, modularity, seed, accuracy, trained, untrained }) => [
      connections,
      modularity,
      seed,
      accuracy,
      ...measureNames.flatMap((name) => [...trained[name], ...untrained[name]]),
    ]),
  );
}
