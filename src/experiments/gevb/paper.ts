import type { Architecture, Images } from "../../models/gevb.js";
import type { CellName } from "./cells.js";

/** Errors in per cent after 200 epochs, mean of five runs: on the test images, and on the training images. */
export interface PaperResult {
  readonly test: number;
  readonly training: number;
}

type Row = readonly [test: number, training: number];
type Rows = readonly [plus: Row, bpPlus: Row, mixed: Row, bp: Row];

/** Vector networks by GEVB and BP, and their conventional twins by DFA and BP; Clark, Abbott & Chung 2021, tables 1 and 2. */
const tables: Record<Images, Record<Architecture, readonly [vectors: Rows, conventional: Rows]>> = {
  mnist: {
    fc: [
      [
        [1.87, 0.06],
        [1.93, 0.05],
        [2.32, 0.33],
        [1.84, 0.07],
      ],
      [
        [2.2, 0.3],
        [1.36, 0],
        [2.09, 0.19],
        [1.29, 0],
      ],
    ],
    conv: [
      [
        [2.33, 1.03],
        [1.3, 0.19],
        [1.83, 0.83],
        [0.8, 0],
      ],
      [
        [1.56, 0.67],
        [0.71, 0],
        [1.64, 0.42],
        [0.65, 0],
      ],
    ],
    lc: [
      [
        [1.78, 0],
        [1.64, 0],
        [1.84, 0.05],
        [1.44, 0],
      ],
      [
        [1.98, 0.32],
        [1.21, 0],
        [1.48, 0.09],
        [1.07, 0],
      ],
    ],
  },
  "cifar-10": {
    fc: [
      [
        [47.62, 1.25],
        [47.03, 0.72],
        [48.86, 2.02],
        [45.98, 0.78],
      ],
      [
        [48.69, 3.28],
        [45.42, 0.96],
        [49.54, 2.88],
        [45.69, 0.73],
      ],
    ],
    conv: [
      [
        [33.74, 28.83],
        [30.85, 16.29],
        [38.43, 20.59],
        [30.54, 1.71],
      ],
      [
        [54.18, 48.43],
        [32.13, 0.23],
        [44.07, 17.25],
        [28.8, 0.15],
      ],
    ],
    lc: [
      [
        [41.08, 0.83],
        [41.01, 0.34],
        [40.11, 0.83],
        [38.77, 0.36],
      ],
      [
        [41.18, 10.62],
        [35.51, 0],
        [39.41, 2.94],
        [32.32, 0],
      ],
    ],
  },
};

const columns: Record<CellName, readonly [kind: 0 | 1, column: 0 | 1 | 2 | 3]> = {
  "gevb+": [0, 0],
  "vec-bp+": [0, 1],
  gevb: [0, 2],
  "vec-bp": [0, 3],
  "dfa+": [1, 0],
  "bp+": [1, 1],
  dfa: [1, 2],
  bp: [1, 3],
};

export function paperResult(data: Images, architecture: Architecture, cell: CellName): PaperResult {
  const [kind, column] = columns[cell],
    [test, training] = tables[data][architecture][kind][column];
  return { test, training };
}
