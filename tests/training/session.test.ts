import { expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { ArgumentError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Sequential } from "../../src/training/sequential.js";
import { identityOrder, Session } from "../../src/training/session.js";
import { openArena } from "../support.js";

/** What the kernel multiplies by. */
const scale = Math.fround(1 / 255);
const data = new Dataset({
  inputs: Uint8Array.of(0, 255, 255, 0, 51, 102),
  features: 2,
  labels: [0, 1, 1],
  outputs: 2,
  scale: 1 / 255,
});

it("Session gathers the examples of a batch in the order asked for and zeroes the rest", async () => {
  using arena = await openArena();
  const net = new Sequential(arena, { inputs: 2, layers: [new Dense(2, { bias: false })] });
  net.parameters[0]!.value.data.set([1, 0, 0, 1]);
  const session = new Session(arena, net, data, { batchSize: 2, gradients: false }),
    order = Tensor.from(arena, [3], [2, 0, 1], "i32");
  expect(session.load(order, 0)).toBe(2);
  session.tape.forward();
  expect([...session.prediction.value.data]).toEqual([51 * scale, 0, 102 * scale, 1].map(Math.fround));
  expect(session.correct()).toBe(1);
  expect(session.load(order, 2)).toBe(1);
  session.tape.forward();
  expect([...session.prediction.value.data]).toEqual([1, 0, 0, 0]);
  expect([session.loss.count, session.correct()]).toEqual([1, 0]);
});

it("Session refuses batches larger than the data and losses without their truth", async () => {
  using arena = await openArena();
  const net = new Sequential(arena, { inputs: 2, layers: [new Dense(2)] });
  for (const options of [{ batchSize: 4 }, { batchSize: 0 }, { batchSize: 2, loss: "squaredError" as const }])
    expect(() => new Session(arena, net, data, { gradients: true, ...options })).toThrow(ArgumentError);
});

it("identityOrder counts up", async () => {
  using arena = await openArena();
  expect([...identityOrder(arena, 4).data]).toEqual([0, 1, 2, 3]);
});
