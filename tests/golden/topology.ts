import { type EdgesOptions, type Graph, graphFromDense, graphFromEdges } from "../../src/metrics/index.js";

/** A graph from the numbers of its edges' ends, two by two. */
export function pairs(ends: readonly number[], options: EdgesOptions = {}): Graph {
  const at = (place: number) => ends.filter((_, k) => k % 2 === place);
  return graphFromEdges({ sources: at(0), targets: at(1) }, options);
}

/** Two triangles, joined by an edge. */
export const barbell = pairs([0, 1, 0, 2, 1, 2, 3, 4, 3, 5, 4, 5, 2, 3]);

/** Two directed cycles of three, and an edge from one to the other. */
export const cycles = pairs([0, 1, 1, 2, 2, 0, 3, 4, 4, 5, 5, 3, 2, 3], { directed: true });

export const weighted = graphFromDense([
  [0, 0.5, 0.2, 0],
  [0.5, 0, 0.3, 0],
  [0.2, 0.3, 0, 0.1],
  [0, 0, 0.1, 0],
]);

/** 23 nodes, i → 3i + 1, 5i + 2 and 7i + 4 modulo 23 of weight 1 + (i modulo 4): given as arithmetic to any toolbox. */
export const arithmetic = graphFromEdges(
  Array.from({ length: 69 }, (_, e) => {
    const i = Math.floor(e / 3);
    return [i, ([3, 5, 7][e % 3]! * i + [1, 2, 4][e % 3]!) % 23, 1 + (i % 4)];
  }),
  { directed: true, duplicates: "first" },
);

/** What NetworkX 2.8.8 finds of Les Misérables, and of the arithmetic graph. */
export const novelValues = {
  clustering: 0.5731367499320134,
  transitivity: 0.49893162393162394,
  weightedClustering: 0.05502699314742024,
  assortativity: -0.16522513442237025,
  weightedAssortativity: -0.11282990633185949,
  localEfficiency: 0.620917974190862,
  // Of distances by hops, by weights, and by inverse weights.
  hop: { pathLength: 2.6411483253588517, globalEfficiency: 0.43528708133971294, diameter: 5, radius: 3 },
  weight: { pathLength: 4.861244019138756, globalEfficiency: 0.27637443250908755, diameter: 14, radius: 7 },
  inverse: {
    pathLength: 1.1222497877362125,
    globalEfficiency: 1.3213288873979634,
    diameter: 3.0026315789473683,
    radius: 1.5026315789473683,
  },
};
export const arithmeticValues = {
  clustering: 0.06853002070393376,
  weightedClustering: 0.03739089572771306,
  assortativity: {
    in: { in: -0.12897053875568948, out: -0.05389221556886224 },
    out: { in: 0.11111111111111115, out: -0.025794107751137885 },
  },
  hop: { pathLength: 2.7213438735177866, globalEfficiency: 0.4437088274044807, diameter: 6, radius: 4 },
  weight: { pathLength: 5.907114624505929, globalEfficiency: 0.22339216558584174, diameter: 14, radius: 6 },
  inverse: {
    pathLength: 1.3218050065876192,
    globalEfficiency: 0.9902960682675159,
    diameter: 2.6666666666666665,
    radius: 1.6666666666666665,
  },
};
