import { formatFixed } from "../report/numbers.js";
import { byteSize, grouped, percent, textTable } from "../report/text.js";
import type { Protocol } from "./protocol.js";
import { meanOf, type Results, titleOf } from "./results.js";
import type { NoisePoint } from "./robustness.js";

/** What a terminal shows. */
export function summaryOf({ protocols, memories, robustness }: Results): string[] {
  const lines = protocols.flatMap(ofProtocol);
  if (memories.length > 0)
    lines.push(
      ...textTable(
        [
          ["after learning, shares of columns predicted", "right one", "the other", "either after the middle"],
          ...memories
            .filter(({ whole }) => whole.length > 0)
            .map(({ variant, whole, middle }) => [
              variant,
              percent(meanOf(whole.map(({ right }) => right)), 1),
              percent(meanOf(whole.map(({ wrong }) => wrong)), 1),
              percent(meanOf(middle.flatMap(({ right, wrong }) => [right, wrong])), 1),
            ]),
        ],
        { right: [1, 2, 3] },
      ),
      "",
    );
  if (robustness)
    lines.push(...points("columns moved", robustness.moved), "", ...points("cells dead", robustness.killed));
  return lines.length > 0 ? lines : ["Nothing was finished."];
}

function ofProtocol(protocol: Protocol): string[] {
  const { sizes, passes, segments, synapses, bytes } = protocol,
    rows = passes.map(({ anomaly, millisecondsPerStep }, pass) => [
      pass < sizes.passes ? `pass ${pass + 1}` : "test",
      formatFixed(anomaly, 4),
      formatFixed(millisecondsPerStep, 3),
    ]);
  return [
    `${titleOf(protocol)}: ${grouped(segments)} segments, ${grouped(synapses)} synapses, ${byteSize(bytes)}`,
    ...textTable([["", "mean raw anomaly", "ms per step"], ...rows], { right: [1, 2] }),
    "",
  ];
}

function points(what: string, list: readonly NoisePoint[]): string[] {
  const rows = list.map(({ share, predicted, expected, standardError }) => [
    percent(share, 1),
    percent(predicted, 2),
    percent(expected, 2),
    percent(standardError, 2),
  ]);
  return textTable([[what, "predicted", "closed form", "standard error"], ...rows], { right: [1, 2, 3] });
}
