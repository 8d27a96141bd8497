import { describe, expect, it } from "vitest";
import { gevb } from "../../src/learning/gevb.js";
import { axpy } from "../../src/ops/elementwise.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import type { Operation } from "../../src/tape/operation.js";
import { Tape } from "../../src/tape/tape.js";
import type { Variable } from "../../src/tape/variable.js";
import { VectorVariable } from "../../src/tape/vector-variable.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Sequential } from "../../src/training/sequential.js";
import { cosine } from "../tape/vectors.js";
import { gradients, record, six } from "./support.js";

/**
 * The network with its gates held as they stand now, recorded anew. Its outputs are linear in the parameters of every single
 * layer, so that differences need not be small and the noise of f32 stays below them; and as gates are no differentiable
 * functions, this is what the gradient is the gradient of.
 */
function heldGates(network: Sequential, { x, tape, loss }: Awaited<ReturnType<typeof record>>): () => Float32Array {
  gradients(tape, loss, gevb); // leaves every gate as the credit below it
  const gates = tape.operations
    .filter(({ name }) => name === "vectorGate")
    .map(({ inputs: [h] }) => h!.gradient!.data.slice());
  const held = new Tape(network.arena, { gradients: false });
  let activity: Variable = held.input(x.value.shape);
  activity.value.data.set(x.value.data);
  for (const layer of network.layers)
    activity = "directions" in layer ? hold(activity, gates.shift()!) : layer.record(activity);
  return () => {
    held.forward();
    return activity.value.data.slice();
  };

  function hold(h: Variable, gate: Float32Array): Variable {
    const [units = 0, components = 0, batch = 0] = h.value.shape,
      output = held.adopt(new VectorVariable(held, new Tensor(network.arena, h.value.shape)));
    return held.record<Operation>({
      name: "hold",
      inputs: [h],
      parameters: [],
      output,
      vectors: true,
      forward() {
        const from = h.value.data,
          to = output.value.data;
        for (let unit = 0, at = 0; unit < units; unit++)
          for (let k = 0; k < components; k++)
            for (let b = 0; b < batch; b++, at++) to[at] = gate[unit * batch + b] ? from[at]! : 0;
      },
      backward() {},
    }).output;
  }
}

describe.each(six)("the vector network %s %s", (...which) => {
  it.each([true, false])(
    "has the gradient of its definition: differences along random directions, nonnegative %s",
    async (nonnegative) => {
      const scene = await record(which, { nonnegative, batch: 2 }),
        { arena, network, tape, loss } = scene;
      using _arena = arena;
      const outputs = heldGates(network, scene),
        { data: prediction } = loss.prediction.value,
        random = new Random(7);
      expect([...outputs()]).toEqual([...prediction]);
      tape.backward(loss);
      const error = Array.from(loss.prediction.gradient!.data);
      for (const { name, value, gradient } of network.parameters) {
        const expected: number[] = [],
          actual: number[] = [],
          direction = new Tensor(arena, value.shape),
          before = Tensor.from(arena, value.shape, value.data),
          spread = name.endsWith("bias") ? 0.3 : Math.sqrt(value.data.reduce((sum, w) => sum + w * w, 0) / value.size);
        for (let draw = 0; draw < 3; draw++) {
          fillNormal(random, direction, 0, spread);
          const at = (step: number) => {
            value.data.set(before.data);
            axpy(step, direction, value);
            return outputs();
          };
          const [above, below] = [at(1), at(-1)];
          expected.push(error.reduce((sum, e, i) => sum + (e * (above[i]! - below[i]!)) / 2, 0));
          const { data } = direction;
          actual.push(gradient.data.reduce((sum, g, i) => sum + g * data[i]!, 0));
        }
        value.data.set(before.data);
        direction.dispose();
        before.dispose();
        expect(cosine(actual, expected), name).toBeGreaterThan(0.99999);
        expect(Math.hypot(...actual) / Math.hypot(...expected), name).toBeCloseTo(1, 3);
      }
    },
  );
});
