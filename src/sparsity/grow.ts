import { topK, topKByMagnitude, topKScratchSize } from "../ops/topk.js";
import type { CsrMatrix } from "../tensor/csr.js";
import { Tensor } from "../tensor/tensor.js";
import { type CriterionSite, expectFinite, type Grow, mostConnections, type Scores } from "./criterion.js";
import { denseGradient } from "./dense-gradient.js";
import { bindHebbian } from "./hebbian.js";
import { sampleWithoutReplacement } from "./sample.js";
import { randomVacancies } from "./vacancies.js";

/** Every set of places equally likely. */
export function growRandom({ random }: CriterionSite): Grow {
  return ({ matrix }, dropped, again) =>
    again
      ? randomVacancies(random, matrix, dropped)
      : matrix.vacancies(sampleWithoutReplacement(random, matrix.rows * matrix.columns - matrix.nnz, dropped.length));
}

/** Where the loss would fall fastest: largest |dense gradient| of the current batch; of equals, the lowest positions. */
export function growByGradient(site: CriterionSite): Grow {
  return bindLargest("gradient", site, denseGradient(site));
}

/** Between units whose activities agree best: largest `hebbian` score of the current batch; of equals, the lowest positions. */
export function growHebbian(site: CriterionSite): Grow {
  const hebbian = bindHebbian(site, Math.max(...site.layers.map(({ matrix }) => rowsAtOnce(matrix)))),
    grow = bindLargest("hebbian", site, hebbian);
  return (layer, ...rest) => {
    hebbian.measure(layer);
    return grow(layer, ...rest);
  };
}

/** Least scores in a block. */
const blockSize = 2 ** 18;

/** A block has about as many scores as the matrix has connections, so that memory grows with these, not with places. */
const rowsAtOnce = ({ nnz, rows, columns }: CsrMatrix): number =>
  Math.min(rows, Math.max(1, Math.floor(Math.max(blockSize, nnz) / Math.max(1, columns))));

/**
 * The places of the largest scores, found without all of them at once: the best so far compete with the scores of the next
 * few rows. Places of what stays count as NaN, which is the smallest.
 */
function bindLargest(name: string, { arena, layers }: CriterionSite, scores: Scores): Grow {
  const connections = mostConnections(layers),
    block = Math.max(...layers.map(({ matrix }) => rowsAtOnce(matrix) * matrix.columns)),
    room = new Tensor(arena, [connections + block]),
    winners = new Tensor(arena, [connections], "i32"),
    counts = new Tensor(arena, [topKScratchSize], "i32"),
    select = scores.magnitude ? topKByMagnitude : topK;
  return (layer, dropped, again) => {
    const { matrix } = layer,
      { rows, columns } = matrix,
      k = dropped.length,
      best = new Float64Array(k),
      exclude = excluder(matrix, again ? dropped : []);
    for (let first = 0, held = 0; k > 0 && first < rows; ) {
      const count = Math.min(rowsAtOnce(matrix), rows - first),
        fresh = new Tensor(arena, [count, columns], "f32", room, held),
        start = held;
      scores.write(layer, first, fresh);
      expectFinite(name, layer, fresh);
      exclude(first, count, fresh.data);
      held = Math.min(k, start + fresh.size);
      const chosen = new Tensor(arena, [held], "i32", winners);
      select(new Tensor(arena, [start + fresh.size], "f32", room), held, chosen, counts);
      // In ascending order, so what is moved down was read before.
      const live = room.data;
      const places = chosen.data;
      for (let to = 0; to < held; to++) {
        const from = places[to]!;
        live[to] = live[from]!;
        best[to] = from < start ? best[from]! : first * columns + from - start;
      }
      first += count;
    }
    return best;
  };
}

/** Marks the places of the connections that stay, row after row. */
function excluder(matrix: CsrMatrix, dropped: ArrayLike<number>) {
  const { rowPointers, columnIndices, columns } = matrix.pattern();
  let gone = 0;
  return (first: number, count: number, block: Float32Array) => {
    for (let row = first; row < first + count; row++)
      for (let place = rowPointers[row]!; place < rowPointers[row + 1]!; place++)
        if (dropped[gone] === place) gone++;
        else block[(row - first) * columns + columnIndices[place]!] = Number.NaN;
  };
}
