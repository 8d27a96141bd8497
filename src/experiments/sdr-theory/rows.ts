import {
  falseMatch,
  falseNegative,
  log10Equality,
  populationFalseMatchBound,
  unionExactMatch,
  unionFalseMatch,
  unionSynapses,
} from "../../dendrites/index.js";
import { atLeast } from "../../dendrites/theory/hypergeometric.js";
import { exp } from "../../elementary.js";
import { medianFalseMatch } from "./figures.js";

/** Numbers of one statement: as the source writes them, to be met to their last digit, and as they come out here. */
export interface Row {
  readonly name: string;
  readonly source: string;
  readonly numbers: readonly (readonly [digits: string, actual: number])[];
}

const neurons = "Ahmad & Hawkins 2016, arXiv:1601.00720",
  properties = "Ahmad & Hawkins 2015, arXiv:1503.07469";

const match = (cells: number, active: number, synapses: number, threshold: number): number =>
  falseMatch({ cells, active, synapses, threshold });

const figure4A = (name: string, active: number, digits: readonly string[]): Row => ({
  name: `figure 4A, a = ${active}: n = ${name}`,
  source: neurons,
  numbers: digits.map((one, k) => [one, match(300 + 200 * k, active, 24, 12)]),
});

const union = (cells: number, rows: Readonly<Record<number, string>>): Row => ({
  name: `figure 7B, n = ${cells}: M = ${Object.keys(rows).join(", ")}`,
  source: `${neurons}, figure 7B`,
  numbers: Object.entries(rows).map(([patterns, digits]) => [
    digits,
    unionFalseMatch({ cells, active: 200, synapses: 25, threshold: 15, patterns: Number(patterns) }),
  ]),
});

const table1 = (
  name: string,
  rows: readonly (readonly [synapses: number, threshold: number, digits: string])[],
): Row => ({
  name: `table 1, n = 100000, a = 2000, ${name}`,
  source: `${neurons}, table 1`,
  numbers: rows.map(([synapses, threshold, digits]) => [digits, match(100_000, 2000, synapses, threshold)]),
});

/** A mean number of active cells, as the source takes it, with non-integer binomials. */
function manyActive(cells: number): number {
  const draws = unionSynapses({ cells, synapses: 30, patterns: 10 });
  return atLeast({ population: cells, marked: 20, draws }, 10).value;
}

/** All numbers the papers have, or their code gives. */
export function rowsOf(): Row[] {
  const example = { cells: 20_000, active: 100, synapses: 25, threshold: 15, patterns: 10 },
    strong = { cells: 10_000, active: 300, synapses: 30, threshold: 15, segments: 1e6 },
    equality = (active: number) => exp(log10Equality({ cells: 1024, active }) * Math.LN10),
    classify = (threshold: number) =>
      populationFalseMatchBound({ cells: 100, active: 7, synapses: 7, threshold, segments: 500 }),
    member = (bits: number, patterns: number) =>
      unionExactMatch({ cells: 1024, synapses: bits, active: bits, patterns });
  return [
    {
      name: "n = 10000, a = 300, s = 30, θ = 12: about 1 in 10¹¹",
      source: neurons,
      numbers: [["2.27907942e-11", match(10_000, 300, 30, 12)]],
    },
    {
      name: "the same with 20 % noise misses: below 10⁻⁷",
      source: neurons,
      numbers: [["3.94743609e-8", falseNegative({ active: 300, synapses: 30, lost: 60, threshold: 12 })]],
    },
    {
      name: "θ = 15, a million patterns: the text's better than 10⁻⁹ is slightly above",
      source: neurons,
      numbers: [
        ["1.04919e-15", match(10_000, 300, 30, 15)],
        ["1.049e-9", populationFalseMatchBound(strong)],
      ],
    },
    {
      name: "union of 10 on one segment, n = 20000, a = 100: synapses, false matches",
      source: `${neurons}, eq. 13 and 14`,
      numbers: [
        ["248.598427", unionSynapses(example)],
        ["1.7347e-12", unionFalseMatch(example)],
      ],
    },
    {
      name: "n = 4000, a = 128, s = 24, θ = 12: a little above 10⁻¹²",
      source: neurons,
      numbers: [["1.34324e-12", match(4000, 128, 24, 12)]],
    },
    figure4A("300, 500, 700", 64, ["1.09461662e-3", "5.69571e-6", "1.41253e-7"]),
    figure4A("300 … 900", 128, ["0.2920782", "7.367883e-3", "3.201061e-4", "2.502555e-5"]),
    figure4A("300 … 900", 256, ["0.99999797", "0.62937275", "0.12108772", "0.01935976"]),
    {
      name: "figure 5A, a = n/4, n = 300, 19900: does not fall",
      source: `${neurons}, figure 5A; our notes say a = n/2, at which it would be 0.58`,
      numbers: [
        ["5.18604e-3", match(300, 75, 24, 12)],
        ["7.16735e-3", match(19_900, 4975, 24, 12)],
      ],
    },
    {
      name: "figure 5B, s = 20, θ = 10: (a, n) = (32, 2000), (32, 4000), (256, 16000), (4000, 16000)",
      source: `${neurons}, figure 5B`,
      numbers: [
        ["3.9043e-14", match(2000, 32, 20, 10)],
        ["3.9669e-17", match(4000, 32, 20, 10)],
        ["1.4810e-13", match(16_000, 256, 20, 10)],
        ["1.3812e-2", match(16_000, 4000, 20, 10)],
      ],
    },
    {
      name: "figure 4B, a = 128, s = 30, v = 64: θ = 8, 12, 16",
      source: `${neurons}, figure 4B`,
      numbers: (["7.354295e-4", "7.169852e-2", "0.5825018"] as const).map((digits, k) => [
        digits,
        falseNegative({ active: 128, synapses: 30, lost: 64, threshold: 8 + 4 * k }),
      ]),
    },
    {
      name: "figure 6, medians: θ = 8, 9, 10, 12, 15, 20",
      source: `${neurons}, figure 6`,
      numbers: (
        [
          ["4.83e-8", 8],
          ["2.04e-9", 9],
          ["7.40e-11", 10],
          ["7.63e-14", 12],
          ["1.03e-18", 15],
          ["4.11e-28", 20],
        ] as const
      ).map(([digits, threshold]) => [digits, medianFalseMatch(threshold)]),
    },
    union(1000, { 1: "1.0014e-5", 2: "4.7389e-2", 3: "0.501650" }),
    union(20_000, { 1: "1.75826e-24", 2: "9.73604e-19", 5: "2.03826e-12", 10: "3.32243e-8" }),
    {
      name: "ten patterns of 30 cells active at once, s = 20, θ = 10: n = 1000, 4000, 8000",
      source: `${neurons}; a mean number of active cells, not rounded`,
      numbers: [
        ["1.857e-2", manyActive(1000)],
        ["3.326e-7", manyActive(4000)],
        ["5.323e-10", manyActive(8000)],
      ],
    },
    table1("θ = s = 6, 8, 10", [
      [6, 6, "6.35308873e-11"],
      [8, 8, "2.52507239e-14"],
      [10, 10, "1.00163216e-17"],
    ]),
    table1("s = 2θ, θ = 6, 8, 10, 12", [
      [12, 6, "5.29386836e-8"],
      [16, 8, "2.81724528e-10"],
      [20, 10, "1.54192767e-12"],
      [24, 12, "8.586941e-15"],
    ]),
    table1("s = 2mθ, (θ, m) = (10, 2), (10, 4), (10, 6), (20, 6)", [
      [40, 10, "4.915419e-9"],
      [80, 10, "4.625684e-6"],
      [120, 10, "1.587998e-4"],
      [240, 20, "1.079908e-7"],
    ]),
    {
      name: "200000 cells, a = 2000, s = θ = 10",
      source: neurons,
      numbers: [["9.77936e-21", match(200_000, 2000, 10, 10)]],
    },
    {
      name: "two of 1024 bits are equal: w = 2, 5, 20",
      source: properties,
      numbers: [
        ["1.90921e-6", equality(2)],
        ["1.07629e-13", equality(5)],
        ["1.82484e-42", equality(20)],
      ],
    },
    {
      name: "two of 1024 bits match: w = 4, θ = 2; w = 7, θ = 4; four of w = 8 stored, θ = 2",
      source: properties,
      numbers: [
        ["6.85523984e-5", match(1024, 4, 4, 2)],
        ["2.67069118e-8", match(1024, 7, 7, 4)],
        ["3.18241665e-4", match(1024, 8, 4, 2)],
      ],
    },
    {
      name: "classifying among 500 of w = 7 of 100, upper bound: θ = 4, 5, 6",
      source: properties,
      numbers: [
        ["0.144691", classify(4)],
        ["2.826477e-3", classify(5)],
        ["2.03654e-5", classify(6)],
      ],
    },
    {
      name: "all bits in a union, n = 1024: (w, M) = (2, 20), (20, 20), (20, 40)",
      source: properties,
      numbers: [
        ["1.470426e-3", member(2, 20)],
        ["1.835365e-10", member(20, 20)],
        ["5.482189e-6", member(20, 40)],
      ],
    },
  ];
}
