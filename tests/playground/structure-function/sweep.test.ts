import { type Kernels, load } from "neurite";
import { beforeAll, describe, expect, it } from "vitest";
import { drawImages, type Images } from "../../../playground/panels/structure-function/pairs.js";
import { modularityOf, type Settings } from "../../../playground/panels/structure-function/settings.js";
import {
  type SweepPoint,
  type SweepUpdate,
  sweep,
  sweepSettings,
} from "../../../playground/panels/structure-function/sweep.js";

const tiny: Settings = { units: 4, connections: 7, seed: 2, epochs: 1, pairs: 200, rate: 0.005 };

let images: Images, kernels: Kernels;

beforeAll(async () => {
  images = await drawImages();
  kernels = await load();
});

describe("a sweep", () => {
  it("goes through all numbers of connections for each of three seeds", () => {
    const all = sweepSettings({ ...tiny, units: 32 });
    expect(all.slice(0, 6).map(({ connections }) => connections)).toEqual([1, 4, 16, 64, 256, 1024]);
    expect(all.map(({ seed }) => seed)).toEqual([2, 3, 4].flatMap((seed) => Array(6).fill(seed)));
  });

  const few = sweepSettings(tiny).slice(4, 8);

  it("stops with the signal's reason, and goes on from the points it had: same points as in one go", async () => {
    const updates: SweepUpdate[] = [];
    const whole = await sweep(few, images, kernels, {
      tell: ({ points, share }) => updates.push({ points: [...points], share }),
    });
    expect(whole.map(({ connections, seed }) => [connections, seed])).toEqual([
      [9, 2],
      [16, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(updates.every(({ share }, i) => i === 0 || share >= updates[i - 1]!.share)).toBe(true);
    expect(updates.at(-1)).toEqual({ points: whole, share: 1 });
    for (const { connections, modularity } of whole) expect(modularity).toBe(modularityOf({ units: 4, connections }));

    const stop = new AbortController();
    let done: readonly SweepPoint[] = [];
    const tell = ({ points }: SweepUpdate) => {
      done = [...points];
      if (points.length === 2) stop.abort(new Error("enough"));
    };
    await expect(sweep(few, images, kernels, { signal: stop.signal, tell })).rejects.toThrow("enough");
    expect(done.length).toBe(2);
    expect(await sweep(few, images, kernels, { done })).toEqual(whole);
  }, 120_000);

  it("refuses settings out of range", async () => {
    await expect(sweep([{ ...tiny, pairs: 1 }], images, kernels)).rejects.toThrow("pairs is 1");
  });
});
