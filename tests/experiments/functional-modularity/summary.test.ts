import { expect, it } from "vitest";
import { summaryOf } from "../../../src/experiments/functional-modularity/summary.js";
import { result } from "./support.js";

it("has a row for each density with its specialisations, and one with what they are made of", () => {
  const trained = { correlation: 0.49, mask: -0.98 },
    lines = summaryOf([
      result({ accuracy: { mean: 0.49, deviation: 0.01 }, trained }),
      result({ connections: 1024, wiring: "deep-r", accuracy: 0.87, trained: { correlation: Number.NaN, mask: 0.5 } }),
    ]);
  expect(lines).toEqual([
    "         p  each way  wiring       Q  accuracy       spec, correlation  spec, weight mask",
    "9.766×10⁻⁴         1  fixed   0.4990  0.490 ± 0.010  0.490              −0.980",
    "         1     1,024  deep-r  0.0000  0.870          –                  0.500",
    "",
    "         p  wiring  correlation: own / other digit  untrained spec  weight mask: own / other digit  untrained spec",
    "9.766×10⁻⁴  fixed   0.60 / 0.20                     0.16            0.60 / 0.20                     0.16",
    "         1  deep-r  0.60 / 0.20                     0.16            0.60 / 0.20                     0.16",
    "",
    "Means over networks (1 each) and both modules. Answering one's own digit gives 0.5, two silent modules 0.75 at most.",
  ]);
});

it("says so where there is nothing", () => {
  expect(summaryOf([])).toEqual(["No network was trained."]);
});
