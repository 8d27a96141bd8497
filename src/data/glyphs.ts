/**
 * One way of writing a digit. `points` are x, y pairs in a box of height 1, x to the right, y down, centred on (½, ½);
 * a stroke is a smooth curve through points by number, closed when it ends where it began. Two strokes that share an
 * end point make a corner.
 */
export interface Glyph {
  readonly points: readonly number[];
  readonly strokes: readonly (readonly number[])[];
}

const zeroRing: Glyph = {
  points: [0.5, 0.02, 0.73, 0.15, 0.8, 0.5, 0.72, 0.86, 0.5, 0.98, 0.27, 0.85, 0.2, 0.5, 0.28, 0.14],
  strokes: [[0, 1, 2, 3, 4, 5, 6, 7, 0]],
};
const zeroOpen: Glyph = {
  points: [0.62, 0.08, 0.4, 0.06, 0.22, 0.34, 0.24, 0.74, 0.46, 0.97, 0.7, 0.84, 0.79, 0.48, 0.66, 0.14, 0.42, 0.14],
  strokes: [[0, 1, 2, 3, 4, 5, 6, 7, 8]],
};
const zeroSlashed: Glyph = {
  points: [...zeroRing.points, 0.7, 0.16, 0.3, 0.84],
  strokes: [...zeroRing.strokes, [8, 9]],
};

const oneBare: Glyph = { points: [0.5, 0.02, 0.5, 0.34, 0.5, 0.66, 0.5, 0.98], strokes: [[0, 1, 2, 3]] };
const oneFlag: Glyph = {
  points: [0.56, 0.02, 0.56, 0.5, 0.55, 0.98, 0.32, 0.26],
  strokes: [
    [3, 0],
    [0, 1, 2],
  ],
};
const oneFoot: Glyph = {
  points: [0.52, 0.02, 0.52, 0.5, 0.52, 0.96, 0.34, 0.2, 0.28, 0.97, 0.76, 0.96],
  strokes: [
    [3, 0],
    [0, 1, 2],
    [4, 2, 5],
  ],
};

const twoPlain: Glyph = {
  points: [0.24, 0.24, 0.36, 0.06, 0.58, 0.03, 0.74, 0.18, 0.68, 0.42, 0.48, 0.68, 0.22, 0.95, 0.5, 0.94, 0.8, 0.95],
  strokes: [
    [0, 1, 2, 3, 4, 5, 6],
    [6, 7, 8],
  ],
};
const twoLooped: Glyph = {
  points: [
    ...[0.26, 0.2, 0.42, 0.04, 0.64, 0.06, 0.73, 0.25, 0.62, 0.5, 0.42, 0.76, 0.26, 0.93, 0.17, 0.9],
    ...[0.22, 0.78, 0.38, 0.8, 0.56, 0.94, 0.84, 0.88],
  ],
  strokes: [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
};
const twoAngular: Glyph = {
  points: [0.24, 0.12, 0.5, 0.04, 0.74, 0.16, 0.6, 0.45, 0.22, 0.88, 0.46, 0.86, 0.82, 0.97],
  strokes: [
    [0, 1, 2, 3, 4],
    [4, 5, 6],
  ],
};

const threeRound: Glyph = {
  points: [0.24, 0.14, 0.46, 0.02, 0.7, 0.12, 0.68, 0.34, 0.42, 0.46, 0.72, 0.56, 0.78, 0.8, 0.52, 0.98, 0.2, 0.86],
  strokes: [
    [0, 1, 2, 3, 4],
    [4, 5, 6, 7, 8],
  ],
};
const threeFlat: Glyph = {
  points: [0.24, 0.05, 0.74, 0.04, 0.46, 0.4, 0.72, 0.5, 0.77, 0.76, 0.54, 0.97, 0.22, 0.87],
  strokes: [
    [0, 1],
    [1, 2],
    [2, 3, 4, 5, 6],
  ],
};
const threeLooped: Glyph = {
  points: [
    ...[0.22, 0.1, 0.5, 0.03, 0.72, 0.18, 0.56, 0.43, 0.4, 0.5, 0.42, 0.4, 0.6, 0.46],
    ...[0.77, 0.68, 0.66, 0.92, 0.38, 0.97, 0.2, 0.8],
  ],
  strokes: [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
};

const fourOpen: Glyph = {
  points: [0.3, 0.04, 0.24, 0.3, 0.2, 0.56, 0.5, 0.56, 0.84, 0.54, 0.68, 0.14, 0.64, 0.5, 0.62, 0.98],
  strokes: [
    [0, 1, 2],
    [2, 3, 4],
    [5, 6, 7],
  ],
};
const fourClosed: Glyph = {
  points: [0.62, 0.02, 0.4, 0.32, 0.16, 0.64, 0.5, 0.64, 0.86, 0.64, 0.62, 0.5, 0.62, 0.98],
  strokes: [
    [0, 1, 2],
    [2, 3, 4],
    [0, 5, 6],
  ],
};
const fourRound: Glyph = {
  points: [0.24, 0.06, 0.21, 0.32, 0.36, 0.5, 0.68, 0.44, 0.74, 0.04, 0.69, 0.44, 0.64, 0.98],
  strokes: [
    [0, 1, 2, 3],
    [4, 5, 6],
  ],
};

const fiveAngular: Glyph = {
  points: [0.76, 0.04, 0.32, 0.05, 0.28, 0.44, 0.54, 0.38, 0.77, 0.56, 0.72, 0.86, 0.46, 0.98, 0.2, 0.88],
  strokes: [
    [0, 1],
    [1, 2],
    [2, 3, 4, 5, 6, 7],
  ],
};
const fiveSmooth: Glyph = {
  points: [0.76, 0.05, 0.44, 0.06, 0.29, 0.24, 0.38, 0.43, 0.66, 0.54, 0.74, 0.76, 0.54, 0.95, 0.2, 0.92],
  strokes: [[0, 1, 2, 3, 4, 5, 6, 7]],
};
const fiveDetached: Glyph = {
  points: [0.34, 0.12, 0.3, 0.46, 0.6, 0.44, 0.74, 0.66, 0.62, 0.92, 0.24, 0.94, 0.4, 0.06, 0.84, 0.02],
  strokes: [
    [0, 1],
    [1, 2, 3, 4, 5],
    [6, 7],
  ],
};

const sixRound: Glyph = {
  points: [0.68, 0.04, 0.42, 0.18, 0.25, 0.5, 0.26, 0.82, 0.48, 0.98, 0.72, 0.86, 0.72, 0.62, 0.5, 0.52, 0.28, 0.68],
  strokes: [[0, 1, 2, 3, 4, 5, 6, 7, 8]],
};
const sixSteep: Glyph = {
  points: [0.5, 0.02, 0.36, 0.36, 0.28, 0.72, 0.4, 0.96, 0.64, 0.94, 0.72, 0.76, 0.56, 0.64, 0.32, 0.78],
  strokes: [[0, 1, 2, 3, 4, 5, 6, 7]],
};

const sevenPlain: Glyph = {
  points: [0.2, 0.06, 0.5, 0.06, 0.8, 0.05, 0.58, 0.46, 0.42, 0.98],
  strokes: [
    [0, 1, 2],
    [2, 3, 4],
  ],
};
const sevenCrossed: Glyph = {
  points: [...sevenPlain.points, 0.34, 0.52, 0.76, 0.48],
  strokes: [...sevenPlain.strokes, [5, 6]],
};
const sevenHooked: Glyph = {
  points: [0.22, 0.24, 0.23, 0.08, 0.5, 0.1, 0.78, 0.05, 0.66, 0.5, 0.6, 0.98],
  strokes: [
    [0, 1],
    [1, 2, 3],
    [3, 4, 5],
  ],
};

const eightCrossing: Glyph = {
  points: [
    ...[0.68, 0.14, 0.48, 0.02, 0.28, 0.15, 0.34, 0.35, 0.52, 0.48, 0.72, 0.66],
    ...[0.7, 0.88, 0.48, 0.98, 0.26, 0.86, 0.31, 0.64, 0.66, 0.34],
  ],
  strokes: [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 10, 0]],
};
const eightStacked: Glyph = {
  points: [
    ...[0.5, 0.02, 0.69, 0.13, 0.68, 0.34, 0.5, 0.45, 0.32, 0.34, 0.31, 0.13],
    ...[0.74, 0.58, 0.74, 0.86, 0.5, 0.98, 0.26, 0.86, 0.26, 0.58],
  ],
  strokes: [
    [0, 1, 2, 3, 4, 5, 0],
    [3, 6, 7, 8, 9, 10, 3],
  ],
};
const eightOpen: Glyph = {
  points: [
    ...[0.74, 0.14, 0.52, 0.03, 0.3, 0.16, 0.4, 0.38, 0.64, 0.6, 0.66, 0.88],
    ...[0.42, 0.98, 0.26, 0.8, 0.42, 0.54, 0.66, 0.32, 0.8, 0.08],
  ],
  strokes: [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
};

const nineStem: Glyph = {
  points: [0.72, 0.16, 0.5, 0.03, 0.28, 0.16, 0.27, 0.38, 0.46, 0.5, 0.7, 0.36, 0.7, 0.62, 0.66, 0.98],
  strokes: [
    [0, 1, 2, 3, 4, 5],
    [0, 5, 6, 7],
  ],
};
const nineCurled: Glyph = {
  points: [
    ...[0.72, 0.32, 0.54, 0.48, 0.31, 0.42, 0.26, 0.18, 0.48, 0.03, 0.7, 0.14],
    ...[0.75, 0.44, 0.66, 0.78, 0.44, 0.97, 0.22, 0.88],
  ],
  strokes: [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
};
const nineSlanted: Glyph = {
  points: [0.72, 0.2, 0.52, 0.03, 0.3, 0.14, 0.28, 0.34, 0.5, 0.4, 0.72, 0.2, 0.6, 0.54, 0.46, 0.98],
  strokes: [
    [0, 1, 2, 3, 4, 5],
    [5, 6, 7],
  ],
};

/** The ways of writing each digit, by digit. */
export const GLYPHS: readonly (readonly Glyph[])[] = [
  [zeroRing, zeroOpen, zeroSlashed],
  [oneBare, oneFlag, oneFoot],
  [twoPlain, twoLooped, twoAngular],
  [threeRound, threeFlat, threeLooped],
  [fourOpen, fourClosed, fourRound],
  [fiveAngular, fiveSmooth, fiveDetached],
  [sixRound, sixSteep],
  [sevenPlain, sevenCrossed, sevenHooked],
  [eightCrossing, eightStacked, eightOpen],
  [nineStem, nineCurled, nineSlanted],
];
