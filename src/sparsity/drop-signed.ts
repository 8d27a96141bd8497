import { type Drop, expectFinite } from "./criterion.js";

/**
 * The share of the positive and the share of the negative weights nearest to zero, as SET's own code counts them. With the
 * weights in order, f the place of the first nearest to 0 and l that after the last nearest, kept is what lies strictly below
 * the weight at ⌊(1 − share)·f⌋ or strictly above that at ⌊l + share·(n − l)⌋. So at least one goes, and of equals all.
 * Source: Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3, and its code, where sets of weights of the two signs are
 * parted at the weight nearest to 0, whatever its sign.
 */
export function dropSigned(): Drop {
  return (layer, share) => {
    expectFinite("signed", layer, layer.matrix.values);
    const weights = layer.matrix.values.data,
      [low, high] = thresholds(weights.slice().sort(), share),
      dropped = new Int32Array(weights.length);
    let count = 0;
    for (let place = 0; place < weights.length; place++)
      if (weights[place]! >= low && weights[place]! <= high) dropped[count++] = place;
    return dropped.slice(0, count);
  };
}

function thresholds(sorted: Float32Array, share: number): [low: number, high: number] {
  const n = sorted.length,
    nearest = sorted.reduce((least, weight) => Math.min(least, Math.abs(weight)), Infinity),
    isNearest = (weight: number) => Math.abs(weight) === nearest,
    first = sorted.findIndex(isNearest),
    after = sorted.findLastIndex(isNearest) + 1;
  return [
    sorted[Math.floor((1 - share) * first)] ?? Infinity,
    sorted[Math.floor(Math.min(n - 1, after + share * (n - after)))] ?? -Infinity,
  ];
}
