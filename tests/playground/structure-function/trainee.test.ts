import { ArgumentError, FormatError, type Kernels, load } from "neurite";
import { beforeAll, describe, expect, it } from "vitest";
import { courseFromBytes, courseToBytes } from "../../../playground/panels/structure-function/course-file.js";
import { meanOf } from "../../../playground/panels/structure-function/measures.js";
import { drawImages, type Images } from "../../../playground/panels/structure-function/pairs.js";
import type { Settings } from "../../../playground/panels/structure-function/settings.js";
import { Trainee } from "../../../playground/panels/structure-function/trainee.js";

const small: Settings = { units: 8, connections: 3, seed: 5, epochs: 3, pairs: 400, rate: 0.003 };

let images: Images, kernels: Kernels;

beforeAll(async () => {
  images = await drawImages();
  kernels = await load();
});

const open = (settings: Partial<Settings> = {}) => Trainee.open({ ...small, ...settings }, images, kernels);

/** Opened and trained. */
async function trained(settings: Partial<Settings> = {}) {
  const trainee = await open(settings);
  await trainee.train(trainee.settings.epochs);
  return trainee;
}

describe("a course", () => {
  it("has equal bits for equal settings, and others for another seed, rate or number of pairs", async () => {
    using first = await trained();
    using second = await trained();
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(second.points).toEqual(first.points);
    const others = await Promise.all([trained({ seed: 6 }), trained({ rate: 0.004 }), trained({ pairs: 401 })]);
    expect(new Set([first, ...others].map(({ fingerprint }) => fingerprint)).size).toBe(4);
    for (const other of others) other.dispose();
  });

  it("has the bits that the page shows: see tests/pages/structure-function.test.ts", async () => {
    const settings = { units: 16, connections: 4, seed: 1, epochs: 4, pairs: 1000, rate: 0.003 };
    using trainee = await open(settings);
    expect(trainee.fingerprint).toMatch(/^3cea514d183126320e8e/);
    await trainee.train(4);
    expect(trainee.fingerprint).toMatch(/^944383e7f73e4fbd2091/);
  });

  it("begins with the untrained network, and learns", async () => {
    using trainee = await trained();
    expect(trainee.points.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
    expect(trainee.points.at(-1)!.loss).toBeLessThan(trainee.points[0]!.loss);
  });

  it("goes on after a stop within an epoch as if it had not stopped", async () => {
    using whole = await trained();
    using broken = await open();
    const before = broken.fingerprint;
    for (const steps of [3, 10, 1]) {
      const { epochs } = broken,
        stop = new AbortController();
      let seen = 0;
      await broken.train(3, {
        signal: stop.signal,
        look: (running) => void (running && ++seen === steps && stop.abort()),
      });
      expect(broken.epochs).toBe(epochs + Math.floor((steps - 1) / 7)); // 400 pairs are 7 steps
    }
    expect(broken.epochs).toBe(1);
    expect(broken.fingerprint).not.toBe(before);
    await broken.train(3);
    expect(broken.fingerprint).toBe(whole.fingerprint);
    expect(broken.points).toEqual(whole.points);
  });

  it("does not depend on how far it is to go, nor on being looked at or measured", async () => {
    using whole = await trained();
    using other = await open({ epochs: 50 });
    await other.train(1);
    other.picture(7);
    await other.measure();
    await other.train(3, { look: () => void other.picture(1) });
    expect(other.fingerprint).toBe(whole.fingerprint);
  });

  it("refuses settings out of range", async () => {
    await expect(open({ connections: 65 })).rejects.toThrow(ArgumentError);
  });

  it("gives its memory back", async () => {
    const before = kernels.memory.buffer.byteLength;
    for (let i = 0; i < 5; i++) (await open({ units: 64 })).dispose();
    const after = kernels.memory.buffer.byteLength;
    for (let i = 0; i < 20; i++) (await open({ units: 64 })).dispose();
    expect(kernels.memory.buffer.byteLength).toBe(Math.max(before, after));
  });
});

describe("a picture", () => {
  it("shows exactly the connections there are, and the modules' weights where they belong", async () => {
    using trainee = await open();
    const { weights, states } = trainee.picture(0),
      size = 16,
      at = (row: number, column: number) => weights[row * size + column]!,
      [first, second] = trainee.network.modules.map(({ recurrent }) => recurrent.value.data);
    let between = 0;
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) {
        if (row < 8 !== column < 8) between += Number.isNaN(at(row, column)) ? 0 : 1;
        else expect(at(row, column)).toBe((row < 8 ? first : second)![(row % 8) * 8 + (column % 8)]);
      }
    expect(between).toBe(2 * 3);
    expect(states.every((state) => Math.abs(state) <= 1 && state !== 0)).toBe(true);
  });

  it("says what was asked: the first digit where parities differ, else the second; the answer is a class", async () => {
    using trainee = await open();
    for (let example = 0; example < 50; example++) {
      const { digits, target, answer, winner } = trainee.picture(example);
      expect(target).toBe((digits[0] + digits[1]) % 2 === 1 ? digits[0] : digits[1]);
      expect(answer).toBeGreaterThanOrEqual(0);
      expect([0, 1]).toContain(winner);
    }
    expect(trainee.picture(1003)).toEqual(trainee.picture(3));
  });

  it("agrees with the score: the share of right answers is the accuracy", async () => {
    using trainee = await trained();
    let right = 0;
    for (let example = 0; example < 1000; example++) {
      const { target, answer } = trainee.picture(example);
      if (target === answer) right++;
    }
    expect(right / 1000).toBe(trainee.points.at(-1)!.testAccuracy);
  });
});

describe("measures", () => {
  it("rise with training, all three where one connection is all there is, and above those of a dense network", async () => {
    const course = { units: 32, epochs: 10, pairs: 2000, rate: 0.003, seed: 1 };
    using sparse = await trained({ ...course, connections: 1 });
    using dense = await trained({ ...course, connections: 1024 });
    const few = await sparse.measure(),
      many = await dense.measure();
    for (const name of ["correlation", "mask", "retraining"] as const) {
      expect(meanOf(few.trained[name]), name).toBeGreaterThan(meanOf(few.untrained[name]) + 0.1);
      expect(meanOf(few.trained[name]), name).toBeGreaterThan(meanOf(many.trained[name]) + 0.1);
    }
    expect(few.trained.correlation).toEqual(sparse.points.at(-1)!.specialisation);
    expect(few.untrained.correlation).toEqual(sparse.points[0]!.specialisation);
  });

  it("leave the network as it is, also when they are aborted", async () => {
    using trainee = await trained();
    const before = trainee.picture(0);
    await trainee.measure();
    expect(trainee.picture(0)).toEqual(before);
    const stop = new AbortController(),
      measuring = trainee.measure(stop.signal);
    stop.abort(new Error("enough"));
    await expect(measuring).rejects.toThrow("enough");
    expect(trainee.picture(0)).toEqual(before);
  });
});

describe("a file", () => {
  it("brings everything back, and the course goes on with the bits it would have had", async () => {
    using whole = await trained({ epochs: 5 });
    using saved = await trained();
    const { settings, checkpoint, specialisations } = courseFromBytes(courseToBytes(saved)!, "a.safetensors");
    expect(settings).toEqual(saved.settings);
    using restored = await Trainee.open(settings, images, kernels);
    await restored.resume(checkpoint, specialisations);
    expect(restored.fingerprint).toBe(saved.fingerprint);
    expect(restored.points).toEqual(saved.points);
    await restored.train(5);
    expect(restored.fingerprint).toBe(whole.fingerprint);
  });

  it("is nothing to save before the first epoch", async () => {
    using trainee = await open();
    expect(courseToBytes(trainee)).toBeUndefined();
  });

  it("of another network is refused and changes nothing", async () => {
    using saved = await trained();
    const { checkpoint, specialisations } = courseFromBytes(courseToBytes(saved)!, "a.safetensors");
    for (const other of [{ units: 9 }, { connections: 4 }, { seed: 6 }, { pairs: 500 }]) {
      using trainee = await open(other);
      const { fingerprint } = trainee;
      await expect(trainee.resume(checkpoint, specialisations), JSON.stringify(other)).rejects.toThrow();
      expect(trainee.picture(0).weights).toEqual((await pictureOf(other)).weights);
      expect(trainee.fingerprint).toBe(fingerprint);
      expect(trainee.epochs).toBe(0);
    }
  });

  it("that is damaged or of something else is refused by a typed error that names it", async () => {
    using saved = await trained();
    const bytes = courseToBytes(saved)!,
      text = new TextDecoder("latin1").decode(bytes);
    /** The same file with other words of equal length in its header. */
    const altered = (from: string, to: string) => {
      expect(to.length).toBe(from.length);
      expect(text).toContain(from);
      const copy = bytes.slice();
      copy.set(new TextEncoder().encode(to), text.indexOf(from));
      return copy;
    };
    const bad: [Uint8Array, string | RegExp][] = [
      [bytes.subarray(0, 100), "truncated"],
      [new Uint8Array(20), /./],
      [altered("structure-function", "structure-functiom"), "was not saved by this panel"],
      [altered('\\"units\\":8', '\\"units\\":2'), "units is 2"],
      [altered('\\"connections\\":3', '\\"connectionz\\":3'), "connections is undefined"],
      [altered("specialisations", "specializations"), "lacks settings or measures"],
    ];
    for (const [file, message] of bad) {
      expect(() => courseFromBytes(file, "a.safetensors")).toThrow(message);
      try {
        courseFromBytes(file, "a.safetensors");
      } catch (error) {
        expect(error instanceof FormatError || error instanceof ArgumentError).toBe(true);
      }
    }
    (saved.checkpoint!.arrays.get("parameters/from0to1")!.data as Float32Array)[1] = Number.NaN;
    const poisoned = courseToBytes(saved)!;
    expect(() => courseFromBytes(poisoned, "a.safetensors")).toThrow("parameters/from0to1 holds NaN or infinity");
  });
});

async function pictureOf(settings: Partial<Settings>) {
  using trainee = await open(settings);
  return trainee.picture(0);
}
