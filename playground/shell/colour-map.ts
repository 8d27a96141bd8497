/** Colours as bytes for the shares 0 … 255 of a range. */
export type ColourMap = Uint8ClampedArray;

export type ColourMapName = "sequential" | "diverging";

type Colour = readonly [red: number, green: number, blue: number];

/** The ends are of one hue's path through lightness, so that order is seen in grey, too. */
const stops: Readonly<Record<ColourMapName, Readonly<Record<"light" | "dark", readonly Colour[]>>>> = {
  sequential: {
    light: [
      [245, 245, 240],
      [158, 202, 225],
      [49, 130, 189],
      [8, 48, 107],
    ],
    dark: [
      [29, 32, 36],
      [16, 78, 139],
      [86, 160, 215],
      [232, 243, 250],
    ],
  },
  diverging: {
    light: [
      [0, 90, 150],
      [120, 180, 215],
      [247, 247, 244],
      [244, 165, 110],
      [170, 62, 0],
    ],
    dark: [
      [130, 200, 245],
      [20, 95, 150],
      [29, 32, 36],
      [170, 75, 10],
      [250, 180, 120],
    ],
  },
};

/** 256 colours, three bytes each. */
export function colourMap(name: ColourMapName, scheme: "light" | "dark"): ColourMap {
  const path = stops[name][scheme],
    map = new Uint8ClampedArray(3 * 256);
  for (let k = 0; k < 256; k++) {
    const at = (k / 255) * (path.length - 1),
      from = Math.min(Math.floor(at), path.length - 2);
    for (let c = 0; c < 3; c++)
      map[3 * k + c] = path[from]![c]! + (at - from) * (path[from + 1]![c]! - path[from]![c]!);
  }
  return map;
}

/** Ends of the values that are finite; around 0 evenly if asked. Of no such values, 0 and 1. */
export function extentOf(values: ArrayLike<number>, even: boolean): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY,
    high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return even ? [-1, 1] : [0, 1];
  if (!even) return low === high ? [Math.min(low, 0), Math.max(high, low === 0 ? 1 : 0)] : [low, high];
  const far = Math.max(-low, high) || 1;
  return [-far, far];
}
