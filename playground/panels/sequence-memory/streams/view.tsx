import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Button } from "../../../shell/button.js";
import { Choice } from "../../../shell/choice.js";
import { download } from "../../../shell/download.js";
import { DropZone } from "../../../shell/drop-zone.js";
import { LineChart } from "../../../shell/line-chart.js";
import { Problem } from "../../../shell/problem.js";
import { Progress } from "../../../shell/progress.js";
import { Readout } from "../../../shell/readout.js";
import { Slider } from "../../../shell/slider.js";
import { choice } from "../../../shell/url-state.js";
import { fields } from "../fields.js";
import type { ViewProps } from "../view-props.js";
import type { Scored } from "../worker.js";
import { type Alarm, alarmsOf } from "./alarms.js";
import { injected } from "./example.js";
import { Scoring } from "./scoring.js";
import { thinned } from "./thinned.js";

/** Points of a chart. */
const most = 1200;
/** Alarms closer than this are one; a day where the rows have times. */
const apartWithoutTimes = 24;

/** Finds what is out of the ordinary in a stream of values. */
export function Streams({ state, jobs, mode }: ViewProps) {
  const scoring = useMemo(() => new Scoring(jobs, state), [jobs, state]);
  useEffect(() => scoring.connect(), [scoring]);
  const alarms = useComputed(() => {
    const scored = scoring.scored.value,
      epsilon = Number(state.epsilon.value);
    if (!scored) return [];
    const { scores, series } = scored;
    return alarmsOf(scores.likelihood, {
      probation: scores.probation,
      epsilon,
      apart: series.rowsPerDay ?? apartWithoutTimes,
    });
  });
  const share = scoring.progress.value,
    scored = scoring.scored.value,
    opened = scoring.opened.value;
  const save = async () => {
    const { name } = scoring.source.value!;
    try {
      download(`${name.replace(/\.[^.]*$/, "")}-scores.csv`, await scoring.exported(alarms.value));
    } catch (error) {
      scoring.error.value = error;
    }
  };
  return (
    <div class="panel">
      <div class="controls">
        {mode}
        <DropZone
          label="CSV: times and values, or values alone"
          accept=".csv,.txt,.tsv"
          onFile={(file) => scoring.open(file)}
        />
        <Button onClick={() => (state.example.value = true)}>Take the example</Button>
        {opened && <ColumnChoice scoring={scoring} />}
        <Choice
          label="Alarm from likelihood"
          field={fields.epsilon}
          value={state.epsilon}
          names={{ "1e-3": "0.999", "1e-4": "0.9999", "1e-5": "0.99999" }}
        />
        <Slider label="Seed" field={fields.seed} value={state.seed} />
        <div class="row">
          {share === undefined ? (
            <Button primary disabled={!opened} onClick={() => void scoring.run()}>
              Run
            </Button>
          ) : (
            <Button primary onClick={() => scoring.stop()}>
              Stop
            </Button>
          )}
          <Button disabled={!scored} onClick={() => void save()}>
            Export scores
          </Button>
        </div>
        {share !== undefined && <Progress label="Rows" value={share} />}
      </div>
      <div class="results">
        <Problem error={scoring.error.value} />
        {!scored && share === undefined && (
          <p>
            Every row is encoded, pooled into columns and learnt by a temporal memory as it comes. Rows that it did not
            foresee are anomalous; more of them than usual raise an alarm.
          </p>
        )}
        {scored && <Found scored={scored} alarms={alarms.value} example={scoring.isExample.value} />}
      </div>
    </div>
  );
}

function ColumnChoice({ scoring }: { readonly scoring: Scoring }) {
  const { columns } = scoring.opened.value!,
    numbers = columns.map((_, k) => String(k)),
    names = Object.fromEntries(columns.map((name, k) => [String(k), name])),
    { time, value } = scoring.columns.value!,
    timeWord = useSignal(String(time ?? "none")),
    valueWord = useSignal(String(value));
  useEffect(() => {
    timeWord.value = String(time ?? "none");
    valueWord.value = String(value);
  }, [scoring.opened.value]);
  useSignalEffect(() => {
    const time = timeWord.value === "none" ? undefined : Number(timeWord.value);
    scoring.columns.value = { time, value: Number(valueWord.value) };
  });
  return (
    <>
      <Choice
        label="Times"
        field={choice("none", ["none", ...numbers])}
        value={timeWord}
        names={{ none: "no times", ...names }}
      />
      <Choice label="Values" field={choice("0", numbers)} value={valueWord} names={names} />
    </>
  );
}

interface FoundProps {
  readonly scored: Scored;
  readonly alarms: readonly Alarm[];
  readonly example: boolean;
}

function Found({ scored: { series, scores }, alarms, example }: FoundProps) {
  const { values, times, lines } = series,
    { probation, segments, synapses } = scores,
    value = useMemo(() => ({ name: "value", ...thinned(values, most, true) }), [series]),
    score = useMemo(
      () => [
        { name: "anomaly", ...thinned(scores.anomaly, most) },
        { name: "likelihood", ...thinned(scores.likelihood, most) },
      ],
      [scores],
    );
  const marked = useMemo(() => {
    const within = new Uint8Array(values.length);
    // Two rows at least: a line has two ends.
    for (const { first, last } of alarms) within.fill(1, first, Math.max(last + 1, first + 2));
    const width = (value.x[1] ?? 1) - value.x[0]!,
      isIn = (row: number) => within.subarray(row, row + width).includes(1);
    // Up and down along the whole height, for a mark that can be seen wherever the values are.
    const ends = [Math.min(...value.y), Math.max(...value.y)],
      mark = value.x.map((row, k) => (isIn(row) ? ends[k % 2]! : Number.NaN));
    return [value, { name: "alarm", x: value.x, y: mark }];
  }, [value, alarms]);
  return (
    <>
      <section aria-labelledby="alarms">
        <h2 id="alarms">Alarms</h2>
        <p role="status">
          {`${alarms.length === 0 ? "No alarm" : alarms.length === 1 ? "One alarm" : `${alarms.length} alarms`} in ${values.length} rows. The first ${probation} rows are not judged.`}
        </p>
        {alarms.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <section class="scroll" tabIndex={0} aria-label="Alarms in a table">
            <table>
              <thead>
                <tr>
                  <th scope="col">Row</th>
                  <th scope="col">Line</th>
                  {times && <th scope="col">Time</th>}
                  <th scope="col">Rows</th>
                  <th scope="col">Likelihood</th>
                </tr>
              </thead>
              <tbody>
                {alarms.map(({ first, last, likelihood }) => (
                  <tr key={first}>
                    <td class="number">{first + 1}</td>
                    <td class="number">{lines[first]}</td>
                    {times && <td>{times[first]}</td>}
                    <td class="number">{last - first + 1}</td>
                    <td class="number">{likelihood.toFixed(7)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        {example && (
          <p class="quiet">
            {`Put into the example: ${injected.map(({ first, last, what }) => `rows ${first + 1} to ${last + 1}, ${what}`).join("; ")}.`}
          </p>
        )}
      </section>
      <LineChart
        title="Values"
        caption={values.length > most ? "The outline of all rows; the rows themselves are in the export." : "All rows."}
        x={{ label: "row" }}
        y={{ label: "value" }}
        series={marked}
      />
      <LineChart
        title="Scores"
        caption="Anomaly: the share of active columns that were not predicted. Likelihood: how unusual the mean of the last ten of these is."
        x={{ label: "row" }}
        y={{ label: "score", range: [0, 1] }}
        series={score}
      />
      <Readout
        title="Memory"
        rows={[
          { name: "Rows", value: values.length },
          { name: "Segments", value: segments },
          { name: "Synapses", value: synapses },
        ]}
      />
    </>
  );
}
