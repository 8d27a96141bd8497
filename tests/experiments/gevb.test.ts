import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { cellNames, cells } from "../../src/experiments/gevb/cells.js";
import { page } from "../../src/experiments/report/page.js";
import { architectures } from "../../src/models/gevb.js";
import { abortIn, noise, run, withoutTimes } from "./gevb/support.js";
import { checked } from "./report/support.js";

it.each(architectures)(
  "runs all eight kinds of a tiny %s network, and finds in each what it is",
  async (architecture) => {
    const { metrics, series, claims, ...outcome } = await run({ architectures: [architecture], cells: cellNames });
    const layers = architecture === "fc" ? 2 : 3;
    for (const id of cellNames) {
      const name = `${architecture}: ${cells[id].name}`,
        angles = Array.from({ length: layers }, (_, layer) => series[`${name}: angle, layer ${layer + 1}`]!);
      expect(series[`${name}: epoch`]).toEqual([0, 1]);
      expect(series).not.toHaveProperty(`${name}: angle, layer ${layers + 1}`);
      expect(series[`${name}: test error`]!.at(-1)).toBe(metrics[`${name}: test error`]);
      expect(series[`${name}: training error`]).toEqual([Number.NaN, expect.any(Number)]);
      expect(metrics[`${name}: step ms`]).toBeGreaterThan(0);
      for (const angle of angles.flat()) expect(angle).toBeGreaterThanOrEqual(0);
      // Credit by backpropagation is the gradient: an angle of 0, but for the rounding of its cosine.
      if (id.includes("bp")) expect(Math.max(...angles.flat())).toBeLessThan(0.1);
      else expect(Math.min(...angles.flat())).toBeGreaterThan(1);
      // Half of the ON/OFF weights start at 0; Adam's first steps lift some and clamp others.
      if (!cells[id].nonnegative) expect(metrics[`${name}: zero weights`]).toBe(0);
      else expect(metrics[`${name}: zero weights`]).toBeGreaterThan(0.1);
      const least = claims.filter((claim) => claim.name === `${name}: least weight above the first layer`);
      expect(least.map(({ holds }) => holds)).toEqual(cells[id].nonnegative ? [true] : []);
    }
    expect(Object.keys(series)).toHaveLength(8 * (3 + layers));
    for (const { holds, actual } of claims) {
      expect(typeof holds).toBe("boolean");
      expect(String(actual)).not.toMatch(/NaN|undefined/);
    }
    expect(outcome.data).toBe(
      "Digits drawn by this package, not MNIST: 60 training and 20 test images. With --data DIR it takes the real ones",
    );
    expect(outcome.summary.join("\n")).not.toMatch(/NaN|undefined/);
  },
);

it("reports every network on a page of its own making, with features and maps of fully connected ones", async () => {
  const outcome = await run({
    cells: ["gevb+", "vec-bp+", "bp"],
    runs: 2,
    train: 80,
    tsneImages: 70,
    contrastEpochs: 1,
  });
  const html = checked(...outcome.report);
  for (const title of ["Test error", "Training error", "Where credit points", "Beside the paper", "fc: GEVB+"])
    expect(html).toContain(title);
  for (const title of ["conv, small: DFA+", "What first-layer units look for", "fc: BP, before training"])
    expect(html).toContain(title);
  expect(html).toContain("mean of 2 runs");
  expect(html.match(/<img/g)).toHaveLength(80 + 80);
  expect(html.match(/class="plot map"/g)).toHaveLength(6);
  for (const name of ["GEVB+", "BP+, vectors", "BP"]) expect(outcome.metrics[`fc: ${name}: Δ`]).toBeTypeOf("number");
  expect(outcome.summary.join("\n")).toMatch(/fc: GEVB\+, 2 runs +\d/);
  expect(outcome.summary.join("\n")).toContain("spread of classes in the map, d");
  // All else is plain data: it can be sent, stored and compared.
  const { report, ...plain } = outcome;
  expect(structuredClone(plain)).toEqual(plain);
});

it("gives the same for the same seed, times excepted, and something else for another", async () => {
  const [a, b, other] = [await run(), await run(), await run({}, { seed: 2 })];
  expect(withoutTimes(b)).toEqual(withoutTimes(a));
  expect(other.fingerprint).not.toBe(a.fingerprint);
});

it("a network does not depend on which others are trained beside it", async () => {
  const alone = await run({ cells: ["dfa"] }),
    beside = await run({ architectures: ["lc", "fc"], cells: ["bp", "dfa"], runs: 1 });
  for (const [name, values] of Object.entries(alone.series)) expect(beside.series[name]).toEqual(values);
});

it("runs of one network differ, and are one result", async () => {
  const one = await run(),
    three = await run({ runs: 3 });
  expect(Object.keys(three.series)).toEqual(Object.keys(one.series));
  expect(three.series["fc: GEVB+: angle, layer 1"]).not.toEqual(one.series["fc: GEVB+: angle, layer 1"]);
});

it("sets DFA+ beside GEVB+ in a small convolutional network unless the grid holds both", async () => {
  const names = async (changes: Parameters<typeof run>[0]) =>
    Object.keys((await run({ contrastTrain: 20, contrastEpochs: 1, train: 40, ...changes })).metrics)
      .filter((name) => name.endsWith(": test error"))
      .map((name) => name.slice(0, -": test error".length));
  expect(await names({})).toEqual(["fc: GEVB+", "conv, small: GEVB+", "conv, small: DFA+"]);
  expect(await names({ architectures: ["conv"], cells: ["dfa+", "gevb+"] })).toEqual(["conv: DFA+", "conv: GEVB+"]);
  expect(await names({ architectures: ["conv"], cells: ["dfa+"] })).toHaveLength(3);
});

it("without CIFAR-10 it draws no stand-in for it", async () => {
  await expect(run({ data: "cifar-10" })).rejects.toThrow(ArgumentError);
  await expect(run({ data: "cifar-10" })).rejects.toThrow("--data DIR");
});

it("takes colour images [3, 32, 32], and refuses those of another size", async () => {
  const config = { data: "cifar-10", architectures: ["conv"], train: 40 } as const,
    { data, series, report } = await run(config, { data: noise([3, 32, 32]) });
  expect(data).toBe("noise: 40 training and 20 test images");
  expect(Object.keys(series).filter((name) => name.includes("angle"))).toHaveLength(4);
  expect(checked(...report)).not.toContain("first-layer units");
  await expect(run(config, { data: noise([28, 28]) })).rejects.toThrow(ShapeError);
});

it("draws maps of sets in which a class has a single image", async () => {
  const data = noise([28, 28], (i) => (i === 3 ? 9 : i % 9)),
    { metrics } = await run({ tsneImages: 65, train: 80 }, { data });
  expect(Math.abs(metrics["fc: GEVB+: Δ"] as number)).toBeLessThan(1);
});

it("with no epochs it tells how networks are before training", async () => {
  const { series, metrics, report } = await run({ epochs: 0 });
  expect(series["fc: GEVB+: epoch"]).toEqual([0]);
  expect(metrics["fc: GEVB+: step ms"]).toBeNaN();
  checked(...report);
});

it("an epoch without errors is the last", async () => {
  const { series } = await run({ cells: ["bp"], train: 10, epochs: 500, rate: 0.01, evaluateEvery: 500 }),
    epochs = series["fc: BP: epoch"]!;
  expect(epochs).toHaveLength(2);
  expect(epochs[1]).toBeLessThan(500);
  expect(series["fc: BP: training error"]!.at(-1)).toBe(0);
});

it("aborted in an epoch, it tells what was finished and judges no claims", async () => {
  // Three steps an epoch, and three networks of four epochs: in the third epoch of the second.
  const { claims, series, summary, report, metrics } = await run(
    { cells: ["gevb+", "vec-bp+", "gevb"], epochs: 4, tsneImages: 0 },
    abortIn(12 + 8),
  );
  expect(claims).toEqual([]);
  expect(series["fc: GEVB+: epoch"]).toEqual([0, 1, 2, 3, 4]);
  expect(series["fc: BP+, vectors: epoch"]).toEqual([0, 1, 2]);
  expect(Object.keys(metrics).some((name) => name.includes("mixed"))).toBe(false);
  expect(summary.join("\n")).toContain("fc: BP+, vectors");
  checked(...report);
});

it("aborted while it draws a map, or after the last step, it leaves the map out", async () => {
  const controller = new AbortController(),
    config = { train: 80, tsneImages: 70 };
  const before = await run(
    { ...config, tsneIterations: 2 ** 24 },
    {
      signal: controller.signal,
      progress: ({ label }) => void (label === "training" && setTimeout(() => controller.abort(), 100)),
    },
  );
  const after = await run(config, abortIn(4));
  for (const { claims, metrics, report } of [before, after]) {
    expect(claims).toEqual([]);
    expect(metrics).not.toHaveProperty("fc: GEVB+: Δ");
    checked(...report);
  }
  expect(after.series["fc: GEVB+: epoch"]).toEqual([0, 1]);
});

it("aborted before the first network, it still has something to say", async () => {
  const { summary, report, claims } = await run({}, { signal: AbortSignal.abort() });
  expect([summary, claims]).toEqual([["No network was trained."], []]);
  expect(page({ title: "t", sections: report })).toContain("interrupted");
});
