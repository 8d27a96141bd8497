/**
 * Values for a drawing of at most so many points: of each stretch its largest, or with `both` of every two its smallest and
 * its largest, so that the outline stays. Few enough values are left as they are.
 * @returns first rows of the stretches, and their values
 */
export function thinned(
  values: ArrayLike<number>,
  most: number,
  both = false,
): { readonly x: number[]; readonly y: number[] } {
  const width = Math.ceil(values.length / most),
    x: number[] = [],
    y: number[] = [];
  for (let at = 0; at < values.length; at += width) {
    const odd = both && (at / width) % 2 === 1,
      first = both && odd ? at - width : at,
      end = Math.min(values.length, both && !odd ? at + 2 * width : at + width);
    let best = Number.NaN;
    for (let row = first; row < end; row++) {
      const value = values[row]!;
      if (Number.isNaN(best) || (both && !odd ? value < best : value > best)) best = value;
    }
    x.push(at);
    y.push(width === 1 ? values[at]! : best);
  }
  return { x, y };
}
