import { ArgumentError, FormatError } from "neurite";
import { describe, expect, it } from "vitest";
import { generatedExamples } from "../../../playground/panels/sparse-learning/examples.js";
import type { Live } from "../../../playground/panels/sparse-learning/live.js";
import { Training } from "../../../playground/panels/sparse-learning/training.js";
import { Workbench } from "../../../playground/panels/sparse-learning/workbench.js";
import { kernels, small } from "./support.js";

const attention = { layer: 0, example: 3 };
const { signal } = new AbortController();
const ignore = () => undefined;

describe("Workbench", () => {
  it("opens a network and tells what it is", async () => {
    const opened = await new Workbench().open({ settings: small, attention });
    // Connections are drawn between pairs of units and pixels, and have a weight for each of ten components.
    const connections = 2 * Math.round(0.2 * 8 * 784);
    expect(opened.layers.map(({ name, count }) => [name, count])).toEqual([
      ["hidden 1", 10 * connections],
      ["output", 16],
    ]);
    expect(opened.weightCount).toBe(10 * connections + 16);
    expect(opened.possibleCount).toBe(16 * 10 * 784 + 16);
    expect([opened.trainSize, opened.testSize, opened.features]).toEqual([100, 500, 784]);
    expect(opened.shown.label).toBe(String(generatedExamples(small).test.labels![3]));
    expect(opened.shown.image).toMatchObject({ rows: 28, columns: 28 });
    const { live } = opened;
    expect(live.epoch).toBe(0);
    expect(live.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(live.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    expect(live.activity).toMatchObject({ rows: 10, columns: 16 });
  });

  it("trains to the bits of the same run without it, and is seen on the way", async () => {
    const bench = new Workbench(),
      alone = new Training(kernels, small, generatedExamples(small)),
      seen: Live[] = [];
    await bench.open({ settings: small, attention });
    const rest = await bench.train(2, signal, (live) => void seen.push(live));
    await alone.train(2);
    expect(rest.fingerprint).toBe(await alone.fingerprint());
    expect(rest.testAccuracy).toHaveLength(2);
    expect(rest.losses).toEqual(Float32Array.from(alone.curves.losses));
    expect(seen.map(({ epoch }) => epoch)).toContain(1);
    expect(seen.every(({ fingerprint }) => fingerprint === undefined)).toBe(true);
    alone.dispose();
  });

  it("classifies as the network does, the example or a drawing, also between the steps", async () => {
    const bench = new Workbench();
    await bench.open({ settings: { ...small, rule: "bp" }, attention });
    const answers: number[] = [];
    await bench.train(1, signal, ({ probabilities }) => void answers.push(probabilities[0]!));
    const example = bench.see().probabilities;
    expect(bench.look({ ...attention, drawing: new Float32Array(784) })).toEqual({
      example: 3,
      label: undefined,
      image: undefined,
    });
    expect(bench.see().probabilities).not.toEqual(example);
    bench.look(attention);
    expect(bench.see().probabilities).toEqual(example);
    expect(answers.length).toBeGreaterThan(0);
  });

  it("shows the layer asked for, the last one beyond it", async () => {
    const bench = new Workbench();
    await bench.open({ settings: { ...small, rule: "dfa", layers: 2 }, attention });
    const shapes = [0, 1, 2, 7].map((layer) => {
      bench.look({ ...attention, layer });
      const { weights, activity } = bench.see();
      return [weights.rows, weights.columns, activity.rows, activity.columns];
    });
    expect(shapes).toEqual([
      [16, 196, 1, 16],
      [16, 16, 1, 16],
      [10, 16, 1, 16],
      [10, 16, 1, 16],
    ]);
  });

  it("learns from own examples, and keeps the network when they are bad", async () => {
    const bench = new Workbench(),
      rows = Array.from({ length: 50 }, (_, i) => `${i % 2 ? "odd" : "even"},${i % 2},${i}`);
    const own = await bench.open({
      settings: { ...small, rule: "bp", density: 1, rate: 0.05 },
      attention,
      files: [new File([`label,a,b\n${rows.join("\n")}`], "own.csv")],
    });
    expect(own).toMatchObject({ classes: ["even", "odd"], features: 2, trainSize: 40, testSize: 10 });
    const { testAccuracy } = await bench.train(60, signal, ignore);
    expect(testAccuracy.at(-1)).toBe(1);
    const { fingerprint } = await bench.rest();
    const files = [new File(["x"], "bad.csv")];
    await expect(bench.open({ settings: small, attention, files })).rejects.toThrow(FormatError);
    expect((await bench.rest()).fingerprint).toBe(fingerprint);
  });

  it("asked before it is opened says so", async () => {
    await expect(new Workbench().rest()).rejects.toThrow(ArgumentError);
  });

  it("saves a file that another one loads", async () => {
    const [first, second] = [new Workbench(), new Workbench()];
    for (const bench of [first, second]) await bench.open({ settings: small, attention });
    const { fingerprint } = await first.train(1, signal, ignore);
    const loaded = await second.load(new File([first.save()], "weights.safetensors"));
    expect(loaded).toMatchObject({ epoch: 1, fingerprint });
  });
});
