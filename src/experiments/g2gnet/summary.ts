import { formatFixed } from "../report/numbers.js";
import { duration, percent, textTable } from "../report/text.js";
import { spreadText } from "../shared/spread.js";
import { changes, titleOf } from "./claims.js";
import type { Config } from "./config.js";
import { smallReference, spikingReference } from "./paper.js";
import type { Result } from "./results.js";

/** The table a terminal shows. */
export function summaryOf(results: readonly Result[], config: Config): string[] {
  if (results.length === 0) return ["No network has finished."];
  const known = (value: number | undefined) => (value === undefined ? "–" : formatFixed(value, 3)),
    head = ["network", "p′", "density", "accuracy", "reference", "within", "Q", "Q found", "communities", "time"],
    rows = results.map((result) => {
      const { variant, inter, density, accuracy, before, after, milliseconds } = result,
        course = (name: "intra" | "ensembles" | "communities" | "count", decimals: number) =>
          changes(before?.[name], after?.[name], decimals);
      return [
        titleOf(result),
        variant === "dense" ? "–" : String(inter),
        percent(density, 1),
        spreadText(accuracy),
        known(smallReference(variant, inter, config) ?? spikingReference(variant, inter, config)),
        course("intra", 2),
        course("ensembles", 2),
        course("communities", 2),
        course("count", 1),
        duration(milliseconds),
      ];
    });
  return [
    ...textTable([head, ...rows], { right: [1, 2, 4, 9] }),
    "",
    "Index, mixer and random choose which units form an ensemble; magnitude/Hebb drops small weights, Hebb/Hebb weak Hebbian scores, and both grow where that score is high.",
    "Within: share of connections within ensembles, Q: modularity of the ensembles, Q found: that of communities of all units; before → after where they change.",
    "Reference: one seed of another implementation (small protocol), or of a spiking network (paper scale). Accuracy: on test images.",
  ];
}
