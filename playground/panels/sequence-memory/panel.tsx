import { Choice } from "../../shell/choice.js";
import type { Panel } from "../../shell/panel.js";
import { useJobs } from "../../shell/use-jobs.js";
import { fields, type State } from "./fields.js";
import { Sequences } from "./sequences/view.js";
import { Streams } from "./streams/view.js";
import "./style.css";

export const panel: Panel<typeof fields> = {
  slug: "sequence-memory",
  title: "Sequence memory",
  summary: "Hierarchical temporal memory learns what follows what, online, and is surprised by the rest.",
  fields,
  View,
};

function View({ state }: { readonly state: State }) {
  const jobs = useJobs(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })),
    mode = (
      <Choice
        label="What to learn"
        field={fields.mode}
        value={state.mode}
        names={{ sequences: "Sequences", stream: "A stream" }}
        radio
      />
    );
  return state.mode.value === "sequences" ? (
    <Sequences state={state} jobs={jobs} mode={mode} />
  ) : (
    <Streams state={state} jobs={jobs} mode={mode} />
  );
}
