import { describe, expect, it } from "vitest";
import { FormatError } from "../../src/errors.js";
import { type Config, scales } from "../../src/experiments/connectome/config.js";
import { experiment } from "../../src/experiments/connectome.js";
import type { Context, Outcome } from "../../src/experiments/experiment.js";
import { filesOf, sharedFiles } from "./connectome/support.js";
import { checked } from "./report/support.js";
import { runHere } from "./run.js";

const run = (changes: Partial<Config> = {}, context: Partial<Context> = {}): Promise<Outcome> =>
  runHere(
    experiment,
    { ...scales.smoke, restarts: 10, louvainRestarts: 100, layoutIterations: 20, ...changes },
    context,
  );

const karate = (() => {
  const ring = Array.from({ length: 6 }, (_, i) => `edge [ source ${i} target ${(i + 1) % 6} ]`),
    nodes = ring.map((_, i) => `node [ id ${i} ]`);
  return { "graphs/karate.gml": `graph [ ${nodes.join(" ")} ${ring.join(" ")} ]` };
})();

describe("without data", () => {
  it("draws graphs whose answers are known, says so, and all claims hold", async () => {
    const { data, claims, summary, series, metrics, report } = await run();
    expect(data).toBe("Graphs drawn by this package, not connectomes. With --data DIR it takes the real ones");
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
    expect(claims.length).toBeGreaterThan(12);
    for (const name of ["lattice", "small-world", "planted", "cliques", "random"]) {
      expect(summary.join("\n")).toMatch(new RegExp(`^${name} +\\d+ +`, "m"));
      expect(series[`${name}: Q of nulls`]).toHaveLength(5);
      expect(series[`${name}: C of lattices`]).toHaveLength(3);
      expect(series[`${name}: community`]).toHaveLength(metrics[`${name}: nodes`] as number);
    }
    expect(metrics["planted: NMI"]).toBe(1);
    expect(metrics["cliques: Q, given"]).toBeCloseTo(289 / 330, 12);
    expect(summary.join("\n")).not.toMatch(/NaN|undefined/);
    const html = checked(...report);
    expect(html.match(/class="plot map network"/g)).toHaveLength(5);
    expect(html.match(/class="raster"/g)).toHaveLength(5);
    expect(structuredClone({ metrics, series, claims, summary })).toEqual({ metrics, series, claims, summary });
  });

  it.each([2, 3])("all claims hold for seed %i, too", async (seed) => {
    const { claims } = await run({ layoutIterations: 1 }, { seed });
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
  });

  it("a graph does not depend on which others are measured beside it, and other seeds give others", async () => {
    const small = { nulls: 2, lattices: 1, restarts: 2, louvainRestarts: 2, layoutIterations: 5 },
      alone = await run({ ...small, drawn: ["planted"] }),
      beside = await run({ ...small, drawn: ["random", "planted"] }),
      other = await run({ ...small, drawn: ["planted"] }, { seed: 2 });
    for (const [name, values] of Object.entries(alone.series)) expect(beside.series[name]).toEqual(values);
    expect(other.series["planted: Q of nulls"]).not.toEqual(alone.series["planted: Q of nulls"]);
  });

  it("aborted, it tells what was finished and judges no claims", async () => {
    const controller = new AbortController(),
      { claims, summary, report } = await run(
        { drawn: ["lattice", "random"], layoutIterations: 5 },
        { signal: controller.signal, progress: ({ done }) => void (done >= 1 && controller.abort()) },
      );
    expect(claims).toEqual([]);
    expect(summary.join("\n")).toContain("lattice");
    expect(summary.join("\n")).not.toContain("random  ");
    checked(...report);
    const nothing = await run({}, { signal: AbortSignal.abort() });
    expect([nothing.summary, nothing.claims]).toEqual([["No graph was measured."], []]);
    checked(...nothing.report);
  });
});

describe("with files", () => {
  it("leaves out what is not there, says so, and goes on", async () => {
    const { data, summary, claims, report } = await run({ graphs: ["dolphins", "karate"] }, { files: filesOf(karate) });
    expect(data).toBe("1 graph from texts");
    expect(summary).toContain("dolphins is left out: there is no graphs/dolphins.gml.");
    expect(summary.join("\n")).toMatch(/^karate +6 +6 /m);
    expect(checked(...report)).toContain("dolphins is left out");
    // Six nodes in a ring are no karate club.
    expect(claims.find(({ name }) => name === "karate: counts")).toMatchObject({
      holds: false,
      actual: "nodes 6, not 34; edges 6, not 78; largest degree 2, not 17",
    });
    const { summary: none, claims: nothing } = await run({ graphs: ["dolphins"] }, { files: filesOf({}) });
    expect([none[0], nothing]).toEqual(["No graph was measured.", []]);
  });

  it("ends with an error for a damaged one", async () => {
    const files = filesOf({ ...karate, "graphs/dolphins.gml": "graph [\n node [ id 0 ]\n node [ id 0 ]\n]" });
    await expect(run({ graphs: ["karate", "dolphins"] }, { files })).rejects.toThrow(FormatError);
    await expect(run({ graphs: ["karate", "dolphins"] }, { files })).rejects.toThrow("graphs/dolphins.gml: line 3");
  });

  it("asks for the folders of the graphs that were chosen", () => {
    const sets = (graphs: Config["graphs"]) => experiment.dataSets!({ ...scales.smoke, graphs });
    expect(sets(["mouse", "karate", "football"])).toEqual(["mouse-dti", "graphs"]);
    expect(experiment.needs).toHaveLength(7);
  });
});

describe.runIf(sharedFiles())("with the real files", () => {
  it("all claims about small graphs hold", async () => {
    const graphs = ["karate", "football", "celegans-watts", "macaque", "marmoset", "cat-65", "macaque-91"] as const,
      { claims, report, metrics } = await run(
        { graphs, nulls: 3, lattices: 1, layoutIterations: 10 },
        { files: sharedFiles() },
      );
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
    expect(metrics["karate: Q, Louvain"]).toBeCloseTo(0.4197896121, 9);
    expect(metrics["football: NMI"]).toBeGreaterThan(0.85);
    checked(...report);
  });
});
