import { Readout } from "../../shell/readout.js";
import type { Controller } from "./controller.js";
import { type State, settingsIn } from "./fields.js";
import { meanOf, measureNames, measureTitles } from "./measures.js";
import { modularityOf } from "./settings.js";

/** The numbers: what is wired, and what came of it. */
export function Summary({ state, controller }: { state: State; controller: Controller }) {
  const settings = settingsIn(state),
    view = controller.view.value,
    places = settings.units ** 2,
    fits = settings.connections <= places,
    last = view?.points.at(-1),
    first = view?.points[0],
    running = view?.running;
  return (
    <>
      <div class="side-by-side">
        <Readout
          title="Structure"
          rows={[
            {
              name: "Density p",
              value: fits ? (settings.connections / places).toFixed(6) : undefined,
              note: `${settings.connections} of ${places} each way`,
            },
            {
              name: "Modularity Q",
              value: fits ? modularityOf(settings).toFixed(6) : undefined,
              note: "(1 − p) / (2 (1 + p))",
            },
            { name: "Q counted", value: view?.modularity.toFixed(6), note: "on this network's graph" },
          ]}
        />
        <Readout
          title="Learning"
          rows={[
            {
              name: "Epoch",
              value: last && (running ? (last.epoch + running.share).toFixed(1) : String(last.epoch)),
              note: `of ${settings.epochs}`,
            },
            {
              name: "Loss",
              value: (running ?? last)?.loss.toFixed(4),
              note: first && `untrained ${first.loss.toFixed(4)}`,
            },
            {
              name: "Test accuracy",
              value: last?.testAccuracy.toFixed(3),
              note: first && `untrained ${first.testAccuracy.toFixed(3)}`,
            },
          ]}
        />
      </div>
      <Specialisations controller={controller} />
    </>
  );
}

/** What each measure says of the network as it is, beside what it said of the untrained one. */
function Specialisations({ controller }: { controller: Controller }) {
  const view = controller.view.value,
    found = controller.found.value,
    last = view?.points.at(-1),
    first = view?.points[0];
  return (
    <section class="readout" aria-labelledby="specialisation-title">
      <h3 id="specialisation-title">Function: specialisation of the modules</h3>
      <table class="means">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            {["Mean", "Module 0", "Module 1", "Untrained"].map((head) => (
              <th key={head} scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measureNames.map((name) => {
            const now = name === "correlation" ? last?.specialisation : found?.trained[name],
              before = name === "correlation" ? first?.specialisation : found?.untrained[name];
            return (
              <tr key={name}>
                <th scope="row">{measureTitles[name]}</th>
                {[now && meanOf(now), now?.[0], now?.[1], before && meanOf(before)].map((value, k) => (
                  <td key={k} class="number">
                    {text(value)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const text = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? "–" : value.toFixed(3).replace("-", "−");
