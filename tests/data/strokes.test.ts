import { expect, it } from "vitest";
import { InkField, REACH, traceCurve, Warp } from "../../src/data/strokes.js";

it("traces curves through their points, closed ones back to the start", () => {
  const points = [0, 0, 1, 0, 1, 1, 0, 1];
  for (const stroke of [
    [0, 1],
    [0, 1, 2],
    [0, 1, 2, 3],
    [0, 1, 2, 3, 0],
  ]) {
    const visited: string[] = [];
    traceCurve(points, stroke, (x, y) => void visited.push(`${x} ${y}`));
    const passed = visited.filter((_, i) => i % 4 === 0);
    expect(passed).toEqual(stroke.map((i) => `${points[2 * i]} ${points[2 * i + 1]}`));
  }
  const straight: number[] = [];
  traceCurve([0, 0, 1, 2], [0, 1], (x, y, along) => void straight.push(x - along, y - 2 * along));
  expect(straight.every((error) => Math.abs(error) < 1e-15)).toBe(true);
});

it("measures the distance to a round pen's stroke", () => {
  const field = new InkField(8);
  field.clear();
  field.addSegment(2, 4, 1, 6, 4, 1);
  const at = (column: number, row: number) => field.distance[row * 8 + column]!;
  expect(at(4, 4)).toBe(0.5 - 1);
  expect(at(4, 5)).toBe(1.5 - 1);
  expect(at(6, 4)).toBeCloseTo(Math.SQRT1_2 - 1, 15);
  expect(at(0, 0)).toBe(REACH);
  field.addSegment(0.5, 0.5, 0.25, 0.5, 0.5, 0.25);
  expect(at(0, 0)).toBe(-0.25);
  field.addSegment(-50, -50, 1, -40, -60, 1);
  expect(at(0, 0)).toBe(-0.25);
});

it("warps smoothly: constant controls shift, linear ones stretch, and the two halves meet", () => {
  const warp = new Warp(),
    moved = new Float64Array(2);
  for (let i = 0; i < 25; i++) {
    warp.controls[i] = 0.25;
    warp.controls[25 + i] = Math.floor(i / 5) - 2;
  }
  for (const y of [-0.1, 0, 0.3, 0.5, 0.8, 1.1]) {
    warp.displace(0.4, y, moved);
    expect(moved[0]).toBeCloseTo(0.25, 14);
    expect(moved[1]).toBeCloseTo(2 * y - 1, 14);
  }
  warp.controls.forEach((_, i) => void (warp.controls[i] = (i * 7919) % 13));
  const below = new Float64Array(2);
  warp.displace(0.5 - 1e-9, 0.3, below);
  warp.displace(0.5, 0.3, moved);
  expect(Math.abs(below[0]! - moved[0]!)).toBeLessThan(1e-6);
});

it("traces Catmull's and Rom's cubic: the middle of a span leans away from its neighbours' chord", () => {
  // (9·(b + c) − (a + d))/16 at t = ½; beyond an end lies its neighbour's reflection, beyond a closed one the next point.
  const points = [0, 0, 1, 0, 1, 1, 0, 1],
    middles = (stroke: readonly number[]) => {
      const visited: number[][] = [];
      traceCurve(points, stroke, (x, y) => void visited.push([x, y]));
      return visited.filter((_, i) => i % 4 === 2);
    };
  expect(middles([0, 1, 2, 3, 0])).toEqual([
    [0.5, -0.125],
    [1.125, 0.5],
    [0.5, 1.125],
    [-0.125, 0.5],
  ]);
  expect(middles([0, 1, 2])).toEqual([
    [(9 * 1 - (-1 + 1)) / 16, (0 - (0 + 1)) / 16],
    [(9 * 2 - (0 + 1)) / 16, (9 * 1 - (0 + 2)) / 16],
  ]);
  // There and back is no closed curve.
  expect(middles([0, 1, 0])[0]).toEqual([0.625, 0]);
});

it("tells how far along a curve is, the same for every span", () => {
  const along: number[] = [];
  traceCurve([0, 0, 1, 0, 9, 9], [0, 1, 2], (_, __, way) => void along.push(way));
  expect(along).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((step) => step / 8));
});

it("a pen's radius goes evenly from one end to the other, and REACH beyond it nothing is touched", () => {
  const field = new InkField(12);
  field.clear();
  field.addSegment(1.5, 5.5, 0, 9.5, 5.5, 2);
  const at = (column: number, row: number) => field.distance[row * 12 + column]!;
  expect([at(1, 5), at(5, 5), at(9, 5), at(5, 6)]).toEqual([0, -1, -2, 0]);
  expect([at(10, 5), at(11, 5), at(0, 5)]).toEqual([-1, 0, 1]);
  expect([at(9, 8), at(9, 9), at(0, 0)]).toEqual([1, REACH, REACH]);
});
