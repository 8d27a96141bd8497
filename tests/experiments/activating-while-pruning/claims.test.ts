import { describe, expect, it } from "vitest";
import { claimsOf } from "../../../src/experiments/activating-while-pruning/claims.js";
import { type Method, methodNames, scales } from "../../../src/experiments/activating-while-pruning/config.js";
import type { Found, Job } from "../../../src/experiments/activating-while-pruning/found.js";
import { reportOf } from "../../../src/experiments/activating-while-pruning/report.js";
import { gainWithin, resultsOf } from "../../../src/experiments/activating-while-pruning/results.js";
import { experiment, jobsOf } from "../../../src/experiments/activating-while-pruning.js";
import { page } from "../../../src/experiments/report/page.js";

/** Twenty-one cycles of silent units and accuracies that fall straight with each, activating by so much lower or higher. */
function found({ method, run }: Job, { fall = 0.02, lower = 0.06, gain = 0.001 } = {}): Found {
  const active = method === "activating" ? 1 : 0;
  return {
    course: Array.from({ length: 21 }, (_, cycle) => ({
      remaining: 0.8 ** cycle,
      accuracy: 0.85 + 0.001 * run + (cycle > 0 ? active * gain : 0),
      silent: 0.85 - fall * cycle - (cycle > 0 ? active * lower : 0),
      cutOff: 0,
      densities: [0.8 ** cycle, 1, 1],
      fanOut: [1, 0, 0, 1],
    })),
    wiring: { rowPointers: [0, 1, ...new Array(99).fill(2)], columnIndices: [0, 3] },
    milliseconds: 10,
    fingerprint: "",
  };
}
const resultsWith = (changes: object = {}, methods: readonly Method[] = methodNames) => {
  const jobs = jobsOf({ ...scales.default, methods });
  return resultsOf(
    jobs,
    jobs.map((job) => found(job, changes)),
  );
};
const verdicts = (changes: object, fashion = true) =>
  claimsOf(resultsWith(changes), scales.default, fashion).map(({ name, holds }) => `${holds ? "+" : "-"} ${name}`);

describe("the claims of activating-while-pruning", () => {
  it("takes runs together, and compares the methods where both were", () => {
    const [plain, activating] = resultsWith();
    expect(plain!.stages[1]!.accuracy.mean).toBeCloseTo(0.852, 12);
    expect(plain!.stages[1]!.accuracy).toMatchObject({ low: 0.851, high: 0.853 });
    expect(activating!.runs).toBe(3);
    expect(gainWithin([plain!, activating!], ({ accuracy }) => accuracy, [0.027, 0.34])).toBeCloseTo(0.001, 12);
    expect(gainWithin([plain!, activating!], ({ silent }) => silent, [0.9, 1])).toBe(0);
    expect(gainWithin([plain!], ({ silent }) => silent, [0, 1])).toBeNaN();
    const jobs = jobsOf(scales.default);
    expect(
      resultsOf(
        jobs,
        jobs.map(() => undefined),
      ),
    ).toEqual([]);
    const cut = jobs.map((job, i) => (i === 2 ? { ...found(job), course: found(job).course.slice(0, 5) } : found(job)));
    expect(resultsOf(jobs, cut).map(({ stages }) => stages.length)).toEqual([5, 21]);
  });

  it("of the small protocol name its levels", () => {
    expect(verdicts({})).toEqual([
      "+ silent units, from all connections to 2.8 % of them",
      "+ silent units, magnitude alone, 100.0 % remaining",
      "+ silent units, magnitude alone, 10.7 % remaining", // .65
      "- silent units, magnitude alone, 4.4 % remaining", // .57
      "+ silent units, activating less magnitude alone, 34 to 30 % remaining",
      "+ silent units, activating less magnitude alone, 11 to 3 % remaining",
      "+ test accuracy, activating less magnitude alone, 34 to 3 % remaining",
      "+ test accuracy, activating less magnitude alone, 2 to 0 % remaining",
    ]);
    const bad = verdicts({ fall: 0, lower: -0.01, gain: -0.01 });
    expect(bad.filter((verdict) => verdict.startsWith("+"))).toEqual([
      "+ silent units, magnitude alone, 100.0 % remaining",
    ]);
  });

  it("of other runs are the paper's alone", () => {
    expect(verdicts({}, false)).toEqual([
      "+ silent units, from all connections to 2.8 % of them",
      "+ silent units, activating less magnitude alone, 34 to 3 % remaining",
      "+ test accuracy, activating less magnitude alone, 34 to 3 % remaining",
      "+ test accuracy, activating less magnitude alone, 2 to 0 % remaining",
    ]);
    expect(claimsOf(resultsWith({}, ["activating"]), scales.default, true)).toEqual([]);
  });

  it("stand beside a report that shows the reference where it is one", () => {
    const html = (fashion: boolean) => page({ title: "t", sections: reportOf(resultsWith(), scales.default, fashion) });
    expect(html(true)).toContain("magnitude alone, reference");
    expect(html(true)).toContain("85.71");
    expect(html(false)).not.toContain("alone, reference");
    expect(page({ title: "t", sections: reportOf([], scales.default, true) })).toContain("interrupted");
    expect(experiment.needs).toEqual(["fashion-mnist"]);
  });
});
