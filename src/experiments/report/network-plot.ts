import { ShapeError } from "../../errors.js";
import { escapeHtml, type FigureText, figure, type Section } from "./html.js";
import { formatNumber } from "./numbers.js";
import { hue, isPlaced, placement } from "./plane.js";

export interface NetworkPlotOptions extends FigureText {
  /** x and y of every node, one node after the other. Nodes without finite ones are left out, with their edges. */
  readonly positions: ArrayLike<number>;
  /** The group of every node, integers from 0: its colour. */
  readonly groups: ArrayLike<number>;
  /** Numbers of nodes, each edge given once; weights say which ones are drawn when there are too many. */
  readonly edges: {
    readonly sources: ArrayLike<number>;
    readonly targets: ArrayLike<number>;
    readonly weights?: ArrayLike<number>;
  };
  /** Nodes to be drawn larger, with their names, but for a name that would cover one before it. */
  readonly hubs?: readonly { readonly node: number; readonly name: string }[];
  /** Names of the groups for a legend; none by default. */
  readonly names?: readonly string[];
  /** Edges drawn at most; 3000 by default, about 60 kB of the page. */
  readonly edgeLimit?: number;
  /** Whether both axes have one scale (`"equal"`, the default) or each its own on twice the width, for thin animals. */
  readonly axes?: "equal" | "own";
}

/**
 * A network: edges as thin lines, in the colour of a group where both ends are of it, under nodes coloured by group. Beyond
 * the limit the heaviest edges are drawn, and of equally heavy ones an even part in the order given.
 * @throws {ShapeError} unless there are two numbers and a group for every node, and edges and hubs between such nodes
 */
export function networkPlot(options: NetworkPlotOptions): Section {
  const { positions, groups, edges, hubs = [], names = [], edgeLimit = 3000, axes = "equal" } = options,
    nodes = groups.length,
    { sources, targets, weights } = edges;
  if (positions.length !== 2 * nodes)
    throw new ShapeError("networkPlot", `${positions.length} numbers are no places in the plane for ${nodes} nodes`);
  if (targets.length !== sources.length || (weights && weights.length !== sources.length))
    throw new ShapeError("networkPlot", `${sources.length} sources, ${targets.length} targets of edges`);
  const place = placement(positions, axes),
    isDrawn = (i: number) => isPlaced(positions[2 * i]!, positions[2 * i + 1]!),
    // Whole thousandths, so that lines end in the middle of their nodes.
    width = axes === "own" ? 2000 : 1000,
    at = (i: number) => {
      const [x, y] = place(positions[2 * i]!, positions[2 * i + 1]!);
      return `${Math.round((x * width) / 1000)} ${Math.round(y)}`;
    };
  let count = 0;
  for (let i = 0; i < nodes; i++) {
    const group = groups[i]!;
    if (!Number.isInteger(group) || group < 0)
      throw new ShapeError("networkPlot", `group ${group} of node ${i} is no whole number from 0`);
    count = Math.max(count, group + 1);
  }
  const known = (i: number | undefined): i is number => i !== undefined && i in groups;
  const dots = Array.from({ length: count }, () => ""),
    rims = [...dots],
    inside = [...dots],
    large = new Set(hubs.map(({ node }) => node));
  for (const node of large) if (!known(node)) throw new ShapeError("networkPlot", `hub ${node} is none of the nodes`);
  for (let i = 0; i < nodes; i++) if (isDrawn(i)) (large.has(i) ? rims : dots)[groups[i]!]! += `M${at(i)}h0`;
  let between = "",
    drawable = 0;
  for (let e = 0; e < sources.length; e++)
    if (!known(sources[e]) || !known(targets[e]))
      throw new ShapeError("networkPlot", `edge ${e}, ${sources[e]} → ${targets[e]}, is not between nodes`);
    else if (sources[e] !== targets[e]) drawable++;
  const drawn = selected(edges, edgeLimit);
  for (const e of drawn) {
    const [i, j] = [sources[e]!, targets[e]!];
    if (!isDrawn(i) || !isDrawn(j)) continue;
    const line = `M${at(i)}L${at(j)}`;
    if (groups[i] === groups[j]) inside[groups[i]!]! += line;
    else between += line;
  }
  const path = (kind: string, d: string) => d && `<path class="${kind}" d="${d}"/>`,
    coloured = (kind: string, lists: readonly string[]) =>
      lists.map((d, k) => d && `<g ${hue(k, count)}>${path(kind, d)}</g>`).join("");
  const labels = freeLabels(
    hubs.filter(({ node }) => isDrawn(node)).map(({ node, name }) => ({ at: at(node), name })),
    width,
  );
  const lines =
    drawn.length < drawable
      ? `the ${formatNumber(drawn.length)} heaviest of ${formatNumber(drawable)} edges, of equals an even part`
      : `${formatNumber(drawable)} edges`;
  const text = `${formatNumber(nodes)} nodes in ${formatNumber(count)} groups, ${lines}.`,
    about = escapeHtml(`Network, ${options.title}: ${text}`);
  const svg = `<svg viewBox="0 0 ${width} 1000" role="img" aria-label="${about}">${path("links between", between)}${coloured("links", inside)}${coloured("dots", dots)}${coloured("dots hubs", rims)}${labels}</svg>`;
  const body = `${groupLegend(names, count)}<div class="chart"><div class="plot map network${axes === "own" ? " wide" : ""}">${svg}</div><p class="axis">${escapeHtml(text)}</p></div>`;
  return { render: (id) => figure(id, options, body) };
}

/** The edges that are drawn, ascending; those from a node to itself never are. */
function selected({ sources, targets, weights }: NetworkPlotOptions["edges"], limit: number): number[] {
  const weight = (e: number) => weights?.[e] ?? 1,
    all = Array.from({ length: sources.length }, (_, e) => e).filter((e) => sources[e] !== targets[e]);
  if (all.length <= limit) return all;
  if (limit < 1) return [];
  const cut = all.map(weight).sort((a, b) => b - a)[limit - 1]!,
    heavier = all.filter((e) => weight(e) > cut),
    equal = all.filter((e) => weight(e) === cut),
    wanted = limit - heavier.length,
    part = Array.from({ length: wanted }, (_, k) => equal[Math.floor((k * equal.length) / wanted)]!);
  return [...heavier, ...part].sort((a, b) => a - b);
}

/** Names above their nodes, or below at the upper rim. */
function freeLabels(hubs: readonly { readonly at: string; readonly name: string }[], width: number): string {
  const taken: { x: number; y: number; half: number }[] = [],
    // As the stylesheet sets it.
    size = width === 1000 ? 26 : 52;
  return hubs
    .map(({ at, name }) => {
      const [left, top] = at.split(" ").map(Number) as [number, number],
        half = 0.3 * size * name.length,
        x = Math.min(width - half, Math.max(half, left)),
        y = top < 2 * size ? top + 1.6 * size : top - 0.8 * size;
      if (taken.some((other) => Math.abs(other.y - y) < size && Math.abs(other.x - x) < other.half + half)) return "";
      taken.push({ x, y, half });
      return `<text x="${Math.round(x)}" y="${Math.round(y)}">${escapeHtml(name)}</text>`;
    })
    .join("");
}

function groupLegend(names: readonly string[], count: number): string {
  if (names.length === 0) return "";
  const sample = '<svg viewBox="0 0 24 10" width="24" height="10" aria-hidden="true"><path d="M1 5H23"/></svg>',
    items = names.map((name, k) => `<li class="block" ${hue(k, count)}>${sample}${escapeHtml(name)}</li>`);
  return `<ul class="legend">${items.join("")}</ul>`;
}
