import fc from "fast-check";
import { expect, it } from "vitest";
import { ScalarEncoder, type ScalarEncoderOptions } from "../../src/dendrites/scalar-encoder.js";
import { Sdr } from "../../src/dendrites/sdr.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";

const unit = fc.double({ min: 0, max: 1, noNaN: true });

/** Size or step, and whether the range is a ring. */
const encoders = fc
  .record({
    minimum: fc.double({ min: -100, max: 100, noNaN: true }),
    range: fc.double({ min: 0.1, max: 1000, noNaN: true }),
    activeBits: fc.integer({ min: 1, max: 40 }),
    more: fc.integer({ min: 1, max: 200 }),
    by: fc.constantFrom("size", "radius", "resolution"),
    periodic: fc.boolean(),
  })
  .filter(({ activeBits, more, periodic }) => !periodic || more > activeBits)
  .map(({ minimum, range, activeBits, more, by, periodic }) => {
    const step = range / more,
      steps = { size: periodic ? more : more + activeBits, radius: step * activeBits, resolution: step };
    const options = { minimum, maximum: minimum + range, activeBits, periodic, [by]: steps[by as "size"] };
    return new ScalarEncoder(options as unknown as ScalarEncoderOptions);
  });

it("is what one draws by hand", () => {
  const straight = new ScalarEncoder({ minimum: 0, maximum: 10, activeBits: 3, size: 13 });
  expect([straight.resolution, straight.radius]).toEqual([1, 3]);
  expect([0, 0.4, 0.6, 10].map((value) => [...straight.encode(value).indices])).toEqual([
    [0, 1, 2],
    [0, 1, 2],
    [1, 2, 3],
    [10, 11, 12],
  ]);
  const ring = new ScalarEncoder({ minimum: 0, maximum: 7, activeBits: 3, radius: 1, periodic: true });
  expect(ring.size).toBe(21);
  expect([0, 0.99, 6.9, 7].map((value) => [...ring.encode(value).indices])).toEqual([
    [0, 1, 2],
    [2, 3, 4],
    [0, 1, 20],
    [0, 1, 2],
  ]);
  const days = new ScalarEncoder({ minimum: 0, maximum: 7, activeBits: 21, radius: 1, periodic: true });
  for (let day = 0; day < 7; day++) expect(days.encode(day).indices[0]).toBe(21 * day);
});

it("has the same number of bits ON for all values, within its size, the ends at the ends", () =>
  fc.assert(
    fc.property(encoders, unit, (encoder, share) => {
      const { minimum, maximum, activeBits, size } = encoder,
        value = Math.min(minimum + share * (maximum - minimum), maximum);
      expect(encoder.encode(value).count).toBe(activeBits);
      expect(encoder.encode(minimum).indices[0]).toBe(0);
      if (encoder.periodic) expect(encoder.encode(maximum).equals(encoder.encode(minimum))).toBe(true);
      else expect(encoder.encode(maximum).indices.at(-1)).toBeGreaterThanOrEqual(size - 2);
    }),
  ));

it("shares bits in proportion to nearness", () =>
  fc.assert(
    fc.property(encoders, unit, unit, (encoder, a, b) => {
      const { minimum, maximum, activeBits, periodic, resolution } = encoder,
        range = maximum - minimum,
        place = (share: number) => Math.min(minimum + share * range, maximum);
      let distance = Math.abs(place(a) - place(b)),
        wanted = activeBits - distance / resolution;
      if (periodic) {
        distance = Math.min(distance, range - distance);
        // On a small ring the bits of the two may meet again behind.
        wanted = Math.max(0, activeBits - distance / resolution);
        wanted += Math.max(0, activeBits - (range - distance) / resolution);
      }
      const shared = encoder.encode(place(a)).overlap(encoder.encode(place(b)));
      // Each first bit is off by at most half a step, or by a step on a ring, which counts at either meeting.
      expect(Math.abs(shared - Math.max(0, wanted))).toBeLessThan(periodic ? 2 + 1e-6 : 1 + 1e-6);
    }),
  ));

it("clips where it is told to", () => {
  const encoder = new ScalarEncoder({ minimum: -1, maximum: 1, activeBits: 5, size: 50, clip: true });
  expect(encoder.encode(7).equals(encoder.encode(1))).toBe(true);
  expect(encoder.encode(Number.NEGATIVE_INFINITY).equals(encoder.encode(-1))).toBe(true);
  expect(() => encoder.encode(Number.NaN)).toThrow(ArgumentError);
});

it("writes into what it is given, alone or as a part", () => {
  const encoder = new ScalarEncoder({ minimum: 0, maximum: 1, activeBits: 4, size: 20 }),
    into = Sdr.from(20, [0, 19]);
  expect(encoder.encode(0.5, into)).toBe(into);
  expect(into.equals(encoder.encode(0.5))).toBe(true);
  const whole = Sdr.from([2, 20], [0, 39]);
  encoder.write(0, whole, 20);
  expect([...whole.indices]).toEqual([0, 20, 21, 22, 23, 39]);
});

const encoder = new ScalarEncoder({ minimum: 0, maximum: 1, activeBits: 4, size: 20 });

it.each<[() => unknown, new (...args: never[]) => Error]>([
  [() => encoder.encode(1.01, target), ArgumentError],
  [() => encoder.encode(-0.01, target), ArgumentError],
  [() => encoder.encode(Number.NaN, target), ArgumentError],
  [() => encoder.encode("0" as unknown as number, target), ArgumentError],
  [() => encoder.encode(0, new Sdr(21)), ShapeError],
  [() => encoder.encode(0, {} as Sdr), ArgumentError],
  [() => encoder.write(0, target, 1), ArgumentError],
  [() => encoder.write(2, target, 0), ArgumentError],
])("refuses %s and leaves the target", (call, type) => {
  expect(call).toThrow(type);
  expect([...target.indices]).toEqual([7]);
});
const target = Sdr.from(20, [7]);

const good = { minimum: 0, maximum: 1, activeBits: 4 };
it.each<object>([
  good,
  { ...good, size: 20, radius: 1 },
  { ...good, size: 4 },
  { ...good, size: 20.5 },
  { ...good, radius: 0 },
  { ...good, radius: Number.NaN },
  { ...good, resolution: -1 },
  { ...good, resolution: 1e-12 },
  { ...good, resolution: 1, periodic: true },
  { ...good, size: 20, maximum: 0 },
  { ...good, size: 20, minimum: Number.NaN },
  { ...good, size: 20, maximum: Number.POSITIVE_INFINITY },
  { ...good, size: 20, activeBits: 0 },
  { ...good, size: 20, clip: 1 },
  { ...good, size: 20, periodic: true, clip: true },
])("refuses options %j", (options) => {
  expect(() => new ScalarEncoder(options as ScalarEncoderOptions)).toThrow(ArgumentError);
});
