import { u32At } from "./array";
import { Pooler, rowOf } from "./pooler";

/**
 * In global inhibition the largest extent of the grid of columns. Locally max(1, (s · q − 1)/2), rounded to the
 * nearest, with s the mean span of a column's connected inputs and q the mean number of columns per input.
 */
export function updateInhibitionRadius(p: Pooler): void {
  if (p.globalInhibition) {
    let most: u32 = 0;
    for (let axis: u32 = 0; axis < p.columnAxes; axis++) most = max(most, u32At(p.columnShape, axis));
    p.inhibitionRadius = most;
    return;
  }
  let span: f32 = 0;
  for (let column: u32 = 0; column < p.columns; column++) span += connectedSpan(p, column);
  span /= <f32>p.columns;
  p.inhibitionRadius = <u32>Math.floor(max<f64>(1, <f64>((span * p.columnsPerInput - 1) / 2)) + 0.5);
}

/** Mean over dimensions of largest − least coordinate + 1 of a column's connected inputs; 0 without any. */
function connectedSpan(p: Pooler, column: u32): f32 {
  if (!u32At(p.connected, column)) return 0;
  const row = rowOf(p, column),
    size = u32At(p.poolSizes, column);
  let total: u32 = 0,
    place: u32 = 1;
  for (let axis = <i32>p.inputAxes - 1; axis >= 0; axis--) {
    const extent = u32At(p.inputShape, axis);
    let least: u32 = 0xffffffff,
      most: u32 = 0;
    for (let slot: u32 = 0; slot < size; slot++) {
      const at = row + ((<usize>slot) << 2);
      if (load<f32>(p.permanences + at) < p.threshold) continue;
      const along = (load<u32>(p.pools + at) / place) % extent;
      least = min(least, along);
      most = max(most, along);
    }
    total += most - least + 1;
    place *= extent;
  }
  return <f32>total / <f32>p.inputAxes;
}
