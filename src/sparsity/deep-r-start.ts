import { fillNormal } from "../ops/random.js";
import type { Random } from "../random.js";
import type { CsrMatrix } from "../tensor/csr.js";

/**
 * The strengths that Deep Rewiring starts from, N(0, 1)/√columns; binding `deepR` gives |·| of them their fixed signs.
 * Source: Béna & Goodman 2021, arXiv:2106.02626.
 */
export function deepRStart(random: Random, matrix: CsrMatrix): void {
  fillNormal(random, matrix.values, 0, 1 / Math.sqrt(Math.max(1, matrix.columns)));
}
