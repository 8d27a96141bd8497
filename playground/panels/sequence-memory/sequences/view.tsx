import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Button } from "../../../shell/button.js";
import { Choice } from "../../../shell/choice.js";
import { download } from "../../../shell/download.js";
import { DropZone } from "../../../shell/drop-zone.js";
import { LineChart } from "../../../shell/line-chart.js";
import { More } from "../../../shell/more.js";
import { Problem } from "../../../shell/problem.js";
import { Progress } from "../../../shell/progress.js";
import { Readout } from "../../../shell/readout.js";
import { Slider } from "../../../shell/slider.js";
import { TextInput } from "../../../shell/text-input.js";
import { choice } from "../../../shell/url-state.js";
import { useSeldom } from "../../../shell/use-seldom.js";
import { fields, type State } from "../fields.js";
import type { ViewProps } from "../view-props.js";
import { Expectations } from "./expectations.js";
import { type Frame, sentenceOf } from "./frame.js";
import { Grid } from "./grid.js";
import { Player } from "./player.js";
import { presets } from "./presets.js";

/** Steps the chart of anomalies goes back. */
const chartSteps = 200;

/** A memory that learns sequences while one looks. */
export function Sequences({ state, jobs, mode }: ViewProps) {
  const player = useMemo(() => new Player(jobs, state), [jobs, state]);
  useEffect(() => player.connect(), [player]);
  useFrames(player);
  return (
    <div class="panel">
      <div class="controls">
        {mode}
        <Controls player={player} state={state} />
      </div>
      <div class="results">
        <Results player={player} />
      </div>
    </div>
  );
}

/** What is drawn anew for every step, apart from the controls, which are not. */
function Results({ player }: { readonly player: Player }) {
  const frame = player.frame.value,
    progress = player.progress.value;
  return (
    <>
      <Problem error={player.error.value} />
      {progress !== undefined && <Progress label="Replaying" value={progress} />}
      {frame && <Now frame={frame} />}
      {frame && <Grid frame={frame} />}
      {frame && <Course frame={frame} player={player} />}
    </>
  );
}

/** Lets the player run while the page is seen. */
function useFrames(player: Player): void {
  useEffect(() => {
    let before = performance.now(),
      request = requestAnimationFrame(function next(now) {
        player.tick(now - before);
        before = now;
        request = requestAnimationFrame(next);
      });
    return () => cancelAnimationFrame(request);
  }, [player]);
}

function Controls({ player, state }: { readonly player: Player; readonly state: State }) {
  const running = player.running.value,
    file = player.saved.value?.file,
    fromFile = file !== undefined,
    isLast = useComputed(() => state.steps.value === fields.steps.maximum);
  const begin = () => {
    player.running.value = false;
    state.steps.value = 0;
  };
  const save = async () => {
    try {
      download("sequence-memory.neurite", new Blob([await player.save()]));
    } catch (error) {
      player.error.value = error;
    }
  };
  return (
    <>
      <div class="row">
        <Button primary onClick={() => (player.running.value = !running)}>
          {running ? "Pause" : "Run"}
        </Button>
        <Button disabled={running || isLast.value} onClick={() => state.steps.value++}>
          Step
        </Button>
        <Button onClick={begin}>Start over</Button>
      </div>
      <Slider label="Speed" field={fields.speed} value={state.speed} unit="symbols/s" logarithmic />
      <Presets state={state} />
      <TextInput label="Sequences" value={state.text} longest={1000} rows={3} />
      <More>
        <Slider label="Columns" field={fields.columns} value={state.columns} step={10} disabled={fromFile} />
        <Slider label="Cells per column" field={fields.cells} value={state.cells} disabled={fromFile} />
        <Slider label="Activation threshold" field={fields.threshold} value={state.threshold} disabled={fromFile} />
        <Slider
          label="Permanence increment"
          field={fields.increment}
          value={state.increment}
          step={0.01}
          disabled={fromFile}
        />
        <Slider
          label="Permanence decrement"
          field={fields.decrement}
          value={state.decrement}
          step={0.01}
          disabled={fromFile}
        />
        <Slider
          label="Predicted decrement"
          field={fields.predictedDecrement}
          value={state.predictedDecrement}
          step={0.01}
          disabled={fromFile}
        />
        <Slider label="Seed" field={fields.seed} value={state.seed} />
      </More>
      <Button onClick={() => void save()}>Save memory</Button>
      <DropZone label="Go on with a saved memory" accept=".neurite" onFile={(file) => player.open(file)} />
      {fromFile && (
        <p class="quiet">
          {`The memory comes from ${file.name}, with its own parameters. The address does not hold it. `}
          <Button onClick={() => (player.saved.value = undefined)}>Put it away</Button>
        </p>
      )}
    </>
  );
}

const presetField = choice("own", ["own", ...Object.keys(presets)] as (keyof typeof presets | "own")[]);

function Presets({ state }: { readonly state: State }) {
  const names = Object.keys(presets) as (keyof typeof presets)[],
    chosen = useSignal<keyof typeof presets | "own">("own");
  useSignalEffect(() => {
    chosen.value = names.find((name) => presets[name] === state.text.value) ?? "own";
  });
  useSignalEffect(() => {
    if (chosen.value !== "own") state.text.value = presets[chosen.value];
  });
  return <Choice label="Examples" field={presetField} value={chosen} names={{ own: "your own" }} />;
}

function Now({ frame }: { readonly frame: Frame }) {
  const sentence = sentenceOf(frame),
    spoken = useSeldom(sentence, 2000),
    { forecast, script } = frame;
  return (
    <section aria-labelledby="now">
      <h2 id="now">Now</h2>
      <p class="sentence">{sentence}</p>
      <p class="quiet">
        {forecast.length === 0
          ? "No columns predicted."
          : forecast
              .map(({ symbol, share }) => `${script.symbols[symbol]} ${Math.round(100 * share)} % of its columns`)
              .join(", ")}
      </p>
      <p class="hidden" role="status">
        {spoken}
      </p>
    </section>
  );
}

/** What need not follow every frame of the screen. */
function Course({ frame, player }: { readonly frame: Frame; readonly player: Player }) {
  const slow = useSeldom(frame, 250);
  // The same element again is not rendered again.
  return useMemo(() => <Slow frame={slow} anomalies={player.anomalies} />, [slow]);
}

function Slow({ frame, anomalies }: { readonly frame: Frame; readonly anomalies: readonly number[] }) {
  const { steps, rounds, segments, synapses, fingerprint, last } = frame;
  const recent = useMemo(() => {
    const from = Math.max(0, steps - chartSteps),
      y = anomalies.slice(from, steps);
    return [{ name: "anomaly", x: y.map((_, k) => from + k + 1), y }];
  }, [frame]);
  const course = useMemo(
    () => [{ name: "inside sequences", x: Array.from(rounds, (_, k) => k + 1), y: rounds }],
    [frame],
  );
  return (
    <>
      <Expectations frame={frame} />
      <div class="side-by-side">
        <LineChart
          title="Anomaly of each symbol"
          caption="The share of active columns that nobody predicted; the first symbol of a sequence always surprises."
          x={{ label: "symbols shown", whole: true }}
          y={{ label: "anomaly", range: [0, 1] }}
          series={recent}
          height={200}
        />
        <LineChart
          title="Mean anomaly inside sequences"
          caption="Of every round of all sequences, without their first symbols."
          x={{ label: "round", whole: true }}
          y={{ label: "anomaly", range: [0, 1] }}
          series={course}
          height={200}
        />
      </div>
      <Readout
        title="Memory"
        rows={[
          { name: "Symbols shown", value: steps },
          { name: "Anomaly of the last", value: last?.anomaly },
          { name: "Segments", value: segments },
          { name: "Synapses", value: synapses },
          { name: "Fingerprint", value: fingerprint, note: "of all its bits" },
        ]}
      />
    </>
  );
}
