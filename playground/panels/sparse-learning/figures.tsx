import { useMemo } from "preact/hooks";
import { LineChart } from "../../shell/line-chart.js";
import { Matrix } from "../../shell/matrix.js";
import { Slider } from "../../shell/slider.js";
import { integer } from "../../shell/url-state.js";
import type { Control } from "./control.js";
import type { State } from "./fields.js";
import type { Opened } from "./live.js";
import type { Grid } from "./raster.js";

const none = new Float32Array(0);

/** Epochs 1, 2, … of as many values. */
const epochsOf = (values: Float32Array) => values.map((_, index) => index + 1);

/** The curves of the run. */
export function Course({ control, state }: { control: Control; state: State }) {
  const live = control.live.value,
    { times = none, losses = none, trainAccuracy = none, testAccuracy = none } = live ?? {},
    epochs = { label: "epochs", whole: true, range: [0, Math.max(state.epochs.value, live?.epoch ?? 0)] as const };
  return (
    <div class="side-by-side">
      <LineChart
        title="Loss"
        caption="Cross-entropy of the training examples, over a twentieth of an epoch each. The learning rate falls by a tenth with every epoch."
        x={epochs}
        y={{ label: "loss", from: 0 }}
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
    last = (opened?.layers.length ?? 1) - 1,
    field = useMemo(() => integer(0, { minimum: 0, maximum: last }), [last]);
  if (!opened || !live) return null;
  const nameOf = (layer: number) => opened.layers[Math.min(layer, last)]!.name,
    index = Math.min(state.layer.value, last),
    name = nameOf(index),
    { weights, activity, histogram } = live,
    { limit, counts, deviation } = histogram,
    centres = Float32Array.from(counts, (_, bin) => limit * ((2 * bin + 1) / counts.length - 1)),
    hidden = nameOf(Math.min(index, last - 1));
  return (
    <section class="inside" aria-labelledby="inside">
      <h2 id="inside">Inside the network</h2>
      <Slider label="Layer" field={field} value={state.layer} format={nameOf} />
      <div class="side-by-side">
        <Matrix
          title={`Weights of ${name}`}
          caption={captionOf(state, opened, index)}
          {...weights}
          colours="diverging"
          range={[-3 * deviation, 3 * deviation]}
          rowName="unit"
          columnName="input"
        />
        <div class="stack">
          {activity.rows > 1 ? (
            <Matrix
              title={`Activity of ${hidden}`}
              caption="For the example above: a column for each unit, a row for each class of its vector."
              {...activity}
              colours="diverging"
              rowName="class"
              columnName="unit"
            />
          ) : (
            <Matrix
              title={`Activity of ${hidden}`}
              caption={`For the example above: ${across} units in a row.`}
              {...folded(activity.values)}
              rowName="units from"
              rowLabel={(row) => String(row * across)}
              columnName="place"
            />
          )}
          <LineChart
            title={`Histogram of ${name}`}
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

/** Units in a row of a layer that has a single number for each. */
const across = 32;

function folded(values: Float32Array): Grid {
  const rows = Math.ceil(values.length / across),
    grid = new Float32Array(rows * across).fill(Number.NaN);
  grid.set(values);
  return { rows, columns: across, values: grid };
}

function captionOf({ rule, topology }: State, { features, layers }: Opened, layer: number): string {
  const first = layer === 0,
    count = layers[layer]!.count.toLocaleString("en"),
    below = first ? `${features} inputs` : "the units below",
    shown = `${count} weights: a row for each unit, a column for each of ${below}; empty where there is no connection.`,
    vectors =
      rule.value === "gevb" && first ? " Of the weights that a connection has for the classes, the largest." : "",
    wired = {
      random: "",
      modular: " Four modules stand along the diagonal.",
      "small-world": " Neighbours stand along the diagonal; one connection in ten leaves it.",
    }[topology.value];
  return shown + vectors + wired;
}
