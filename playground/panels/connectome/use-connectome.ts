import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { UrlState } from "../../shell/url-state.js";
import { useJobs } from "../../shell/use-jobs.js";
import type { Communities } from "./communities.js";
import type { fields } from "./fields.js";
import type { Measures } from "./measures.js";
import type { FileSource, GraphRequest } from "./sources.js";

export type State = UrlState<typeof fields>;

/** A file, and its number among those of this visit. */
export type Given = Pick<FileSource, "file" | "number">;

export interface Connectome {
  readonly found: Signal<Communities | undefined>;
  readonly measures: Signal<Measures | undefined>;
  readonly error: Signal<unknown>;
  readonly busy: Signal<boolean>;
}

/** While a slider moves, only where it rests a moment is computed. */
const restMs = 120;

/** Computes what the state asks for, and again when it changes; nothing while it asks for a file that is not there. */
export function useConnectome(state: State, given: Given | undefined): Connectome {
  const jobs = useJobs(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })),
    found = useSignal<Communities | undefined>(undefined),
    measures = useSignal<Measures | undefined>(undefined),
    error = useSignal<unknown>(undefined),
    busy = useSignal(true),
    request = requestOf(state, given),
    search = { method: state.method.value, resolution: state.resolution.value, seed: state.seed.value },
    nulls = state.nulls.value;
  useEffect(() => {
    error.value = undefined;
    measures.value = undefined;
    busy.value = request !== undefined;
    if (!request) {
      found.value = undefined;
      return;
    }
    const controller = new AbortController(),
      { signal } = controller;
    const compute = async () => {
      try {
        found.value = await jobs.run<Communities>("communities", { request, search }, { signal });
        const onProgress = (update: Measures) => {
          measures.value = update;
        };
        measures.value = await jobs.run<Measures, Measures>(
          "measures",
          { request, search: { ...search, nulls } },
          { signal, onProgress },
        );
      } catch (thrown) {
        if (signal.aborted) return;
        error.value = thrown;
        measures.value = undefined;
        found.value = undefined;
      }
      busy.value = false;
    };
    const timer = setTimeout(() => void compute(), restMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [JSON.stringify([request, given?.number, search, nulls])]);
  return { found, measures, error, busy };
}

function requestOf(state: State, given: Given | undefined): GraphRequest | undefined {
  const graph = state.graph.value,
    weights = state.weights.value;
  if (graph === "file") return given && { source: { graph, ...given, directed: state.directed.value }, weights };
  const { nodes, degree, groups, mixing, draw } = state;
  return {
    source: {
      graph,
      nodes: nodes.value,
      degree: degree.value,
      groups: groups.value,
      mixing: mixing.value,
      draw: draw.value,
    },
    weights: "given",
  };
}
