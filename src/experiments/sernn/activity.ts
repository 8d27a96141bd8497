import type { Dataset } from "../../data/dataset.js";
import type { SpatialNetwork } from "../../models/sernn.js";
import { mean } from "../../ops/reduce.js";
import { identityOrder, Session, workingArena } from "../../training/session.js";

/** Mean state over units, time steps and the first 256 trials at most, without noise: the paper's energy of a network. */
export function meanActivity(network: SpatialNetwork, trials: Dataset): number {
  const arena = workingArena("meanActivity", network);
  try {
    const batchSize = Math.min(256, trials.size),
      session = new Session(arena, network, trials, { batchSize, gradients: false }),
      { tape } = session,
      recurrence = tape.operations.find(({ parameters }) => parameters.includes(network.layer.recurrent))!;
    tape.training = false;
    session.load(identityOrder(arena, trials.size), 0);
    tape.forward();
    return mean(recurrence.output.value);
  } finally {
    arena.dispose();
  }
}
