import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { bp } from "../../src/learning/bp.js";
import { dfa } from "../../src/learning/dfa.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { add } from "../../src/tape/arithmetic.js";
import { averagePool2d } from "../../src/tape/average-pool2d.js";
import { linear } from "../../src/tape/linear.js";
import { Tape } from "../../src/tape/tape.js";
import { vectorGate } from "../../src/tape/vector-gate.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { VectorVariable } from "../../src/tape/vector-variable.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { draw } from "../arbitraries/conv.js";
import * as reference from "../reference/pool.js";
import { expectSame, openArena } from "../support.js";
import { expectExactGradients, input, lossOf, newTape, parameter, ternary } from "./gradients.js";

const cases = fc
  .record({
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 6 }),
    channels: fc.integer({ min: 1, max: 3 }),
    components: fc.integer({ min: 1, max: 3 }),
    batch: fc.integer({ min: 1, max: 5 }),
    side: fc.nat(),
    seed: fc.nat(),
  })
  .map(({ side, ...rest }) => ({ ...rest, size: 1 + (side % Math.min(rest.height, rest.width)) }));

describe("averagePool2d", () => {
  it("averages the windows of scalar images and of every component of vector images", async () => {
    using parent = await openArena();
    fc.assert(
      fc.property(cases, ({ height, width, size, channels, components, batch, seed }) => {
        using arena = new Arena(parent.kernels);
        const tape = new Tape(arena, { gradients: false }),
          units = height * width * channels,
          random = new Random(seed);
        const scalar = tape.input([units, batch]),
          vector = tape.adopt(new VectorVariable(tape, new Tensor(arena, [units, components, batch])));
        for (const x of [scalar, vector]) x.value.data.set(draw(random, x.value.size));
        const [y, z] = [scalar, vector].map((x) => averagePool2d(x, { height, width, size }));
        tape.forward();
        const positions = reference.pooledPositions({ height, width, size, pixel: 1 });
        expect([y!.value.shape, z!.value.shape]).toEqual([
          [positions * channels, batch],
          [positions * channels, components, batch],
        ]);
        const pixel = channels * batch;
        expectSame(y!.value.data, reference.averagePool({ height, width, size, pixel }, scalar.value.data));
        expectSame(
          z!.value.data,
          reference.averagePool({ height, width, size, pixel: pixel * components }, vector.value.data),
        );
      }),
    );
  });

  it.each([
    [4, 6, 2],
    [5, 7, 2], // a row and a column are left over
    [5, 4, 4],
    [3, 3, 1],
  ])("of %i × %i positions, windows of %i, has the gradient of its definition", async (height, width, size) => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = tape.input([height * width * 2, 2], { gradient: true });
    x.value.data.set(ternary(random, x.value.size));
    expectExactGradients(averagePool2d(x, { height, width, size }), random, [x]);
  });

  it("adds to the gradient that another reader of its input left", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = tape.input([16, 2], { gradient: true });
    x.value.data.set(ternary(random, 32));
    const [once, again] = [0, 1].map(() => averagePool2d(x, { height: 4, width: 4, size: 2 }));
    expectExactGradients(add(once!, again!), random, [x]);
  });

  it("shares a unit's credit among the units of its window, and the error with all units", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      x = tape.input([1, 2]),
      z = vectorGate(
        vectorLinear(x, parameter(arena, new Random(1), [8, 3, 1])),
        Tensor.from(arena, [2, 3], ternary(new Random(2), 6)),
      ),
      pooled = averagePool2d(z, { height: 2, width: 2, size: 2 }) as VectorVariable;
    expect([pooled.units, pooled.components, pooled.gradient!.shape]).toEqual([2, 3, [2, 2]]);
    expect(pooled.error).toBe(z.error);
    tape.forward();
    tape.startSweep();
    pooled.accumulates();
    pooled.gradient!.data.set([4, 8, -4, 12]);
    tape.operations.at(-1)!.backward();
    expect([...z.gradient!.data]).toEqual([1, 2, -1, 3, 1, 2, -1, 3, 1, 2, -1, 3, 1, 2, -1, 3]);
  });

  it("of an input without a gradient has none, so that no rule sends credit there", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = tape.input([8, 4]),
      pooled = averagePool2d(averagePool2d(x, { height: 4, width: 2, size: 1 }), { height: 4, width: 2, size: 2 });
    expect(pooled.gradient).toBeUndefined();
    const first = parameter(arena, random, [5, 2]),
      loss = lossOf(linear(relu(linear(pooled, first)), parameter(arena, random, [3, 5])), random),
      rule = dfa().bind(tape, loss, random);
    x.value.data.set(draw(random, 32));
    expect(rule.feedback.size).toBe(1);
    tape.forward();
    for (const { assignCredit } of [rule, bp().bind(tape, loss, random)]) {
      first.gradient.data.fill(0);
      assignCredit();
      expect(first.gradient.data.some((value) => value !== 0)).toBe(true);
    }
  });

  it("replays without allocating, and keeps its output alone without gradients", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      loss = lossOf(averagePool2d(input(tape, random, [16, 2]), { height: 4, width: 4, size: 2 }), random),
      before = arena.memory();
    for (let step = 0; step < 3; step++) {
      tape.forward();
      tape.backward(loss);
    }
    expect(arena.memory()).toEqual(before);
    const bare = new Tape(arena, { gradients: false }),
      x = bare.adopt(new VectorVariable(bare, new Tensor(arena, [16, 3, 2]))),
      { blocks } = arena.memory(),
      pooled = averagePool2d(x, { height: 4, width: 4, size: 2 }) as VectorVariable;
    expect([arena.memory().blocks - blocks, pooled.gradient, pooled.error]).toEqual([1, undefined, undefined]);
  });

  it("refuses what does not fit when it is recorded", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      x = tape.input([24, 2]),
      { blocks } = arena.memory();
    for (const [height, width] of [
      [5, 2],
      [7, 7],
      [48, 1],
    ] as const)
      expect(() => averagePool2d(x, { height, width, size: 1 }), `${height} × ${width}`).toThrow(ShapeError);
    for (const [height, width, size] of [
      [4, 3, 4],
      [4, 3, 0],
      [4, 3, 1.5],
      [4, 3, Number.NaN],
      [0, 3, 1],
      [4, 1.5, 1],
      [-4, -3, 1],
      [4, undefined as unknown as number, 1],
    ] as const)
      expect(() => averagePool2d(x, { height, width, size }), `${height} ${width} ${size}`).toThrow(ArgumentError);
    expect(arena.memory().blocks).toBe(blocks);
    for (const shape of [[24], [4, 6, 2], [24, 2, 1]])
      expect(() => averagePool2d(tape.input(shape), { height: 4, width: 3, size: 2 })).toThrow(ShapeError);
    expect(tape.operations).toHaveLength(0);
  });
});
