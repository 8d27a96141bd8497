import { Arena, ArgumentError, hiddenUnits, type Sequential, Tape, Tensor } from "neurite";
import { softmaxCrossEntropy, VectorVariable } from "neurite/tape";
import type { Grid } from "./raster.js";

/** What a network makes of one example. */
export interface Answer {
  readonly probabilities: Float32Array<ArrayBuffer>;
  /** Activity of each hidden layer: a column for every unit, a row for every component of a vector unit. */
  readonly activity: readonly Grid[];
}

/** Runs a network on single examples, between the steps of its training, too; asking allocates nothing in its memory. */
export class Probe {
  readonly #arena: Arena;
  readonly #tape: Tape;
  readonly #input: Tensor;
  readonly #output: Tensor;
  readonly #hidden: readonly { units: number; components: number; value: Tensor }[];

  constructor(network: Sequential) {
    this.#arena = new Arena(network.arena.kernels);
    const tape = (this.#tape = new Tape(this.#arena, { gradients: false })),
      x = tape.input([network.inputs, 1]),
      y = network.record(x);
    tape.training = false;
    this.#input = x.value;
    this.#output = y.value;
    // The loss is recorded to tell which operations are hidden layers.
    const loss = softmaxCrossEntropy(y, new Tensor(this.#arena, [1], "i32"));
    this.#hidden = hiddenUnits(tape, loss).map(({ nonlinearity: { output } }) =>
      output instanceof VectorVariable
        ? { units: output.units, components: output.components, value: output.value }
        : { units: output.value.size, components: 1, value: output.value },
    );
  }

  /** @throws {ArgumentError} unless there are as many values as the network has inputs */
  ask(input: ArrayLike<number>): Answer {
    if (input.length !== this.#input.size)
      throw new ArgumentError("classify", "number of values", input.length, `the network's ${this.#input.size} inputs`);
    this.#input.data.set(input);
    this.#tape.forward();
    return {
      probabilities: softmax(this.#output.data),
      activity: this.#hidden.map(({ units, components, value }) => {
        const { data } = value,
          values = new Float32Array(units * components);
        for (let unit = 0; unit < units; unit++)
          for (let k = 0; k < components; k++) values[k * units + unit] = data[unit * components + k]!;
        return { rows: components, columns: units, values };
      }),
    };
  }

  dispose(): void {
    this.#arena.dispose();
  }
}

/** For the eye alone: nothing that is promised to have equal bits depends on it. */
function softmax(outputs: Float32Array): Float32Array<ArrayBuffer> {
  const largest = Math.max(...outputs),
    powers = Float32Array.from(outputs, (output) => Math.exp(output - largest)),
    sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
