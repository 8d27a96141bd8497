import { Readout } from "../../shell/readout.js";
import type { Controller } from "./controller.js";
import { type State, settingsIn } from "./fields.js";
import { meanOf, measureNames, type Specialisation } from "./measures.js";
import { modularityOf } from "./settings.js";
import { measureTitles } from "./sweep-figure.js";

/** The numbers: what is wired, and what came of it. */
export function Summary({ state, controller }: { state: State; controller: Controller }) {
  const settings = settingsIn(state),
    view = controller.view.value,
    found = controller.found.value,
    places = settings.units ** 2,
    fits = settings.connections <= places,
    last = view?.points.at(-1),
    first = view?.points[0],
    running = view?.running,
    three = (value: number) => value.toFixed(3).replace("-", "−"),
    both = (pair: Specialisation) => `${three(meanOf(pair))} (${three(pair[0])}, ${three(pair[1])})`;
  return (
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
          { name: "Q counted", value: view?.modularity.toFixed(6), note: "on the graph of this network" },
        ]}
      />
      <Readout
        title="Function"
        rows={[
          {
            name: "Epoch",
            value:
              last && last.epoch + (running?.share ?? 0) === last.epoch
                ? last.epoch
                : epochText(last?.epoch, running?.share),
            note: `of ${settings.epochs}`,
          },
          { name: "Loss", value: (running ?? last)?.loss.toFixed(4), note: running ? "of this epoch so far" : "" },
          {
            name: "Test accuracy",
            value: last && three(last.testAccuracy),
            note: first && `untrained ${three(first.testAccuracy)}`,
          },
          ...measureNames.map((name) => {
            const trained = name === "correlation" ? last?.specialisation : found?.trained[name],
              untrained = name === "correlation" ? first?.specialisation : found?.untrained[name];
            return {
              name: `Specialisation, ${measureTitles[name]}`,
              value: trained && both(trained),
              note: untrained && `untrained ${three(meanOf(untrained))}`,
            };
          }),
        ]}
      />
    </div>
  );
}

const epochText = (epoch = 0, share = 0) => (epoch + share).toFixed(1);
