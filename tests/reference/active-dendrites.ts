/** The definitions in plain loops and double precision. */

/** Marks of the k largest per column of x [units, batch]: NaN first, then the largest, then the lowest index. */
export function markWinners(x: ArrayLike<number>, units: number, batch: number, k: number): number[] {
  const marks = new Array<number>(units * batch).fill(0);
  for (let b = 0; b < batch; b++) {
    const value = (i: number) => x[i * batch + b]!,
      rank = (i: number) => (Number.isNaN(value(i)) ? Infinity : value(i)),
      order = Array.from({ length: units }, (_, i) => i).sort(
        (i, j) => Number(Number.isNaN(value(j))) - Number(Number.isNaN(value(i))) || compare(rank(j), rank(i)) || i - j,
      );
    for (const i of order.slice(0, k)) marks[i * batch + b] = 1;
  }
  return marks;
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

/** Chosen responses and their segments, of r [units, segments, contexts]; no NaN. */
export function selectSegments(
  r: ArrayLike<number>,
  [units, segments, contexts]: readonly [number, number, number],
  absolute: boolean,
): { chosen: number[]; winners: number[] } {
  const chosen: number[] = [],
    winners: number[] = [];
  for (let i = 0; i < units; i++)
    for (let p = 0; p < contexts; p++) {
      const at = (j: number) => r[(i * segments + j) * contexts + p]!,
        size = (j: number) => (absolute ? Math.abs(at(j)) : at(j));
      let best = 0;
      for (let j = 1; j < segments; j++) if (size(j) > size(best)) best = j;
      chosen.push(at(best));
      winners.push(best);
    }
  return { chosen, winners };
}

/** Gradient of the weights [units, segments, size], and of each element the sum of its terms' magnitudes. */
export function segmentGradient(
  d: ArrayLike<number>,
  winners: ArrayLike<number>,
  assignment: ArrayLike<number>,
  contexts: ArrayLike<number>,
  [units, segments, size]: readonly [number, number, number],
): { gradient: Float64Array; magnitude: Float64Array } {
  const gradient = new Float64Array(units * segments * size),
    magnitude = new Float64Array(gradient.length),
    examples = assignment.length,
    count = units > 0 ? winners.length / units : 0;
  for (let i = 0; i < units; i++)
    for (let b = 0; b < examples; b++)
      for (let n = 0; n < size; n++) {
        const p = assignment[b]!,
          at = (i * segments + winners[i * count + p]!) * size + n,
          term = d[i * examples + b]! * contexts[p * size + n]!;
        gradient[at]! += term;
        magnitude[at]! += Math.abs(term);
      }
  return { gradient, magnitude };
}
