import { useState } from "preact/hooks";
import type { Panel } from "../../shell/panel.js";
import { Problem } from "../../shell/problem.js";
import { Progress } from "../../shell/progress.js";
import { Readout } from "../../shell/readout.js";
import type { Communities } from "./communities.js";
import { Controls } from "./controls.js";
import { fields } from "./fields.js";
import { Adjacency, Degrees } from "./figures.js";
import { measureRows } from "./measure-rows.js";
import { type Measures, stepsOf } from "./measures.js";
import { NodeTable } from "./node-table.js";
import { type Given, type State, useConnectome } from "./use-connectome.js";

export const panel: Panel<typeof fields> = {
  slug: "connectome",
  title: "Communities of a connectome",
  summary:
    "Modules, small worlds and hubs of a graph you bring, or of one that is drawn, beside random graphs of its degrees.",
  fields,
  View,
};

function View({ state }: { readonly state: State }) {
  const [given, setGiven] = useState<Given>(),
    { found, measures, error, busy } = useConnectome(state, given);
  const take = (file: File) => {
    setGiven((before) => ({ file, number: (before?.number ?? 0) + 1 }));
    state.graph.value = "file";
  };
  return (
    <div class="panel">
      <Controls state={state} file={given?.file.name} onFile={take} />
      <div class="results" aria-busy={busy.value}>
        <Problem error={error.value} />
        {found.value && (
          <>
            <div class="side-by-side">
              <Adjacency found={found.value} order={state.order.value} />
              <div>
                <Readout title="Measures" rows={measureRows(found.value, measures.value)} />
                <Steps busy={busy.value} measures={measures.value} steps={stepsOf({ nulls: state.nulls.value })} />
              </div>
            </div>
            <p class="quiet">{conventions(found.value, measures.value)}</p>
            <Degrees found={found.value} />
            <NodeTable found={found.value} />
          </>
        )}
      </div>
    </div>
  );
}

/** Its room is kept, so that what stands below does not jump. */
function Steps({ busy, measures, steps }: { busy: boolean; measures: Measures | undefined; steps: number }) {
  const done = measures?.done ?? 0;
  return (
    <div class="steps">
      {busy && (
        <Progress
          label={`Random graphs and lattices: ${done} of ${steps}`}
          value={steps > 0 ? done / steps : undefined}
        />
      )}
    </div>
  );
}

function conventions({ nodes, restarts }: Communities, measures: Measures | undefined): string {
  const part = measures && measures.skeleton < nodes ? `, ${measures.skeleton} of ${nodes} nodes` : "";
  return `Q is the best of ${restarts === 1 ? "one search" : `${restarts} searches`}, as for nulls, which keep every node's degree. C, λ, efficiency and assortativity are those of the largest component${part}, without directions and weights.`;
}
