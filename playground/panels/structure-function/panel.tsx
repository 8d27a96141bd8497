import { useEffect, useMemo } from "preact/hooks";
import { Matrix } from "../../shell/matrix.js";
import type { Panel } from "../../shell/panel.js";
import { Problem } from "../../shell/problem.js";
import { useJobs } from "../../shell/use-jobs.js";
import { Controller } from "./controller.js";
import { Controls } from "./controls.js";
import { Curves } from "./curves.js";
import { fields, type State } from "./fields.js";
import { NetworkPicture } from "./network-picture.js";
import { Summary } from "./summary.js";
import { SweepFigure } from "./sweep-figure.js";
import "./style.css";

export const panel: Panel<typeof fields> = {
  slug: "structure-function",
  title: "Structure and function",
  summary:
    "Two modules see a digit each and answer one question about both. How few connections must there be between them until each keeps to its own? The network of Béna & Goodman 2021, learning in this page.",
  fields,
  View,
};

const start = () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

function View({ state }: { state: State }) {
  const course = useJobs(start),
    sweeper = useJobs(start),
    controller = useMemo(() => new Controller(state, course, sweeper), [state, course, sweeper]);
  useEffect(() => controller.follow(), [controller]);
  const view = controller.view.value,
    epochs = state.epochs.value,
    // Drawn anew when an epoch ends, not for every picture in between.
    curves = useMemo(() => view && <Curves points={view.points} epochs={epochs} />, [view?.fingerprint, epochs]);
  return (
    <div class="panel structure-function">
      <Controls state={state} controller={controller} />
      <div class="results">
        <Status controller={controller} />
        <Problem error={controller.error.value} title="This network cannot be had." />
        {view && <NetworkPicture picture={view.picture} connections={view.settings.connections} />}
        <Summary state={state} controller={controller} />
        {view && (
          <>
            {curves}
            <Matrix
              title="Recurrent weights"
              caption="Rows are postsynaptic. Module 0 comes first: the modules' own weights on the diagonal, those between them beside it."
              rows={2 * view.picture.units}
              columns={2 * view.picture.units}
              values={view.picture.weights}
              colours="diverging"
              range={rangeOf(view.picture.weights)}
              rowName="to unit"
              columnName="from unit"
              rowLabel={unitIn(view.picture.units)}
              columnLabel={unitIn(view.picture.units)}
              widest={420}
            />
          </>
        )}
        <SweepFigure state={state} controller={controller} />
      </div>
    </div>
  );
}

/** "3 of module 1" for unit N + 3. */
const unitIn = (units: number) => (unit: number) => `${unit % units} of module ${unit < units ? 0 : 1}`;

/** Three standard deviations from 0: a few large weights would leave all others pale. NaN is no weight. */
function rangeOf(weights: Float32Array): readonly [low: number, high: number] {
  const known = weights.filter((weight) => !Number.isNaN(weight)),
    end = 3 * Math.sqrt(known.reduce((sum, weight) => sum + weight * weight, 0) / known.length);
  return [-end, end];
}

const activities = {
  idle: "At rest",
  preparing: "Preparing …",
  training: "Training …",
  measuring: "At rest; measuring with masks and new readouts …",
};

/** What goes on, and whose bits these are. */
function Status({ controller }: { controller: Controller }) {
  const view = controller.view.value;
  return (
    <p class="status">
      <span role="status">{activities[controller.activity.value]}</span>
      {view && (
        <span class="quiet">
          {`after ${controller.epochs.value} epochs the weights' fingerprint is `}
          <code class="fingerprint">{view.fingerprint}</code>
        </span>
      )}
    </p>
  );
}
