/**
 * The colour of one of several classes, as an attribute: evenly spaced hues, since there may be more classes than the
 * palette has colours; neighbours, alike in hue, differ in lightness.
 */
export function hue(k: number, classes: number): string {
  return `style="--c:hsl(${Math.round((360 * k) / classes)} ${k % 2 === 0 ? "75% 36%" : "70% 58%"})"`;
}

/** Whether a point can be drawn. */
export const isPlaced = (x: number, y: number): boolean => Number.isFinite(x) && Number.isFinite(y);

/**
 * Maps the points' extent into a drawing of 1000 × 1000, y upwards. Halves are taken first, because a difference may
 * overflow.
 * @param axes whether both have one scale, the shorter extent in the middle, or each its own
 */
export function placement(
  points: ArrayLike<number>,
  axes: "equal" | "own" = "equal",
): (x: number, y: number) => [number, number] {
  const low: [number, number] = [Infinity, Infinity],
    high: [number, number] = [-Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2)
    for (const axis of [0, 1] as const)
      if (isPlaced(points[i]!, points[i + 1]!)) {
        low[axis] = Math.min(low[axis], points[i + axis]! / 2);
        high[axis] = Math.max(high[axis], points[i + axis]! / 2);
      }
  const widest = Math.max(high[0] - low[0], high[1] - low[1]),
    spans = [0, 1].map((axis) => (axes === "own" ? high[axis]! - low[axis]! : widest) || 1),
    share = (value: number, axis: 0 | 1) => 0.5 + (value / 2 - low[axis] / 2 - high[axis] / 2) / spans[axis]!,
    rounded = (position: number) => Number((1000 * position).toFixed(1));
  return (x, y) => [rounded(share(x, 0)), rounded(1 - share(y, 1))];
}
