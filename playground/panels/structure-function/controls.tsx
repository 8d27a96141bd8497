import { useMemo } from "preact/hooks";
import { Button } from "../../shell/button.js";
import { download } from "../../shell/download.js";
import { DropZone } from "../../shell/drop-zone.js";
import { More } from "../../shell/more.js";
import { NumberInput } from "../../shell/number-input.js";
import { Slider } from "../../shell/slider.js";
import { integer } from "../../shell/url-state.js";
import type { Controller } from "./controller.js";
import { fields, type State } from "./fields.js";

/** All that can be set and done. What makes another network begins untrained. */
export function Controls({ state, controller }: { state: State; controller: Controller }) {
  const { activity, epochs, sweeping, swept } = controller,
    units = state.units.value,
    places = units ** 2,
    possible = useMemo(() => integer(1, { minimum: 1, maximum: places }), [places]),
    untrain = () => (state.trained.value = 0),
    begin = () => {
      untrain();
      state.sweep.value = false;
    },
    busy = activity.value === "training",
    done = epochs.value;
  const save = async () => {
    const bytes = await controller.save();
    if (bytes)
      download(
        `structure-function-${done}-epochs.safetensors`,
        new Blob([bytes], { type: "application/octet-stream" }),
      );
  };
  return (
    <section class="controls" aria-label="Settings">
      <div class="group" onInputCapture={untrain}>
        <Slider label="Connections each way" field={possible} value={state.connections} logarithmic />
      </div>
      <div class="row">
        {busy ? (
          <Button primary onClick={() => controller.pause()}>
            Pause
          </Button>
        ) : (
          <Button primary disabled={done >= state.epochs.value} onClick={() => controller.train()}>
            {done === 0 ? "Train" : "Go on"}
          </Button>
        )}
        <Button disabled={done === 0 && !busy} onClick={() => controller.restart()}>
          Start over
        </Button>
      </div>
      <div class="row">
        <Button
          disabled={!sweeping.value && state.sweep.value && swept.value.share === 1}
          onClick={() => (state.sweep.value = !sweeping.value)}
        >
          {sweeping.value ? "Stop the sweep" : "Sweep connections"}
        </Button>
      </div>
      <Slider label="Test pair shown" field={fields.example} value={state.example} />
      <More>
        <div
          class="group"
          onInputCapture={begin}
          onInput={() => {
            // Fewer units have fewer places for connections.
            state.connections.value = Math.min(state.connections.value, state.units.value ** 2);
          }}
        >
          <Slider label="Units of a module" field={fields.units} value={state.units} />
          <Slider label="Pairs an epoch" field={fields.pairs} value={state.pairs} logarithmic />
          <Slider label="Learning rate" field={fields.rate} value={state.rate} logarithmic />
          <NumberInput label="Seed" field={fields.seed} value={state.seed} />
        </div>
        <div class="group" onInputCapture={() => (state.sweep.value = false)}>
          <Slider label="Epochs" field={fields.epochs} value={state.epochs} />
        </div>
      </More>
      <div class="row">
        <Button disabled={done === 0 || busy} onClick={() => void save()}>
          Save weights
        </Button>
      </div>
      <DropZone label="Load weights" accept=".safetensors" onFile={(file) => controller.restore(file)} />
    </section>
  );
}
