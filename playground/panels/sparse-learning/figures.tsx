import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Choice } from "../../shell/choice.js";
import { LineChart } from "../../shell/line-chart.js";
import { Matrix } from "../../shell/matrix.js";
import { choice } from "../../shell/url-state.js";
import type { Control } from "./control.js";
import type { State } from "./fields.js";

const none = new Float32Array(0);

/** Epochs 1, 2, … of as many values. */
const epochsOf = (values: Float32Array) => values.map((_, index) => index + 1);

/** The curves of the run. */
export function Course({ control, state }: { control: Control; state: State }) {
  const live = control.live.value,
    { times = none, losses = none, trainAccuracy = none, testAccuracy = none } = live ?? {},
    epochs = { label: "epochs", range: [0, Math.max(state.epochs.value, live?.epoch ?? 0)] as const };
  return (
    <div class="side-by-side">
      <LineChart
        title="Loss"
        caption="Cross-entropy of the training examples, over a twentieth of an epoch each."
        x={epochs}
        y={{ label: "loss" }}
        series={[{ name: "training", x: times, y: losses }]}
      />
      <LineChart
        title="Accuracy"
        caption="Share classified rightly: while training, and of the test examples after each epoch."
        x={epochs}
        y={{ label: "accuracy", range: [0, 1] }}
        series={[
          { name: "test", x: epochsOf(testAccuracy), y: testAccuracy },
          { name: "training", x: epochsOf(trainAccuracy), y: trainAccuracy },
        ]}
      />
    </div>
  );
}

/** The network from inside: weights of one layer, and what its units do. */
export function Inside({ control, state }: { control: Control; state: State }) {
  const opened = control.opened.value,
    live = control.live.value,
    names = opened?.layers.map(({ name }) => name) ?? [],
    field = useMemo(() => choice(names[0] ?? "", names), [names.join()]),
    layer = useComputed(() => {
      const list = control.opened.value?.layers ?? [];
      return list[Math.min(state.layer.value, list.length - 1)]?.name ?? "";
    });
  if (!opened || !live) return null;
  const index = names.indexOf(layer.value),
    { weights, activity, histogram } = live,
    { limit, counts } = histogram,
    centres = Float32Array.from(counts, (_, bin) => limit * ((2 * bin + 1) / counts.length - 1)),
    hidden = Math.min(index, names.length - 2) + 1;
  return (
    <section class="inside" aria-label="Inside the network">
      <Choice
        label="Layer"
        field={field}
        value={{
          get value() {
            return layer.value;
          },
          set value(name) {
            state.layer.value = names.indexOf(name);
          },
        }}
      />
      <div class="side-by-side">
        <Matrix
          title={`Weights of ${layer.value}`}
          caption={captionOf(state, opened.features, index === 0)}
          {...weights}
          colours="diverging"
          rowName="unit"
          columnName="input"
        />
        <div class="stack">
          <Matrix
            title={`Activity of hidden ${hidden}`}
            caption={
              activity.rows > 1
                ? "For the example above: a column for each unit, a row for each class of its vector."
                : "For the example above: a column for each unit."
            }
            {...activity}
            colours="diverging"
            rowName="component"
            columnName="unit"
          />
          <LineChart
            title={`Histogram of ${layer.value}`}
            x={{ label: "weight" }}
            y={{ label: "weights" }}
            series={[{ name: "number of weights", x: centres, y: counts }]}
            height={180}
          />
        </div>
      </div>
    </section>
  );
}

function captionOf({ rule, topology }: State, inputs: number, first: boolean): string {
  const shown = `A row for each unit, a column for each of ${first ? `${inputs} inputs` : "the units below"}; empty where there is no connection.`,
    vectors = rule.value === "gevb" && first ? " Of the weights that a connection has for the classes, the largest." : "",
    wired = {
      random: "",
      modular: " Four modules stand along the diagonal.",
      "small-world": " Neighbours stand along the diagonal; one connection in ten leaves it.",
    }[topology.value];
  return shown + vectors + wired;
}
