import { describe, expect, it } from "vitest";
import {
  type ModularNetwork,
  type ModularNetworkOptions,
  modularNetwork,
} from "../../../src/models/functional-modularity.js";
import { Random } from "../../../src/random.js";
import { softmaxCrossEntropy } from "../../../src/tape/losses.js";
import type { Parameter } from "../../../src/tape/parameter.js";
import { Tape } from "../../../src/tape/tape.js";
import { Tensor } from "../../../src/tensor/tensor.js";
import type { Arena } from "../../../src/wasm/arena.js";
import { forward } from "../../reference/functional-modularity.js";
import { openArena, variants } from "../../support.js";
import { expectGradients } from "../../tape/gradients.js";

const batch = 6,
  labels = [0, 1, 2, 2, 1, 0];

/** A network on random examples, above the cross-entropy of its max decision. */
function scene(arena: Arena, options: Partial<ModularNetworkOptions>, seed = 1) {
  const size = { inputs: 4, units: 3, outputs: 3, steps: 3, connections: 4, range: 1 },
    network = modularNetwork(arena, { ...size, random: new Random(seed), ...options }),
    tape = new Tape(arena),
    x = tape.input([network.inputs, batch]),
    random = new Random(seed).stream("inputs");
  x.value.data.forEach((_, i, data) => void (data[i] = 2 * random.uniform() - 1));
  const unrolled = network.unroll(x),
    decision = unrolled.decision(),
    loss = softmaxCrossEntropy(decision.output, Tensor.from(arena, [batch], labels, "i32"));
  const example = (b: number) => Array.from({ length: network.inputs }, (_, f) => x.value.data[f * batch + b]!);
  return { network, tape, x, unrolled, decision, loss, examples: labels.map((_, b) => example(b)) };
}

const kinds: [string, Partial<ModularNetworkOptions>][] = [
  ["additive", {}],
  ["additive, inside", { communication: "inside" }],
  ["additive, no biases, no self-connections", { biases: false, selfConnections: false }],
  ["additive, bottleneck, three modules", { bottleneck: 2, modules: 3 }],
  ["additive, fixed readout", { readout: "fixed" }],
  ["parallel", { cell: "parallel" }],
  [
    "parallel, biases, self-connections, bottleneck",
    { cell: "parallel", biases: true, selfConnections: true, bottleneck: 2 },
  ],
];
const binary: typeof kinds = [
  ["parallel, binary", { cell: "parallel", channel: "binary" }],
  ["parallel, binary, three modules, biases", { cell: "parallel", channel: "binary", modules: 3, biases: true }],
];

/** All parameters, fixed ones too. */
const everything = ({ modules, connections }: ModularNetwork) => [
  ...modules.flatMap((module) => Object.values({ ...module }).filter((parameter) => parameter !== undefined)),
  ...connections.map(({ weights }) => weights),
];

describe.each([...kinds, ...binary])("%s", (_, options) => {
  it("answers and learns as its equations say in double precision", async () => {
    using arena = await openArena();
    const { network, tape, decision, loss, examples } = scene(arena, options),
      want = forward(network, examples, labels);
    tape.forward();
    tape.backward(loss);
    // Some 60 roundings one after another, of numbers up to 4, lead to an output or a gradient.
    const bound = 60 * 2 ** -24 * 4;
    expect([...decision.winner.data]).toEqual(want.winners);
    for (const [b, outputs] of want.outputs.entries())
      for (const [c, value] of outputs.entries())
        expect(Math.abs(decision.output.value.data[c * batch + b]! - value)).toBeLessThan(bound);
    for (const { name, gradient } of everything(network))
      for (const [entry, slope] of gradient.data.entries()) {
        const absent = !network.architecture.selfConnections && name.endsWith("recurrent") && entry % 4 === 0;
        const expected = absent ? 0 : forward(network, examples, labels, { name, entry }).slope;
        expect(Math.abs(slope - expected), `${name}[${entry}]`).toBeLessThan(bound);
      }
  });
});

describe.each(kinds)("%s", (_, options) => {
  it("has the gradient of its definition: differences of all parameters", async () => {
    using arena = await openArena();
    for (let seed = 1; ; seed++) {
      const { network, tape, loss, examples } = scene(arena, options, seed);
      // No difference, of steps of 2^-7, is to change who answers: not every draw is that clear.
      if (seed < 20 && forward(network, examples, labels).margin < 0.05) continue;
      const isDense = ({ name }: Parameter) => network.architecture.selfConnections || !name.endsWith("recurrent");
      expectGradients(tape, loss, everything(network).filter(isDense));
      break;
    }
  });
});

describe("two steps by hand", () => {
  /** The specification's oracle: two modules of two units, one weight each way. */
  it.each(variants)("equal the specification's numbers to 1e-7, %s build", async (variant) => {
    using arena = await openArena(variant);
    const network = modularNetwork(arena, { inputs: 2, units: 2, outputs: 2, steps: 3, connections: 4, biases: false });
    for (const { input, recurrent } of network.modules) {
      input.value.data.set([0.5, -0.5, 0.25, 0.75]);
      recurrent.value.data.set([0.1, -0.2, 0.3, 0.4]);
    }
    for (const { to, matrix } of network.connections)
      matrix.values.data.set(to === 1 ? [0, 0, 0.6, 0] : [0, -0.4, 0, 0]);
    const tape = new Tape(arena, { gradients: false }),
      x = tape.input([4, 1]),
      { states } = network.unroll(x);
    x.value.data.set([1, 0.5, -1, 2]);
    tape.forward();
    const expected = [
      [0.24491866, 0.55459972, -0.90514825, 0.84828364],
      [-0.17395435, 0.72604663, -0.94252217, 0.89856547],
      [-0.26551362, 0.69791932, -0.94404241, 0.84033042],
    ];
    for (const [t, modules] of states.entries())
      for (const [i, value] of modules.flatMap((h) => [...h.value.data]).entries())
        expect(Math.abs(value - expected[t]![i]!), `h ${i} at t = ${t + 1}`).toBeLessThan(1e-7);
  });
});

describe("unroll", () => {
  it("without what modules say to each other, leaves a module's gradients to itself and to who answers", async () => {
    using arena = await openArena();
    const { network, tape, decision, loss } = scene(arena, {});
    for (const { weights } of network.connections) weights.value.data.fill(0);
    const gradientsOf = (n: number) => {
      tape.forward();
      tape.backward(loss);
      const own = network.parameters.filter(({ name }) => name.startsWith(`module${n}/`));
      return own.map(({ gradient }) => gradient.data.slice());
    };
    const [first, second] = [gradientsOf(0), gradientsOf(1)],
      winners = decision.winner.data.slice();
    expect(new Set(winners).size).toBe(2);
    network.modules[1]!.recurrent.value.data.forEach((_, i, data) => void (data[i]! *= 1.001));
    expect(gradientsOf(0)).toEqual(first);
    expect(gradientsOf(1)).not.toEqual(second);
    expect(decision.winner.data).toEqual(winners);
    // Who never answers learns nothing.
    network.modules[1]!.readoutBias.value.data.fill(100);
    for (const gradient of gradientsOf(0)) expect(gradient).toEqual(new Float32Array(gradient.length));
  });

  it("computes the input's drive once, and no product with h = 0", async () => {
    using arena = await openArena();
    const { tape } = scene(arena, {}),
      count = (name: string) => tape.operations.filter((operation) => operation.name === name).length;
    // Per module: the drive, two recurrent products, the readout; two products with what the other one says.
    expect([count("linear"), count("sparseLinear"), count("tanh")]).toEqual([8, 4, 6]);
  });

  it("records what reads the states out on demand and once, at any step", async () => {
    using arena = await openArena();
    const network = modularNetwork(arena, { inputs: 4, units: 3, connections: 2, bottleneck: 2, steps: 3 }),
      tape = new Tape(arena),
      unrolled = network.unroll(tape.input([8, 5])),
      recorded = tape.operations.length;
    expect(unrolled.states.map((modules) => modules.length)).toEqual([2, 2, 2]);
    expect(unrolled.readouts()).toBe(unrolled.readouts(2));
    expect(tape.operations.length).toBe(recorded + 4);
    expect(unrolled.bottlenecks()).toBe(unrolled.bottlenecks(2));
    expect(unrolled.bottlenecks()[1]!.value.shape).toEqual([2, 5]);
    expect(tape.operations.length).toBe(recorded + 4);
    expect(unrolled.decision(0).inputs).toEqual(unrolled.readouts(0));
    expect(unrolled.decision(0)).toBe(unrolled.decision(0));
    expect(unrolled.decision(0).output.value.shape).toEqual([10, 5]);
    const plain = modularNetwork(arena, { inputs: 4, units: 3, connections: 2 }).unroll(tape.input([8, 5]));
    expect(plain.bottlenecks()).toEqual([]);
  });

  it.each(kinds.slice(0, 2).concat(kinds.slice(5), binary.slice(0, 1)))(
    "exchanging the modules' parameters and inputs exchanges their readouts, bit for bit: %s",
    async (_, options) => {
      using arena = await openArena();
      // Where all connections exist, weights can be exchanged, and a weight of 0 is as good as none.
      const one = scene(arena, { ...options, connections: 9 }),
        two = scene(arena, { ...options, connections: 9 });
      for (const { weights } of one.network.connections)
        weights.value.data.forEach((_, i, data) => void (data[i]! *= Number(i % 3 === 0)));
      const name = (original: string) => original.replace(/\d/g, (n) => String(1 - Number(n)));
      const all = new Map(everything(one.network).map((parameter) => [parameter.name, parameter]));
      for (const parameter of everything(two.network))
        parameter.value.data.set(all.get(name(parameter.name))!.value.data);
      const half = one.x.value.size / 2,
        data = one.x.value.data;
      two.x.value.data.set([...data.subarray(half), ...data.subarray(0, half)]);
      for (const { tape, loss } of [one, two]) {
        tape.forward();
        tape.backward(loss);
      }
      expect(two.decision.output.value.data).toEqual(one.decision.output.value.data);
      expect([...two.decision.winner.data]).toEqual(Array.from(one.decision.winner.data, (n) => 1 - n));
      for (const n of [0, 1])
        expect(two.unrolled.readouts()[n]!.value.data).toEqual(one.unrolled.readouts()[1 - n]!.value.data);
      for (const parameter of everything(two.network))
        expect(parameter.gradient.data, parameter.name).toEqual(all.get(name(parameter.name))!.gradient.data);
    },
  );

  it.each([kinds[0]!, kinds[5]!])(
    "modules that do not speak learn alone but for who answers: %s",
    async (_, options) => {
      using arena = await openArena();
      const { network, tape, decision, loss } = scene(arena, options),
        own = everything(network).filter(({ name }) => name.startsWith("module0/"));
      const learn = () => {
        tape.forward();
        tape.backward(loss);
        return own.map(({ gradient }) => gradient.data.slice());
      };
      const disturbed = () => {
        const winners = [...decision.winner.data],
          before = learn(),
          { data } = network.modules[1]!.input.value,
          original = data.slice();
        data.forEach((weight, i) => void (data[i] = 1.01 * weight));
        const after = learn();
        expect([...decision.winner.data]).toEqual(winners);
        data.set(original);
        return { before, after };
      };
      learn();
      const joined = disturbed();
      expect(joined.after).not.toEqual(joined.before);
      for (const { weights } of network.connections) weights.value.data.fill(0);
      learn();
      const cut = disturbed();
      expect(new Set(decision.winner.data).size).toBe(2);
      expect(cut.after).toEqual(cut.before);
      expect(cut.before.flatMap((gradient) => [...gradient]).some((g) => g !== 0)).toBe(true);
    },
  );
});
