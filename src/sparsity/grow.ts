import { topK, topKByMagnitude, topKScratchSize } from "../ops/topk.js";
import type { CsrMatrix } from "../tensor/csr.js";
import { rewiringKernels } from "../tensor/rewiring.js";
import { Tensor } from "../tensor/tensor.js";
import { type CriterionSite, expectFinite, type Grow, mostConnections, type Scores } from "./criterion.js";
import { denseGradient } from "./dense-gradient.js";
import { bindHebbian } from "./hebbian.js";
import { bindSample } from "./sample.js";
import { randomVacancies } from "./vacancies.js";

/** Every set of places equally likely. */
export function growRandom({ arena, layers, random }: CriterionSite): Grow {
  const places = Math.max(...layers.map(({ matrix }) => matrix.rows * matrix.columns)),
    sample = bindSample(arena, places, mostConnections(layers));
  return ({ matrix }, dropped, again) => {
    if (again) return randomVacancies(random, matrix, dropped, sample);
    return matrix.vacancies(sample(random, matrix.rows * matrix.columns - matrix.nnz, dropped.length));
  };
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
    positions = new Tensor(arena, [2 * connections], "i32"), // in double precision
    leaving = new Tensor(arena, [connections], "i32"),
    winners = new Tensor(arena, [connections], "i32"),
    counts = new Tensor(arena, [topKScratchSize], "i32"),
    select = scores.magnitude ? topKByMagnitude : topK;
  return (layer, dropped, again) => {
    const { matrix } = layer,
      { rows, columns } = matrix,
      { exclude_csr, keep_chosen } = rewiringKernels.of(arena.kernels),
      k = dropped.length,
      drops = again ? k : 0;
    leaving.data.set(dropped);
    for (let first = 0, held = 0, gone = 0; k > 0 && first < rows; ) {
      const count = Math.min(rowsAtOnce(matrix), rows - first),
        fresh = new Tensor(arena, [count, columns], "f32", room, held),
        { rowPointers, columnIndices } = matrix.structure(),
        before = held,
        end = first + count;
      scores.write(layer, first, fresh);
      expectFinite(name, layer, fresh);
      gone = exclude_csr(first, end, columns, drops, gone, leaving.ptr, rowPointers, columnIndices, fresh.ptr);
      held = Math.min(k, before + fresh.size);
      const all = new Tensor(arena, [before + fresh.size], "f32", room),
        chosen = select(all, held, winners.rows(0, held), counts);
      keep_chosen(held, before, first * columns, chosen.ptr, room.ptr, positions.ptr);
      first = end;
    }
    return new Float64Array(arena.buffer, positions.ptr, k).slice();
  };
}
