import { topKScratchSize } from "../ops/topk.js";
import { rewiringKernels } from "../tensor/rewiring.js";
import { Tensor } from "../tensor/tensor.js";
import { type CriterionSite, type Drop, expectFinite, mostConnections } from "./criterion.js";

/**
 * The share of the positive and the share of the negative weights nearest to zero, as SET's own code counts them. With the
 * weights in order, f the place of the first nearest to 0 and l that after the last nearest, kept is what lies strictly below
 * the weight at ⌊(1 − share)·f⌋ or strictly above that at ⌊l + share·(n − l)⌋. So at least one goes, and of equals all.
 * Source: Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3, and its code, for which the signs part at the weight nearest to
 * 0, whatever its own.
 */
export function dropSigned({ arena, layers }: CriterionSite): Drop {
  const room = new Tensor(arena, [mostConnections(layers)], "i32"),
    scratch = new Tensor(arena, [2 * topKScratchSize], "i32");
  return (layer, share) => {
    const { values } = layer.matrix,
      { drop_signed_f32 } = rewiringKernels.of(arena.kernels);
    expectFinite("signed", layer, values);
    const count = drop_signed_f32(values.size, share, values.ptr, scratch.ptr, room.ptr);
    return room.rows(0, count).data.slice() as Int32Array<ArrayBuffer>;
  };
}
