import type { Random } from "../../src/random.js";
import type { Rewiring } from "../../src/sparsity/rewiring.js";
import { sampleWithoutReplacement } from "../../src/sparsity/sample.js";
import { randomVacancies } from "../../src/sparsity/vacancies.js";
import { applyProposal, type Wired, wiredOf } from "../../src/sparsity/wired.js";

/** Drops so many random connections of every matrix in every step, and grows all of them but `lost` again elsewhere. */
export function shuffling(
  random: Random,
  { share = 0.1, lost = 0, skip = false, see = (_: readonly Wired[]) => {} } = {},
): Rewiring {
  return {
    name: "shuffling",
    bind(site) {
      const layers = wiredOf(site),
        generator = random.stream("shuffling");
      return {
        layers,
        generators: new Map([["shuffling", generator]]),
        step() {
          for (const layer of layers) {
            const { matrix } = layer,
              dropped = Int32Array.from(
                sampleWithoutReplacement(generator, matrix.nnz, Math.max(lost, Math.round(share * matrix.nnz))),
              ),
              vacant = randomVacancies(generator, matrix, dropped);
            applyProposal(layer, { dropped, grown: vacant.subarray(lost) });
          }
          see(layers);
          return skip ? "skip" : undefined;
        },
      };
    },
  };
}
