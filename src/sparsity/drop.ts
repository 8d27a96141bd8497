import { topK, topKByMagnitude, topKScratchSize } from "../ops/topk.js";
import { Tensor } from "../tensor/tensor.js";
import { portionOf } from "./check.js";
import { type CriterionSite, type Drop, expectFinite, mostConnections } from "./criterion.js";
import { bindHebbian } from "./hebbian.js";
import { sampleWithoutReplacement } from "./sample.js";

/** Exactly ⌊share · nnz⌋ connections with the smallest |weight|; of equals, those that come last. */
export function dropSmallest(site: CriterionSite): Drop {
  const smallest = bindSmallest(site);
  return (layer, share) => {
    const { values } = layer.matrix;
    expectFinite("magnitude", layer, values);
    return smallest(values, portionOf(values.size, share), topKByMagnitude);
  };
}

/**
 * Exactly ⌊share · nnz⌋ connections between those units whose activities agree least: smallest `hebbian` score; of equals,
 * those that come last.
 */
export function dropHebbian(site: CriterionSite): Drop {
  const { arena, layers } = site,
    smallest = bindSmallest(site),
    hebbian = bindHebbian(site, 0),
    room = new Tensor(arena, [mostConnections(layers)]);
  return (layer, share) => {
    const { nnz } = layer.matrix,
      scores = new Tensor(arena, [nnz], "f32", room);
    hebbian.measure(layer);
    hebbian.writeConnected(layer, scores);
    expectFinite("hebbian", layer, scores);
    return smallest(scores, portionOf(nnz, share), topK);
  };
}

/** ⌊share · nnz⌋ connections, every such set equally likely. */
export function dropRandom({ random }: CriterionSite): Drop {
  return ({ matrix: { nnz } }, share) => Int32Array.from(sampleWithoutReplacement(random, nnz, portionOf(nnz, share)));
}

/** Places of the k smallest, found as what the n − k largest leave. */
function bindSmallest({ arena, layers }: CriterionSite) {
  const kept = new Tensor(arena, [mostConnections(layers)], "i32"),
    counts = new Tensor(arena, [topKScratchSize], "i32");
  return (values: Tensor, k: number, select: typeof topK): Int32Array<ArrayBuffer> => {
    const largest = select(values, values.size - k, new Tensor(arena, [values.size - k], "i32", kept), counts).data,
      smallest = new Int32Array(k);
    for (let place = 0, next = 0, found = 0; found < k; place++)
      if (largest[next] === place) next++;
      else smallest[found++] = place;
    return smallest;
  };
}
