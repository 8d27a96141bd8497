import { useContext, useMemo, useState } from "preact/hooks";
import { formatNumber } from "../../../src/experiments/report/index.js";
import { Button } from "../../shell/button.js";
import { csvText } from "../../shell/csv.js";
import { download, fileName } from "../../shell/download.js";
import { PanelSlug } from "../../shell/panel-slug.js";
import type { Communities } from "./communities.js";

const columns = ["community", "degree", "strength", "participation", "within-module z", "role"] as const;

type Column = "node" | (typeof columns)[number];

/** What stands in the table for node i; communities are counted from 1. */
function rowOf(found: Communities, i: number): readonly (string | number)[] {
  const { names, communities, degrees, strengths, participation, z, roles } = found;
  return [names[i]!, communities[i]! + 1, degrees[i]!, strengths[i]!, participation[i]!, z[i]!, roles[i]!];
}

function nodesCsv(found: Communities): string {
  return csvText(
    ["node", ...columns],
    found.names.map((_, i) => rowOf(found, i)),
  );
}

/** Nodes by a column: numbers falling but for the community, words rising; else as they come. */
function sortedNodes(found: Communities, column: Column): Int32Array {
  const order = Int32Array.from(found.names.keys());
  if (column === "node") return order;
  const { communities, degrees, strengths, participation, z, roles } = found;
  if (column === "role") return order.sort((a, b) => roles[a]!.localeCompare(roles[b]!) || a - b);
  if (column === "community") return order.sort((a, b) => communities[a]! - communities[b]! || a - b);
  const values = { degree: degrees, strength: strengths, participation, "within-module z": z }[column];
  return order.sort((a, b) => values[b]! - values[a]! || a - b);
}

/** The nodes, some at a time. */
export function NodeTable({ found }: { readonly found: Communities }) {
  const slug = useContext(PanelSlug),
    [column, setColumn] = useState<Column>("degree"),
    [shown, setShown] = useState(15),
    order = useMemo(() => sortedNodes(found, column), [found, column]);
  const save = () => download(fileName(slug, "nodes", "csv"), new Blob([nodesCsv(found)], { type: "text/csv" }));
  const header = (name: Column) => (
    <th key={name} scope="col" aria-sort={name === column ? directionOf(name) : undefined}>
      <button type="button" class="plain" onClick={() => setColumn(name)}>
        {name}
      </button>
    </th>
  );
  return (
    <section aria-labelledby="nodes">
      <div class="row apart">
        <h2 id="nodes">Nodes</h2>
        <Button onClick={save} label="CSV of all nodes">
          CSV
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that keys scroll it */}
      <section class="scroll" tabIndex={0} aria-label="Table of nodes">
        <table>
          <thead>
            <tr>
              {header("node")}
              {columns.map(header)}
            </tr>
          </thead>
          <tbody>
            {Array.from(order.subarray(0, shown), (i) => (
              <tr key={i}>
                {rowOf(found, i).map((cell, k) =>
                  k === 0 ? (
                    <th key="node" scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={columns[k - 1]} class={typeof cell === "number" ? "number" : undefined}>
                      {typeof cell === "number" ? formatNumber(cell, 3) : cell}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown < order.length && (
        <p class="quiet">
          {`${shown} of ${order.length} nodes. `}
          <Button onClick={() => setShown(shown + 100)}>Show more</Button>
        </p>
      )}
    </section>
  );
}

function directionOf(column: Column): "ascending" | "descending" {
  return column === "node" || column === "role" || column === "community" ? "ascending" : "descending";
}
