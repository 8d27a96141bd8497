import { ArgumentError } from "../errors.js";
import { copy } from "../ops/elementwise.js";
import type { Loss } from "../tape/operation.js";
import type { Tape } from "../tape/tape.js";
import { Tensor } from "../tensor/tensor.js";
import type { BoundRule } from "./rule.js";
import { hiddenUnits } from "./units.js";

/** Measures how well a rule's credit points where the gradient points. */
export interface Alignment {
  /**
   * After `tape.forward()`: for every hidden layer, lowest first, the angle in degrees between what the rule sends to the
   * outputs of its units and the true gradient there, the mean over the batch's examples. 90 is what chance gives; NaN when no
   * example has both. For GEVB the former is the vector of ones. Overwrites all gradients; allocates nothing.
   */
  angles(): number[];
}

/**
 * Binds the measure to a recorded network and a rule bound to it.
 * @throws {ArgumentError} for a tape without gradients
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089, alignment of the unit gradients.
 */
export function alignment(tape: Tape, loss: Loss, rule: BoundRule): Alignment {
  if (!tape.gradients) throw new ArgumentError("alignment", "tape", tape, "a tape made with gradients");
  const layers = hiddenUnits(tape, loss).map(({ nonlinearity }) => {
    const { gradient } = nonlinearity.output;
    return { gradient: gradient!, sent: new Tensor(tape.arena, gradient!.shape) };
  });
  return {
    angles() {
      rule.assignCredit();
      for (const { gradient, sent } of layers) copy(gradient, sent);
      tape.backward(loss);
      return layers.map(({ gradient, sent }) => meanAngle(sent.data, gradient.data, gradient.shape[1]!, loss.count));
    },
  };
}

/** Mean angle between the columns of two matrices with `batch` columns, over the first `count`, in degrees. */
function meanAngle(a: Float32Array, b: Float32Array, batch: number, count: number): number {
  let total = 0,
    measured = 0;
  for (let example = 0; example < count; example++) {
    let dot = 0,
      aa = 0,
      bb = 0;
    for (let i = example; i < a.length; i += batch) {
      dot += a[i]! * b[i]!;
      aa += a[i]! * a[i]!;
      bb += b[i]! * b[i]!;
    }
    if (aa === 0 || bb === 0) continue;
    total += Math.acos(Math.max(-1, Math.min(1, dot / Math.sqrt(aa * bb))));
    measured++;
  }
  return ((total / measured) * 180) / Math.PI;
}
