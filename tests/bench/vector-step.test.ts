import { expect, it } from "vitest";
import { vectorStep } from "../../bench/vector-step.js";
import { Dataset } from "../../src/data/dataset.js";
import { Random } from "../../src/random.js";
import { openKernels } from "../support.js";

const random = new Random(5),
  size = 24,
  features = 9;
const data = new Dataset({
  inputs: Uint8Array.from({ length: size * features }, () => random.integer(256)),
  features,
  labels: Int32Array.from({ length: size }, () => random.integer(3)),
  outputs: 3,
  scale: 2 / 255,
  offset: -1,
});

it.each(["gevb", "bp"] as const)("the plain JavaScript step of %s computes what the kernels do", async (rule) => {
  const pair = vectorStep(await openKernels(), data, { hidden: [10, 6], batch: 8, rule });
  const layers = pair.network.layers.filter(({ parameters }) => parameters.length > 0),
    before = layers.map(({ parameters: [weights] }) => weights!.value.data.slice());
  for (let step = 0; step < 4; step++) {
    pair.step();
    pair.stepPlain();
  }
  for (const [l, { parameters }] of layers.entries()) {
    const plain = pair.plain.layers[l]!,
      [weights, bias] = parameters.map(({ value }) => value.data);
    expect([...weights!]).not.toEqual([...before[l]!]);
    // Four steps of Adam move a weight by 4 · 3e-4 at most; they agree on all but a hundredth of that.
    for (const [i, w] of weights!.entries()) expect(Math.abs(w - plain.weights[i]!)).toBeLessThan(1.2e-5);
    for (const [i, b] of bias!.entries()) expect(Math.abs(b - plain.bias[i]!)).toBeLessThan(1.2e-5);
    if (l === 1) expect(Math.min(...plain.weights)).toBe(0);
  }
  pair.dispose();
});

it.each(["gevb", "bp"] as const)("the parts of a step of %s are what the whole step does", async (rule) => {
  const open = async () => vectorStep(await openKernels(), data, { hidden: [10, 6], batch: 8, rule }),
    [whole, parts] = [await open(), await open()];
  whole.step();
  for (const part of ["gather", "forward", "credit", "update"] as const) parts[part]();
  for (const [i, { gradient }] of whole.network.parameters.entries())
    expect([...parts.network.parameters[i]!.gradient.data]).toEqual([...gradient.data]);
  const before = parts.network.parameters.map(({ value }) => value.data.slice());
  parts.optimise();
  expect(parts.network.parameters.map(({ value }) => value.data)).toEqual(before);
  whole.dispose();
  parts.dispose();
});
