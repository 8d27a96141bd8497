import { expectInteger } from "../../ops/check.js";

/**
 * Points of a lattice with spacing 1, unit by unit x, y and z: unit (y·width + x)·height + z stands at (x, y, z), which is
 * the order of an "xy" mesh grid.
 * @param shape width, depth and height, the numbers of points along x, y and z
 * @throws {ArgumentError} unless these are positive integers
 */
export function latticePoints([width, depth, height]: readonly [number, number, number]): Float64Array {
  for (const [name, value] of Object.entries({ width, depth, height }))
    expectInteger("latticePoints", name, value, 1, 2 ** 10);
  const points = new Float64Array(3 * width * depth * height);
  let at = 0;
  for (let y = 0; y < depth; y++)
    for (let x = 0; x < width; x++) for (let z = 0; z < height; z++, at += 3) points.set([x, y, z], at);
  return points;
}
