import { topK, topKByMagnitude } from "../ops/topk.js";
import { Tensor } from "../tensor/tensor.js";
import { portionOf } from "./check.js";
import { type CriterionSite, type Drop, expectFinite, mostConnections } from "./criterion.js";
import { bindHebbian } from "./hebbian.js";
import { bindLeast } from "./least.js";
import { bindSample } from "./sample.js";

/** Exactly ⌊share · nnz⌋ connections with the smallest |weight|; of equals, those that come last. */
export function dropSmallest({ arena, layers }: CriterionSite): Drop {
  const least = bindLeast(arena, mostConnections(layers));
  return (layer, share) => {
    const { values } = layer.matrix;
    expectFinite("magnitude", layer, values);
    return least(values, portionOf(values.size, share), topKByMagnitude);
  };
}

/**
 * Exactly ⌊share · nnz⌋ connections between those units whose activities agree least: smallest `hebbian` score; of equals,
 * those that come last.
 */
export function dropHebbian(site: CriterionSite): Drop {
  const { arena, layers } = site,
    most = mostConnections(layers),
    least = bindLeast(arena, most),
    hebbian = bindHebbian(site, 0),
    room = new Tensor(arena, [most]);
  return (layer, share) => {
    const { nnz } = layer.matrix,
      scores = new Tensor(arena, [nnz], "f32", room);
    hebbian.measure(layer);
    hebbian.writeConnected(layer, scores);
    expectFinite("hebbian", layer, scores);
    return least(scores, portionOf(nnz, share), topK);
  };
}

/** ⌊share · nnz⌋ connections, every such set equally likely. */
export function dropRandom({ arena, layers, random }: CriterionSite): Drop {
  const most = mostConnections(layers),
    sample = bindSample(arena, most, most);
  return ({ matrix: { nnz } }, share) => new Int32Array(sample(random, nnz, portionOf(nnz, share)));
}
