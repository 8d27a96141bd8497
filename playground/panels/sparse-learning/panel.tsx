import { useEffect, useMemo } from "preact/hooks";
import { Button } from "../../shell/button.js";
import type { Panel } from "../../shell/panel.js";
import { Problem } from "../../shell/problem.js";
import { useJobs } from "../../shell/use-jobs.js";
import { Control } from "./control.js";
import { fields, type State } from "./fields.js";
import { Course, Inside } from "./figures.js";
import { Files } from "./files.js";
import { SettingControls } from "./setting-controls.js";
import { mostEpochs } from "./settings.js";
import "./style.css";
import { Numbers } from "./numbers.js";
import { TestDigit } from "./test-digit.js";

export const panel: Panel<typeof fields> = {
  slug: "sparse-learning",
  title: "Sparse learning",
  summary:
    "A network that has few of all possible connections learns to read digits. Whatever is set, the same address gives the same weights, bit for bit.",
  fields,
  View,
};

function View({ state }: { state: State }) {
  const jobs = useJobs(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })),
    control = useMemo(() => new Control(jobs, state), [jobs, state]);
  useEffect(() => control.connect(), [control]);
  return (
    <div class="panel">
      <section class="controls" aria-label="Settings">
        <SettingControls control={control} state={state} />
        <Files control={control} />
      </section>
      <div class="results">
        <section aria-labelledby="training" class="training">
          <h2 id="training" class="hidden">
            Training
          </h2>
          <TrainingButtons control={control} state={state} />
          <Problem error={control.error.value} />
          <Numbers control={control} state={state} />
        </section>
        <Course control={control} state={state} />
        <TestDigit control={control} state={state} />
        <Inside control={control} state={state} />
      </div>
    </div>
  );
}

function TrainingButtons({ control, state }: { control: Control; state: State }) {
  const epoch = control.live.value?.epoch ?? 0,
    phase = control.phase.value,
    goal = state.epochs.value,
    waits = phase === "opening" || control.lacksFiles.value;
  return (
    <div class="row">
      {phase === "training" ? (
        <Button primary onClick={() => control.pause()}>
          Pause
        </Button>
      ) : (
        <Button primary disabled={waits || epoch >= goal} onClick={() => control.trainTo(goal)}>
          {epoch === 0 ? "Train" : "Go on"}
        </Button>
      )}
      <Button
        disabled={waits || phase === "training" || epoch >= mostEpochs}
        onClick={() => control.trainTo(epoch + 1)}
      >
        One epoch
      </Button>
      <Button disabled={waits} onClick={() => control.trainTo(0)}>
        Start over
      </Button>
    </div>
  );
}
