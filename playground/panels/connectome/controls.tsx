import { Choice } from "../../shell/choice.js";
import { DropZone } from "../../shell/drop-zone.js";
import { Slider } from "../../shell/slider.js";
import { Toggle } from "../../shell/toggle.js";
import { fields } from "./fields.js";
import { graphFiles } from "./read-graph.js";
import type { State } from "./use-connectome.js";

export interface ControlsProps {
  readonly state: State;
  /** The file at hand. */
  readonly file: string | undefined;
  readonly onFile: (file: File) => void;
}

const graphNames = {
  karate: "Karate club",
  planted: "Drawn: planted modules",
  "small-world": "Drawn: small world",
  random: "Drawn: random",
  file: "A file",
};

export function Controls({ state, file, onFile }: ControlsProps) {
  const graph = state.graph.value;
  return (
    <form class="controls" aria-label="What to look at" onSubmit={(event) => event.preventDefault()}>
      <Choice label="Graph" field={fields.graph} value={state.graph} names={graphNames} />
      {graph !== "karate" && graph !== "file" && <DrawingControls state={state} />}
      <DropZone label={`Open a graph (${graphFiles.replaceAll(",", ", ")})`} accept={graphFiles} onFile={onFile} />
      {graph === "file" && (
        <>
          <p class="quiet">
            {file ?? "Links hold no files: drop the file here again."} Lists of edges have two or three fields: source,
            target, weight.
          </p>
          <Toggle label="Edges of lists have directions" value={state.directed} />
          <Choice
            label="Weights"
            field={fields.weights}
            value={state.weights}
            names={{ given: "as given", absolute: "absolute values", none: "none: all 1" }}
          />
        </>
      )}
      <Choice
        label="Method"
        field={fields.method}
        value={state.method}
        names={{ leiden: "Leiden", louvain: "Louvain" }}
        radio
      />
      <Slider label="Resolution γ" field={fields.resolution} value={state.resolution} logarithmic />
      <Slider label="Seed of the search" field={fields.seed} value={state.seed} />
      <Slider label="Random graphs to compare with" field={fields.nulls} value={state.nulls} />
      <Choice
        label="Order of the matrix"
        field={fields.order}
        value={state.order}
        names={{ community: "by community", given: "as given" }}
        radio
      />
    </form>
  );
}

function DrawingControls({ state }: { readonly state: State }) {
  const graph = state.graph.value;
  return (
    <>
      <Slider label="Nodes" field={fields.nodes} value={state.nodes} logarithmic />
      <Slider label="Mean degree" field={fields.degree} value={state.degree} />
      {graph === "planted" && <Slider label="Planted modules" field={fields.groups} value={state.groups} />}
      {graph !== "random" && (
        <Slider
          label={graph === "planted" ? "Share of edges between modules" : "Share of edges rewired"}
          field={fields.mixing}
          value={state.mixing}
        />
      )}
      <Slider label="Seed of the graph" field={fields.draw} value={state.draw} />
    </>
  );
}
