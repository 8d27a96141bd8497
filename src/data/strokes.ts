/** Sub-segments per span of a curve: at 28 pixels the polyline cannot be told from the curve. */
const STEPS = 4;

/**
 * Visits points along the smooth curve through the given ones (a uniform Catmull–Rom spline), in order, both ends
 * included. `along` runs from 0 to 1.
 * @param points x, y pairs    @param stroke the points' numbers; equal ends close the curve
 */
export function traceCurve(
  points: ArrayLike<number>,
  stroke: readonly number[],
  visit: (x: number, y: number, along: number) => void,
): void {
  const last = stroke.length - 1,
    closed = last > 2 && stroke[0] === stroke[last];
  const coordinate = (i: number, axis: number): number => {
    if (i < 0) return closed ? coordinate(last - 1, axis) : 2 * coordinate(0, axis) - coordinate(1, axis);
    if (i > last) return closed ? coordinate(1, axis) : 2 * coordinate(last, axis) - coordinate(last - 1, axis);
    return points[2 * stroke[i]! + axis]!;
  };
  const x: Four = [0, 0, 0, 0],
    y: Four = [0, 0, 0, 0];
  visit(coordinate(0, 0), coordinate(0, 1), 0);
  for (let span = 0; span < last; span++) {
    for (let i = 0; i < 4; i++) {
      x[i] = coordinate(span + i - 1, 0);
      y[i] = coordinate(span + i - 1, 1);
    }
    for (let step = 1; step <= STEPS; step++) {
      const t = step / STEPS;
      visit(catmullRom(x, t), catmullRom(y, t), (span + t) / last);
    }
  }
}

type Four = [number, number, number, number];

/** The cubic through b (t = 0) and c (t = 1) with slopes (c − a)/2 and (d − b)/2. Source: Catmull & Rom 1974. */
function catmullRom([a, b, c, d]: Four, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/**
 * A square field of signed distances, in pixels, from each pixel's centre to the ink: negative inside. Beyond `REACH`
 * pixels from the ink it just says "far".
 */
export class InkField {
  readonly size: number;
  readonly distance: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.distance = new Float64Array(size * size);
  }

  clear(): void {
    this.distance.fill(REACH);
  }

  /** Adds the stroke of a round pen from a to b whose radius goes from `radiusA` to `radiusB`. */
  addSegment(ax: number, ay: number, radiusA: number, bx: number, by: number, radiusB: number): void {
    const { size, distance } = this,
      margin = REACH + Math.max(radiusA, radiusB);
    const left = Math.max(0, Math.floor(Math.min(ax, bx) - margin)),
      right = Math.min(size - 1, Math.floor(Math.max(ax, bx) + margin)),
      top = Math.max(0, Math.floor(Math.min(ay, by) - margin)),
      bottom = Math.min(size - 1, Math.floor(Math.max(ay, by) + margin));
    const dx = bx - ax,
      dy = by - ay,
      squared = dx * dx + dy * dy,
      inverse = squared > 0 ? 1 / squared : 0;
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const px = column + 0.5 - ax,
          py = row + 0.5 - ay;
        const along = Math.max(0, Math.min(1, (px * dx + py * dy) * inverse));
        const x = px - along * dx,
          y = py - along * dy,
          at = row * size + column;
        distance[at] = Math.min(distance[at]!, Math.sqrt(x * x + y * y) - radiusA - along * (radiusB - radiusA));
      }
    }
  }
}

/** How far from the ink distances are kept: as far as the softest edge needs. */
export const REACH = 1;

/** A smooth random displacement of the unit square: one uniform cubic B-spline patch field over 5 × 5 control values. */
export class Warp {
  /** Displacements of the control values: 25 in x, then 25 in y. */
  readonly controls = new Float64Array(50);
  readonly #weightsX = new Float64Array(4);
  readonly #weightsY = new Float64Array(4);

  /** Displacement in x (axis 0) and y (axis 1) at a point; outside of the square the border's cubic goes on. */
  displace(x: number, y: number, into: Float64Array): void {
    const column = x < 0.5 ? 0 : 1,
      row = y < 0.5 ? 0 : 1;
    basis(2 * x - column, this.#weightsX);
    basis(2 * y - row, this.#weightsY);
    let sumX = 0,
      sumY = 0;
    for (let j = 0; j < 4; j++) {
      for (let i = 0; i < 4; i++) {
        const weight = this.#weightsY[j]! * this.#weightsX[i]!,
          at = (row + j) * 5 + column + i;
        sumX += weight * this.controls[at]!;
        sumY += weight * this.controls[25 + at]!;
      }
    }
    into[0] = sumX;
    into[1] = sumY;
  }
}

/** The four uniform cubic B-spline weights at t. */
function basis(t: number, weights: Float64Array): void {
  const s = 1 - t;
  weights[0] = (s * s * s) / 6;
  weights[1] = (t * t * (3 * t - 6) + 4) / 6;
  weights[2] = (s * s * (3 * s - 6) + 4) / 6;
  weights[3] = (t * t * t) / 6;
}
