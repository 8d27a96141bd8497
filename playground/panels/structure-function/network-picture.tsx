import { useMemo, useRef } from "preact/hooks";
import { csvText } from "../../shell/csv.js";
import { Figure } from "../../shell/figure.js";
import { colour, scheme } from "../../shell/theme.js";
import { bow, inkOf, linesOf, mostLines, placeOf, size } from "./layout.js";
import type { Picture } from "./picture.js";

const title = "The network and one pair of digits";

/** Two modules, what they see, how active their units are, and the connections between them. */
export function NetworkPicture({ picture, connections }: { picture: Picture; connections: number }) {
  const { units, states, digits, target, answer, winner, images } = picture,
    svg = useRef<SVGSVGElement>(null),
    lines = linesOf(picture),
    places = useMemo(() => Array.from({ length: 2 * units }, (_, unit) => placeOf(unit, units)), [units]),
    ink = useMemo(
      () => [inkOf(images.subarray(0, 784)), inkOf(images.subarray(784))],
      [picture.example, digits.join()],
    ),
    // As attributes, so that the picture is the same where it stands alone; they follow the scheme.
    colours = useMemo(
      () => ({
        paper: colour("--paper"),
        ink: colour("--ink"),
        soft: colour("--soft"),
        line: colour("--line"),
        up: colour("--s1"),
        down: colour("--s0"),
      }),
      [scheme.value],
    ),
    widest = Math.max(...lines.map(({ weight }) => Math.abs(weight)), 1e-9),
    sign = (value: number) => (value > 0 ? colours.up : colours.down),
    verdict = answer === target ? "right" : `wrong, ${target} was asked for`,
    about = `Two modules of ${units} units, ${connections} connections each way. Module 0 sees ${digits[0]}, module 1 sees ${digits[1]}. The answer, ${answer}, comes from module ${winner} and is ${verdict}.`,
    shown =
      2 * connections > mostLines ? `The strongest ${mostLines} of ${2 * connections} connections are drawn. ` : "";
  return (
    <Figure
      title={title}
      caption={`${shown}Lines are the connections between the modules, bent upwards from module 0 and downwards from module 1; the thicker, the stronger. Orange is positive, blue negative, of lines and of the units' states.`}
      csv={() => csvText(["from", "to", "weight"], allLines(picture))}
      svg={() => new XMLSerializer().serializeToString(svg.current!)}
    >
      <svg
        ref={svg}
        class="network"
        xmlns="http://www.w3.org/2000/svg"
        width={size.width}
        height={size.height}
        viewBox={`0 0 ${size.width} ${size.height}`}
        font-family="system-ui, sans-serif"
        font-size="14"
        fill={colours.ink}
        role="img"
        aria-label={about}
      >
        <rect width={size.width} height={size.height} fill={colours.paper} />
        <g fill="none" stroke-linecap="round">
          {lines.map((line) => (
            <path
              key={`${line.from}-${line.to}`}
              d={bow(line, units)}
              stroke={sign(line.weight)}
              stroke-width={(0.4 + (3.2 * Math.abs(line.weight)) / widest).toFixed(2)}
              stroke-opacity={(0.25 + (0.65 * Math.abs(line.weight)) / widest).toFixed(2)}
            />
          ))}
        </g>
        {places.map(({ x, y }, unit) => (
          <circle
            key={unit}
            cx={x.toFixed(1)}
            cy={y.toFixed(1)}
            r={units > 40 ? 4.5 : 6}
            fill={sign(states[unit]!)}
            fill-opacity={Math.abs(states[unit]!).toFixed(2)}
            stroke={colours.soft}
            stroke-width="1"
          />
        ))}
        {[0, 1].map((module) => (
          <g key={module}>
            <g transform={`translate(${module === 0 ? 115 : 455} 140) scale(2.5)`}>
              {ink[module]!.map(({ path, opacity }, k) => (
                <path key={k} d={path} fill={colours.ink} fill-opacity={opacity} />
              ))}
            </g>
            <text x={module === 0 ? 150 : 490} y="30" text-anchor="middle" font-weight="600">
              {`Module ${module}`}
            </text>
            <text x={module === 0 ? 150 : 490} y="50" text-anchor="middle" fill={colours.soft}>
              {module === winner ? `answers ${answer}: ${answer === target ? "right" : "wrong"}` : "stays silent"}
            </text>
          </g>
        ))}
        <text x="320" y="30" text-anchor="middle" fill={colours.soft}>
          {`asked for: ${target}`}
        </text>
      </svg>
    </Figure>
  );
}

/** All connections between modules: from, to and weight. */
const allLines = (picture: Picture) =>
  linesOf(picture, Number.POSITIVE_INFINITY).map(({ from, to, weight }) => [from, to, weight]);
