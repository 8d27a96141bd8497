import { FormatError } from "../../../errors.js";
import { graphFromDense } from "../../../metrics/graph-from-dense.js";
import { count, withGroups } from "../connectome.js";
import { expectAsMany, matrixOf, tableOf } from "../reading.js";
import type { Source } from "../sources.js";

interface Expected {
  readonly entries: number;
  readonly weight: number;
  readonly negative: number;
  readonly maximum: number;
  readonly networks?: Readonly<Record<string, number>>;
}

function schaefer(areas: 200 | 400, expected: Expected): Source {
  return {
    title: `Human cortex, Schaefer's ${areas} areas`,
    paths: ["Matrix", "Labels"].map((what) => `human-hcp-schaefer/struc${what}_ctx_schaefer_${areas}.csv`),
    nervous: true,
    async read([matrix, labels]) {
      const weights = await matrixOf(matrix!),
        line = await tableOf(labels!),
        names = line.columns.map((_, k) => line.rows[0]?.[k]?.trim() ?? "");
      expectAsMany(labels!, "labels", names.length, Math.sqrt(weights.length));
      const networks = names.map((name) => {
        const network = /^7Networks_[LR]H_([A-Za-z]+)_/.exec(name)?.[1];
        if (network === undefined) throw new FormatError(labels!.path, `line 1: ${name} names no network`);
        return network;
      });
      // Logarithms of weights, of which the smallest fell below 0.
      const graph = graphFromDense(
        weights.map((weight) => Math.max(0, weight)),
        { names: names.map((name) => name.replace(/^7Networks_/, "")) },
      );
      const counts = [
        count("areas", areas, graph.nodes),
        count("entries", expected.entries, weights.filter((weight) => weight !== 0).length),
        count(
          "weight",
          expected.weight,
          weights.reduce((sum, weight) => sum + weight, 0),
          3,
        ),
        count("negative", expected.negative, weights.filter((weight) => weight < 0).length),
        count(
          "largest",
          expected.maximum,
          weights.reduce((most, weight) => Math.max(most, weight)),
          3,
        ),
      ];
      return withGroups({ graph, counts }, "functional networks", networks, expected.networks ?? {});
    },
  };
}

const networks = { Default: 91, SomMot: 77, Vis: 61, Cont: 52, SalVentAttn: 47, DorsAttn: 46, Limbic: 26 };

export const schaeferSources = {
  "schaefer-200": schaefer(200, { entries: 4822, weight: 31_662.542, negative: 16, maximum: 11.171 }),
  "schaefer-400": schaefer(400, { entries: 9954, weight: 60_198.633, negative: 28, maximum: 10.648, networks }),
} satisfies Record<string, Source>;
