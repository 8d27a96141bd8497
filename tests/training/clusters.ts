import { Dataset } from "../../src/data/dataset.js";
import { Random } from "../../src/random.js";

/** A toy task: three clusters in eight dimensions, around fixed centres, with uniform noise. */
export function clusters(size: number, seed = 1): Dataset {
  const random = new Random(seed),
    centres = new Random(99);
  const means = Array.from({ length: 3 * 8 }, () => 2 * centres.uniform() - 1),
    inputs = new Float32Array(size * 8),
    labels = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    labels[i] = i % 3;
    for (let d = 0; d < 8; d++) inputs[i * 8 + d] = means[(i % 3) * 8 + d]! + 0.8 * (random.uniform() - 0.5);
  }
  return new Dataset({ name: "clusters", inputs, features: 8, labels, outputs: 3 });
}
