import fc from "fast-check";
import { expect, it } from "vitest";
import { components } from "../../src/metrics/components.js";
import { firstLevel } from "../../src/metrics/level.js";
import { LevelWorkspace } from "../../src/metrics/level-workspace.js";
import { separate } from "../../src/metrics/separate.js";
import { partitioned } from "../arbitraries/partitioned.js";

it("makes a group of every connected piece of each group", () => {
  fc.assert(
    fc.property(partitioned(), ({ graph, labels }) => {
      const [level, chance] = firstLevel("test", graph, 1, "sta"),
        pieces = Int32Array.from(labels);
      separate(level, pieces, new LevelWorkspace(graph.nodes, chance));
      let count = 0;
      for (const label of new Set(labels)) {
        const members = labels.flatMap((other, i) => (other === label ? [i] : [])),
          inside = components(graph.subgraph(members));
        count += inside.count;
        for (const [k, i] of members.entries())
          for (const [l, j] of members.entries())
            expect(pieces[i] === pieces[j]).toBe(inside.labels[k] === inside.labels[l]);
      }
      expect(new Set(pieces).size).toBe(count);
    }),
    { numRuns: 200 },
  );
});
