import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset, type DatasetOptions } from "../../src/data/dataset.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Random } from "../../src/random.js";

/** Sample i has inputs [2i, 2i + 1], label i mod 3 and target [−i]. */
function counted(size: number): Dataset {
  return new Dataset({
    inputs: Uint8Array.from({ length: 2 * size }, (_, i) => i),
    features: 2,
    labels: Array.from({ length: size }, (_, i) => i % 3),
    outputs: 3,
  });
}

const numbers = (data: Dataset) => Array.from({ length: data.size }, (_, i) => data.inputs[2 * i]! / 2);

describe("Dataset", () => {
  it("fills in what is not said", () => {
    const data = new Dataset({ inputs: new Float32Array(6), features: 3, labels: [4, 0] });
    expect(data).toMatchObject({ size: 2, outputs: 5, scale: 1, offset: 0, shape: [3], name: "data", targets: null });
    expect(data.labels).toEqual(Int32Array.of(4, 0));
    const targets = Float32Array.of(1, 2, 3, 4);
    expect(new Dataset({ inputs: new Float32Array(6), features: 3, targets })).toMatchObject({
      outputs: 2,
      labels: null,
    });
    expect(new Dataset({ inputs: new Uint8Array(6), features: 3 })).toMatchObject({ outputs: 0, labels: null });
  });

  it("may be empty", () => {
    const inputs = new Float32Array(0),
      targets = new Float32Array(0);
    expect(new Dataset({ inputs, features: 4 })).toMatchObject({ size: 0, outputs: 0 });
    const data = new Dataset({ inputs, features: 4, labels: [], targets, outputs: 2 });
    expect(data.split(0.5, new Random(1)).map((part) => part.size)).toEqual([0, 0]);
    expect([...data.take(0).subset([]).classCounts()]).toEqual([0, 0]);
    expect(() => new Dataset({ inputs, features: 4, targets })).toThrow(ShapeError);
    expect(() => data.normalise()).toThrow(ArgumentError);
  });

  const valid: DatasetOptions = { inputs: new Float32Array(6), features: 3, labels: [0, 1] };
  it.each<[string, Partial<DatasetOptions>, typeof ShapeError | typeof ArgumentError]>([
    ["inputs of another type", { inputs: [1, 2, 3] as unknown as Float32Array }, ArgumentError],
    ["half a sample", { inputs: new Float32Array(7) }, ShapeError],
    ["no features", { features: 0 }, ArgumentError],
    ["a fraction of features", { features: 1.5 }, ArgumentError],
    ["too few labels", { labels: [0] }, ShapeError],
    ["too many labels", { labels: [0, 1, 0] }, ShapeError],
    ["a negative label", { labels: [0, -1] }, ArgumentError],
    ["a fractional label", { labels: [0, 1.5] }, ArgumentError],
    ["a NaN label", { labels: [0, Number.NaN] }, ArgumentError],
    ["a label beyond the classes", { outputs: 2, labels: [0, 2] }, ArgumentError],
    ["an absurd number of classes", { labels: [0, 2 ** 31] }, ArgumentError],
    ["no outputs", { outputs: 0 }, ArgumentError],
    ["a NaN input", { inputs: Float32Array.of(1, 2, 3, Number.NaN, 5, 6) }, ArgumentError],
    ["an infinite input", { inputs: Float32Array.of(1, 2, 3, 1 / 0, 5, 6) }, ArgumentError],
    ["targets of another width", { outputs: 2, targets: new Float32Array(6) }, ShapeError],
    ["targets that do not divide", { targets: new Float32Array(5) }, ShapeError],
    ["targets of another type", { targets: [1, 2] as unknown as Float32Array }, ArgumentError],
    ["a NaN target", { outputs: 2, targets: Float32Array.of(1, 2, 3, Number.NaN) }, ArgumentError],
    ["another shape", { shape: [2, 2] }, ShapeError],
    ["a shape of fractions", { shape: [1.5, 2] }, ShapeError],
    ["a negative shape", { shape: [-1, -3] }, ShapeError],
    ["scale 0", { scale: 0 }, ArgumentError],
    ["scale NaN", { scale: Number.NaN }, ArgumentError],
    ["an infinite offset", { offset: 1 / 0 }, ArgumentError],
  ])("refuses %s", (_, wrong, type) => {
    expect(() => new Dataset({ ...valid, ...wrong })).toThrow(type);
  });

  it("normalises all values together to mean 0 and variance 1", () => {
    const values = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 });
    const floats = fc.array(values, { minLength: 2, maxLength: 50 }).map((array) => Float32Array.from(array));
    fc.assert(
      fc.property(fc.oneof(floats, fc.uint8Array({ minLength: 2 })), (inputs) => {
        // A spread that the values' own rounding does not swamp.
        fc.pre(Math.max(...inputs) - Math.min(...inputs) > 1);
        const { scale, offset } = new Dataset({ inputs, features: 1 }).normalise();
        const seen = Array.from(inputs, (value) => value * scale + offset);
        const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
        const variance = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seen.length;
        // 200 double sums of values up to 1000 deviations from 0: 200 · 2^-52 · 10^4, and squared for the variance.
        expect(Math.abs(mean)).toBeLessThan(1e-9);
        expect(Math.abs(variance - 1)).toBeLessThan(1e-6);
      }),
    );
  });

  it("refuses to normalise constant inputs", () => {
    const data = new Dataset({ inputs: new Uint8Array(6).fill(7), features: 3 });
    expect(() => data.normalise()).toThrow(ArgumentError);
  });

  it("changes the scale alone", () => {
    const data = counted(3).withScale(2, -1);
    expect(data).toMatchObject({ scale: 2, offset: -1, size: 3 });
    expect(data.inputs).toBe(data.withScale(1, 0).inputs);
    expect(() => data.withScale(0, 0)).toThrow(ArgumentError);
  });

  it("turns images channel-last, with all that belongs to them", () => {
    const size = fc.integer({ min: 1, max: 5 }),
      images = fc.tuple(fc.nat(3), size, size, size, fc.boolean());
    fc.assert(
      fc.property(images, ([count, channels, height, width, raw]) => {
        const features = channels * height * width,
          values = Array.from({ length: count * features }, (_, i) => i % 251);
        const inputs = raw ? Uint8Array.from(values) : Float32Array.from(values),
          labels = Array.from({ length: count }, (_, i) => i % 2);
        const data = new Dataset({
          inputs,
          features,
          labels,
          outputs: 2,
          scale: 3,
          offset: -1,
          name: "images",
          shape: [channels, height, width],
        });
        const last = data.channelLast();
        const { size, outputs, scale, offset, name } = data;
        expect(last).toMatchObject({ size, features, outputs, scale, offset, name, shape: [height, width, channels] });
        expect(last.inputs.constructor).toBe(inputs.constructor);
        expect([...last.labels!]).toEqual(labels);
        for (let i = 0; i < count; i++)
          for (let c = 0; c < channels; c++)
            for (let h = 0; h < height; h++)
              for (let w = 0; w < width; w++)
                expect(last.inputs[i * features + (h * width + w) * channels + c]).toBe(
                  inputs[i * features + (c * height + h) * width + w],
                );
        // What was given stays as it was.
        expect([...data.inputs]).toEqual(values);
      }),
    );
  });

  it("keeps targets, and sets of other than three dimensions, as they are when turned channel-last", () => {
    const targets = Float32Array.of(5, 6),
      data = new Dataset({ inputs: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), features: 4, targets, shape: [2, 2, 1] });
    expect([...data.channelLast().inputs]).toEqual([1, 3, 2, 4, 5, 7, 6, 8]);
    expect([...data.channelLast().targets!]).toEqual([5, 6]);
    for (const shape of [[4], [2, 2], [1, 2, 2, 1]]) {
      const other = new Dataset({ inputs: new Uint8Array(8), features: 4, shape });
      expect(other.channelLast()).toBe(other);
    }
  });

  it("splits into disjoint parts of exact size that keep labels with their inputs", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (size, fraction, seed) => {
        const [first, second] = counted(size).split(fraction, new Random(seed));
        expect(first.size).toBe(Math.round(fraction * size));
        const all = [...numbers(first), ...numbers(second)];
        expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
        expect([...first.labels!, ...second.labels!]).toEqual(all.map((i) => i % 3));
      }),
    );
    const [first] = counted(50).split(0.5, new Random(4));
    expect(numbers(counted(50).split(0.5, new Random(4))[0])).toEqual(numbers(first));
    expect(numbers(counted(50).split(0.5, new Random(5))[0])).not.toEqual(numbers(first));
    for (const fraction of [-0.1, 1.1, Number.NaN])
      expect(() => counted(5).split(fraction, new Random(1))).toThrow(ArgumentError);
  });

  it("takes the first samples and any subset", () => {
    const data = new Dataset({
      inputs: Float32Array.of(1, 2, 3, 4, 5, 6),
      features: 2,
      labels: [0, 1, 0],
      targets: Float32Array.of(10, 11, 20, 21, 30, 31),
      name: "three",
      shape: [1, 2],
    });
    expect(data.take(2)).toMatchObject({ size: 2, name: "three", shape: [1, 2], outputs: 2 });
    expect([...data.take(2).targets!]).toEqual([10, 11, 20, 21]);
    const chosen = data.subset([2, 0, 2]);
    expect([...chosen.inputs]).toEqual([5, 6, 1, 2, 5, 6]);
    expect([...chosen.labels!]).toEqual([0, 0, 0]);
    expect([...chosen.targets!]).toEqual([30, 31, 10, 11, 30, 31]);
    expect([...data.classCounts()]).toEqual([2, 1]);
    for (const count of [-1, 4, 0.5]) expect(() => data.take(count)).toThrow(ArgumentError);
    for (const index of [-1, 3, 0.5, Number.NaN]) expect(() => data.subset([index])).toThrow(ArgumentError);
    expect(() => new Dataset({ inputs: new Uint8Array(2), features: 2 }).classCounts()).toThrow(ArgumentError);
  });
});
