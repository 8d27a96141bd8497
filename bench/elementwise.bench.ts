import { exp, relu, sigmoid, tanh } from "../src/ops/activations.js";
import { addBias } from "../src/ops/elementwise.js";
import { softmax } from "../src/ops/softmax.js";
import { Tensor } from "../src/tensor/tensor.js";
import * as plain from "./baseline/elementwise.js";
import { activity, batch } from "./shapes.js";
import type { Suite } from "./suite.js";
import { values } from "./values.js";

/** Functions of each element of a hidden layer's activity, and softmax over its columns. `gflops` counts elements. */
export const elementwise: Suite = {
  name: "elementwise",
  *cases(arena) {
    const input = values("activity", activity).map((value) => 5 * value),
      rows = activity / batch,
      x = Tensor.from(arena, [rows, batch], input),
      y = new Tensor(arena, [rows, batch]),
      plainY = new Float32Array(activity),
      bias = Tensor.from(arena, [rows], values("bias", rows)),
      plainBias = bias.data.slice();
    const functions = [
      { name: "relu", kernel: relu, baseline: plain.relu },
      { name: "exp", kernel: exp, baseline: plain.exp },
      { name: "tanh", kernel: tanh, baseline: plain.tanh },
      { name: "sigmoid", kernel: sigmoid, baseline: plain.sigmoid },
    ];
    for (const { name, kernel, baseline } of functions)
      yield {
        name: `${name} [${rows},${batch}]`,
        density: null,
        flops: activity,
        kernel: () => void kernel(x, y),
        baseline: () => baseline(input, plainY),
      };
    yield {
      name: `addBias [${rows},${batch}]`,
      density: null,
      flops: activity,
      kernel: () => void addBias(bias, y),
      baseline: () => plain.addBias(plainBias, plainY),
    };
    yield {
      name: `softmax [${rows},${batch}]`,
      density: null,
      flops: activity,
      kernel: () => void softmax(x, y),
      baseline: () => plain.softmax(input, rows, batch, plainY),
    };
  },
};
