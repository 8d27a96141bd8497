import { type Drop, expectFinite } from "./criterion.js";
import { orderStatistic } from "./order-statistic.js";

/**
 * The share of the positive and the share of the negative weights nearest to zero, as SET's own code counts them. With the
 * weights in order, f the place of the first nearest to 0 and l that after the last nearest, kept is what lies strictly below
 * the weight at ⌊(1 − share)·f⌋ or strictly above that at ⌊l + share·(n − l)⌋. So at least one goes, and of equals all.
 * Source: Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3, and its code, for which the
 * signs part at the weight nearest to 0, whatever its own.
 */
export function dropSigned(): Drop {
  return (layer, share) => {
    expectFinite("signed", layer, layer.matrix.values);
    const weights = layer.matrix.values.data,
      [low, high] = thresholds(weights, share),
      dropped = new Int32Array(weights.length);
    let count = 0;
    for (let place = 0; place < weights.length; place++)
      if (weights[place]! >= low && weights[place]! <= high) dropped[count++] = place;
    return dropped.slice(0, count);
  };
}

function thresholds(weights: Float32Array, share: number): [low: number, high: number] {
  const n = weights.length;
  let nearest = Infinity,
    first = 0, // weights below the nearest, and with the nearest
    after = 0;
  for (let place = 0; place < n; place++) {
    const size = Math.abs(weights[place]!);
    if (size < nearest) nearest = size;
  }
  if (n === 0) return [Infinity, -Infinity];
  for (let place = 0; place < n; place++) {
    if (weights[place]! < -nearest) first++;
    if (weights[place]! <= nearest) after++;
  }
  return [
    orderStatistic(weights, Math.floor((1 - share) * first)),
    orderStatistic(weights, Math.floor(Math.min(n - 1, after + share * (n - after)))),
  ];
}
