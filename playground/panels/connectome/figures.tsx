import { useMemo } from "preact/hooks";
import { LineChart } from "../../shell/line-chart.js";
import { Matrix } from "../../shell/matrix.js";
import type { Communities } from "./communities.js";
import { degreeDistribution } from "./degree-distribution.js";
import { finest, rowOf } from "./picture.js";

export interface AdjacencyProps {
  readonly found: Communities;
  readonly order: "community" | "given";
}

export function Adjacency({ found, order }: AdjacencyProps) {
  const { nodes, names, directed } = found,
    picture = found.pictures[order],
    label = useMemo(() => labels(found, order), [found, order]),
    shared = nodes > finest ? ` Each row stands for about ${Math.round(nodes / finest)} nodes.` : "",
    blocks = useMemo(
      () => (order === "community" ? [...new Set(found.begins.map((begin) => rowOf(begin, nodes)))] : []),
      [found, order],
    );
  return (
    <Matrix
      title={order === "community" ? "Matrix by community" : "Matrix as given"}
      caption={`${names.length} nodes, ${found.edges} edges${directed ? "; rows are sources" : ""}.${shared}`}
      rows={picture.size}
      columns={picture.size}
      values={picture.values}
      range={[0, picture.high]}
      blocks={blocks}
      rowName={directed ? "source" : "node"}
      columnName={directed ? "target" : "node"}
      rowLabel={label}
      columnLabel={label}
    />
  );
}

/** The name of a row's node, or of its first and last. */
function labels({ nodes, names, order }: Communities, by: "community" | "given"): (row: number) => string {
  const node = (k: number) => names[by === "community" ? order[k]! : k]!,
    begins: number[] = [];
  for (let k = 0; k < nodes; k++) begins[rowOf(k, nodes)] ??= k;
  return (row) => {
    const first = begins[row]!,
      last = (begins[row + 1] ?? nodes) - 1;
    return first === last ? node(first) : `${node(first)} to ${node(last)}`;
  };
}

export function Degrees({ found }: { readonly found: Communities }) {
  const series = useMemo(() => [degreeDistribution(found.degrees)], [found]);
  return (
    <LineChart
      title="Degrees"
      caption="The share of nodes with at least so many neighbours; a straight line would be a power law."
      x={{ label: "degree k", log: true }}
      y={{ label: "P(K ≥ k)", log: true }}
      series={series}
    />
  );
}
