import type { Dataset } from "../../data/dataset.js";
import { type Alignment, alignment } from "../../learning/alignment.js";
import type { LearningRule } from "../../learning/rule.js";
import { hiddenUnits } from "../../learning/units.js";
import type { Random } from "../../random.js";
import type { Sequential } from "../../training/sequential.js";
import { identityOrder, Session } from "../../training/session.js";
import type { Arena } from "../../wasm/arena.js";
import type { HiddenLayer, Look } from "./course.js";

/** Looks into a network while it learns, on a fixed batch of images. */
export class Probe {
  readonly hidden: readonly HiddenLayer[];
  readonly #network: Sequential;
  readonly #session: Session;
  readonly #alignment: Alignment;

  /** @param options.random stands where the training's stream of feedback stands, so that the rule draws the same */
  constructor(
    arena: Arena,
    network: Sequential,
    images: Dataset,
    { rule, random }: { rule: LearningRule; random: Random },
  ) {
    this.#network = network;
    this.#session = new Session(arena, network, images, { batchSize: images.size, gradients: true });
    const { tape, loss } = this.#session;
    this.#session.load(identityOrder(arena, images.size), 0);
    this.#alignment = alignment(tape, loss, rule.bind(tape, loss, random));
    this.hidden = hiddenUnits(tape, loss).map(({ weights }) => ({
      units: weights.output.value.shape[0]!,
      image: weights.name.toLowerCase().includes("conv2d"),
    }));
  }

  /** Angles of the rule's credit, and what became of the weights above the first layer. */
  look(): Pick<Look, "angles" | "zeroShare" | "leastWeight"> {
    this.#session.tape.forward();
    return { angles: this.#alignment.angles(), ...weightsAbove(this.#network) };
  }
}

function weightsAbove({ parameters }: Sequential): Pick<Look, "zeroShare" | "leastWeight"> {
  let zeros = 0,
    count = 0,
    leastWeight = Infinity;
  for (const { value } of parameters.filter(({ name }) => name.endsWith(".weights")).slice(1)) {
    for (const weight of value.data) {
      if (weight === 0) zeros++;
      if (weight < leastWeight) leastWeight = weight;
    }
    count += value.size;
  }
  return { zeroShare: zeros / count, leastWeight };
}
