import { digits } from "../src/data/digits.js";
import { scales } from "../src/experiments/sparse-mnist/config.js";
import { buildNetwork, nameOf } from "../src/experiments/sparse-mnist/network.js";
import { bp } from "../src/learning/bp.js";
import { Random } from "../src/random.js";
import type { Rewiring } from "../src/sparsity/rewiring.js";
import { rigl } from "../src/sparsity/rigl.js";
import { set } from "../src/sparsity/set.js";
import { adam } from "../src/training/optimizers.js";
import { identityOrder, Session } from "../src/training/session.js";
import type { Arena } from "../src/wasm/arena.js";
import type { Case, Suite } from "./suite.js";

const rules: Readonly<Record<string, Rewiring>> = { SET: set(), RigL: rigl({ until: 1000 }) };

/** One rewiring of all layers, three tenths of their connections, beside one training step of the same network. */
export const rewiring: Suite = {
  name: "rewiring",
  *cases(arena) {
    // A network for each: what one rule leaves behind, as the zeros that grow by gradient, is no usual work for another.
    for (const density of [0.5, 0.25, 0.1, 0.05, 0.01])
      yield Object.entries(rules).map(([name, rewiring]) => caseOf(arena, density, name, rewiring));
  },
};

function caseOf(arena: Arena, density: number, name: string, rewiring: Rewiring): Case {
  const { batchSize, hidden } = scales.default,
    data = digits({ count: 1024, seed: 1 }).normalise(),
    widths = [data.features, ...hidden, data.outputs].join("-"),
    random = new Random(1),
    sizes = { inputs: data.features, hidden, outputs: data.outputs },
    network = buildNetwork(arena.kernels, { ...sizes, density, dropout: 0, random });
  const session = new Session(arena, network, data, { batchSize, gradients: true }),
    { tape, loss } = session,
    rule = bp().bind(tape, loss, random),
    optimizer = adam().bind(arena, network.parameters),
    order = identityOrder(arena, data.size),
    batches = Math.floor(data.size / batchSize);
  let steps = 0;
  const step = () => {
    session.load(order, (steps++ % batches) * batchSize);
    tape.forward();
    rule.assignCredit();
    optimizer.step();
  };
  step(); // a rewiring looks at the errors of the last one
  const bound = rewiring.bind({ arena, tape, parameters: network.parameters, moments: optimizer.state });
  return {
    name: `${name}, ${widths}, ${nameOf(density)}`,
    density,
    flops: 0,
    beside: "a training step",
    kernel: () => void bound.step({ epoch: 100, step: 0, steps: 1 }),
    baseline: step,
  };
}
