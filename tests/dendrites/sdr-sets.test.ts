import fc from "fast-check";
import { expect, it } from "vitest";
import { Sdr } from "../../src/dendrites/sdr.js";
import { concatenate, intersection, union } from "../../src/dendrites/sdr-sets.js";
import { ArgumentError, type NeuriteError, ShapeError } from "../../src/errors.js";
import { places, twoLists } from "./sdrs.js";

it("is the union and the intersection of the sets of ON bits", () =>
  fc.assert(
    fc.property(twoLists, ([size, a, b]) => {
      const first = Sdr.from(size, a),
        second = Sdr.from(size, b),
        either = places(size).filter((index) => a.includes(index) || b.includes(index)),
        both = a.filter((index) => b.includes(index));
      expect([...union([first, second]).indices]).toEqual(either);
      expect([...intersection([first, second]).indices]).toEqual(both);
      expect([...union([first]).indices]).toEqual(a);
      expect(intersection([first, second]).count).toBe(first.overlap(second));
      expect(intersection([first, second], second)).toBe(second);
      expect([...second.indices]).toEqual(both);
      expect([...union([second, Sdr.from(size, b)], second).indices]).toEqual(b);
    }),
  ));

it("concatenates one after another", () =>
  fc.assert(
    fc.property(fc.array(twoLists, { minLength: 1, maxLength: 4 }), (parts) => {
      const joined = concatenate(parts.map(([size, list]) => Sdr.from(size, list)));
      expect([...joined.toDense()]).toEqual(parts.flatMap(([size, list]) => [...Sdr.from(size, list).toDense()]));
      const into = new Sdr(joined.size);
      expect(concatenate([joined], into)).toBe(into);
      expect(into.equals(joined)).toBe(true);
    }),
  ));

it("concatenates along the first dimension", () => {
  const joined = concatenate([Sdr.from([2, 3], [0, 5]), Sdr.from([1, 3], [2])]);
  expect(joined.dimensions).toEqual([3, 3]);
  expect([...joined.indices]).toEqual([0, 5, 8]);
});

const small = new Sdr(3);

it.each<[() => unknown, typeof NeuriteError]>([
  [() => union([]), ArgumentError as typeof NeuriteError],
  [() => intersection([small, new Sdr(4)]), ShapeError as typeof NeuriteError],
  [() => union([small], new Sdr(4)), ShapeError as typeof NeuriteError],
  [() => union(small as unknown as Sdr[]), ArgumentError as typeof NeuriteError],
  [() => concatenate([small, undefined as unknown as Sdr]), ArgumentError as typeof NeuriteError],
  [() => concatenate([new Sdr([2, 3]), new Sdr([2, 2])]), ShapeError as typeof NeuriteError],
  [() => concatenate([small, small], new Sdr(5)), ShapeError as typeof NeuriteError],
])("refuses what does not fit: %s", (call, type) => {
  expect(call).toThrow(type);
});
