import { Readout } from "../../shell/readout.js";
import type { Control } from "./control.js";
import type { State } from "./fields.js";

const percent = (share: number | undefined) => (share === undefined ? undefined : `${(100 * share).toFixed(1)} %`);

/** The run in numbers. */
export function Numbers({ control, state }: { control: Control; state: State }) {
  const opened = control.opened.value,
    live = control.live.value,
    weights = opened?.weightCount.toLocaleString("en"),
    possible = opened?.possibleCount.toLocaleString("en");
  const epoch = live && (live.step > 0 ? (live.epoch + live.step / live.steps).toFixed(1) : live.epoch);
  return (
    <>
      <Readout
        title="Network"
        rows={[
          { name: "Weights", value: weights, note: possible && `of ${possible} possible` },
          {
            name: "Epochs",
            value: epoch,
            note: opened && `of ${state.epochs.value}, ${opened.trainSize.toLocaleString("en")} examples each`,
          },
          { name: "Loss", value: live?.losses.at(-1) },
          {
            name: "Test accuracy",
            value: percent(live?.testAccuracy.at(-1)),
            note: opened && `of ${opened.testSize.toLocaleString("en")} examples`,
          },
        ]}
      />
      <p class="quiet fingerprint">
        Fingerprint of all weights, SHA-256: <code>{live?.fingerprint ?? "once training rests"}</code>
      </p>
    </>
  );
}
