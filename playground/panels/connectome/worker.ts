import { type JobContext, serve, transferring } from "neurite/jobs";
import type { Graph } from "neurite/metrics";
import { findCommunities, type Search } from "./communities.js";
import { type Measures, measure } from "./measures.js";
import { type GraphRequest, graphOf } from "./sources.js";

/** The graph that was asked for last: one slider's way over the resolution reads it once. */
let kept: { readonly key: string; readonly graph: Promise<Graph> } | undefined;

function keptGraph(request: GraphRequest): Promise<Graph> {
  const { source, weights } = request,
    key = JSON.stringify(source.graph === "file" ? [source.number, source.directed, weights] : [source, weights]);
  if (kept?.key !== key) kept = { key, graph: graphOf(request) };
  return kept.graph;
}

serve({
  async communities({ request, search }: { request: GraphRequest; search: Search }) {
    const found = findCommunities(await keptGraph(request), search),
      { community, given } = found.pictures;
    return transferring(found, [community.values.buffer, given.values.buffer]);
  },
  async measures(
    { request, search }: { request: GraphRequest; search: Search & { readonly nulls: number } },
    context: JobContext<Measures>,
  ) {
    return measure(await keptGraph(request), search, context);
  },
});
