import { expect, it } from "vitest";
import type { CellName } from "../../../src/experiments/gevb/cells.js";
import { paperResult } from "../../../src/experiments/gevb/paper.js";
import { type Architecture, architectures } from "../../../src/models/gevb.js";

/** Test error, and training error in brackets when there was one: Clark, Abbott & Chung 2021, tables 1 and 2. */
const mnist = `
FC-Vec    1.87 (0.06)    1.93 (0.05)    2.32 (0.33)    1.84 (0.07)
FC        2.20 (0.30)    1.36           2.09 (0.19)    1.29
Conv-Vec  2.33 (1.03)    1.30 (0.19)    1.83 (0.83)    0.80
Conv      1.56 (0.67)    0.71           1.64 (0.42)    0.65
LC-Vec    1.78           1.64           1.84 (0.05)    1.44
LC        1.98 (0.32)    1.21           1.48 (0.09)    1.07`;

const cifar = `
FC-Vec    47.62 (1.25)   47.03 (0.72)   48.86 (2.02)   45.98 (0.78)
FC        48.69 (3.28)   45.42 (0.96)   49.54 (2.88)   45.69 (0.73)
Conv-Vec  33.74 (28.83)  30.85 (16.29)  38.43 (20.59)  30.54 (1.71)
Conv      54.18 (48.43)  32.13 (0.23)   44.07 (17.25)  28.80 (0.15)
LC-Vec    41.08 (0.83)   41.01 (0.34)   40.11 (0.83)   38.77 (0.36)
LC        41.18 (10.62)  35.51          39.41 (2.94)   32.32`;

/** Columns: the local rule and BP on nonnegative networks, then both on those of mixed signs. */
const vectors: readonly CellName[] = ["gevb+", "vec-bp+", "gevb", "vec-bp"];
const conventional: readonly CellName[] = ["dfa+", "bp+", "dfa", "bp"];

const named: Record<Architecture, string> = { fc: "FC", conv: "Conv", lc: "LC" };

const cell = ({ test, training }: { test: number; training: number }) =>
  training === 0 ? test.toFixed(2) : `${test.toFixed(2)} (${training.toFixed(2)})`;

it.each([
  ["mnist", mnist],
  ["cifar-10", cifar],
] as const)("holds the paper's table of %s", (data, text) => {
  const rows = text
    .trim()
    .split("\n")
    .map((line) => line.split(/ {2,}/));
  const held = architectures.flatMap((architecture) =>
    [vectors, conventional].map((columns, kind) => [
      `${named[architecture]}${kind === 0 ? "-Vec" : ""}`,
      ...columns.map((id) => cell(paperResult(data, architecture, id))),
    ]),
  );
  expect(held).toEqual(rows);
  expect(rows.flatMap((row) => row.slice(1))).toHaveLength(24);
});
