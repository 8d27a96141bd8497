import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, MemoryError, ShapeError } from "../../src/errors.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { exponential, type Progress } from "../../src/schedules.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { checkpointFromBytes, checkpointToBytes } from "../../src/training/checkpoint-bytes.js";
import { frozen, type Group, grouped } from "../../src/training/grouped.js";
import { adadelta, adam, type Optimizer, sgd, type Trainable } from "../../src/training/optimizers.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels } from "../support.js";
import { clusters } from "./clusters.js";
import { everyLayer, train, untimed } from "./resumption.js";

function parameter(arena: Arena, name: string, seed = 1): Trainable {
  const random = new Random(seed);
  return {
    name,
    value: fillNormal(random, new Tensor(arena, [7])),
    gradient: fillNormal(random, new Tensor(arena, [7])),
  };
}

const named =
  (...names: string[]) =>
  ({ name }: Trainable) =>
    names.includes(name);
const everything = () => true;

describe("grouped", () => {
  it("does to every group what its optimizer does alone, at the group's rate", async () => {
    using arena = await openArena();
    const names = ["a", "b", "c"],
      own = names.map((name, i) => parameter(arena, name, i)),
      shared = names.map((name, i) => parameter(arena, name, i)),
      schedule = exponential({ factor: 0.9 });
    const bound = grouped([
      { parameters: named("b"), optimizer: adam({ rate: 0.1 }), schedule },
      { parameters: named("a", "b"), optimizer: adadelta({ rate: 0.5 }), schedule: exponential({ factor: 0.95 }) },
      { parameters: everything, optimizer: sgd({ momentum: 0.9 }) },
    ]).bind(arena, shared);
    const alone = [
      adadelta({ rate: 0.5 }).bind(arena, [own[0]!]),
      adam({ rate: 0.1 }).bind(arena, [own[1]!]),
      sgd({ momentum: 0.9 }).bind(arena, [own[2]!]),
    ];
    expect([...bound.state.keys()].sort()).toEqual(alone.flatMap(({ state }) => [...state.keys()]).sort());
    const { allocations } = arena.memory();
    for (let epoch = 0; epoch < 3; epoch++)
      for (let step = 0; step < 4; step++) {
        const factors = [0.95, 0.9, 1].map((factor) => 0.7 * exponential({ factor })({ epoch, step, steps: 4 }));
        for (const [i, one] of alone.entries()) one.step(factors[i], 0.5);
        bound.step(0.7, 0.5, { epoch, step, steps: 4 });
      }
    for (const [i, { value }] of own.entries()) expect(shared[i]!.value.data).toEqual(value.data);
    expect([bound.steps, ...alone.map(({ steps }) => steps)]).toEqual([12, 12, 12, 12]);
    expect(arena.memory().allocations).toBe(allocations);
  });

  it("is told the time by fit, and every group's rate falls as its schedule says", async () => {
    using arena = await openArena();
    const seen: [string, number, Progress | undefined][] = [];
    const witness = (name: string): Optimizer => ({
      name,
      bind: () => ({
        steps: 0,
        state: new Map(),
        step: (factor = 1, _, progress) => void seen.push([name, factor, progress]),
        dispose() {},
      }),
    });
    await everyLayer(arena).fit(clusters(90), {
      epochs: 3,
      batchSize: 45,
      schedule: exponential({ factor: 0.5 }),
      optimizer: grouped([
        {
          parameters: ({ name }) => name.startsWith("sparse"),
          optimizer: witness("a"),
          schedule: exponential({ factor: 0.95 }),
        },
        { parameters: everything, optimizer: witness("b"), schedule: exponential({ factor: 0.9 }) },
      ]),
    });
    expect(seen.map(([name]) => name).join("")).toBe("ab".repeat(6));
    for (const [i, [name, factor, progress]] of seen.entries()) {
      const epoch = Math.floor(i / 4);
      expect(factor).toBeCloseTo(0.5 ** epoch * (name === "a" ? 0.95 : 0.9) ** epoch, 14);
      expect(progress).toEqual({ epoch, step: Math.floor((i % 4) / 2), steps: 2 });
    }
  });

  it("resumes from a checkpoint with the bits of a run that never stopped", async () => {
    const optimizer = () =>
      grouped([
        { parameters: ({ name }) => name.endsWith("bias"), optimizer: frozen() },
        {
          parameters: ({ name }) => name.startsWith("sparse"),
          optimizer: adam({ rate: 0.02 }),
          schedule: exponential({ factor: 0.8 }),
        },
        { parameters: everything, optimizer: adadelta(), schedule: exponential({ factor: 0.9 }) },
      ]);
    using arena = await openArena();
    const whole = await train(everyLayer(arena), { epochs: 4, optimizer: optimizer() }),
      bytes = checkpointToBytes(
        (await train(everyLayer(arena), { epochs: 2, optimizer: optimizer() })).checkpoints[1]!,
      );
    expect(whole.checkpoints[0]!.optimizer).toBe("grouped(frozen, adam, adadelta)");
    using second = await openArena("debug");
    const resume = checkpointFromBytes(bytes),
      rest = await train(everyLayer(second), { epochs: 4, optimizer: optimizer(), resume });
    expect(rest.print).toBe(whole.print);
    expect(untimed(rest.history.epochs)).toEqual(untimed(whole.history.epochs));
    await expect(train(everyLayer(second), { epochs: 4, optimizer: adam(), resume })).rejects.toThrow(
      /optimizer is "grouped\(frozen, adam, adadelta\)", must be "adam"/,
    );
  });

  it("leaves frozen parameters alone, and wants every parameter claimed", async () => {
    using arena = await openArena();
    const [a, b] = [parameter(arena, "a"), parameter(arena, "b")],
      before = a.value.data.slice(),
      rest = grouped([{ parameters: named("b"), optimizer: sgd() }]);
    expect(() => rest.bind(arena, [a, b])).toThrow(/parameter is "a", must be claimed by a group/);
    const bound = grouped([
      { parameters: named("b"), optimizer: sgd() },
      { parameters: everything, optimizer: frozen() },
    ]).bind(arena, [a, b]);
    const other = b.value.data.slice();
    bound.step();
    expect(a.value.data).toEqual(before);
    expect(b.value.data).not.toEqual(other);
  });

  it("gives its memory back, also when a later group cannot be bound", async () => {
    /** Runs out of memory at the fourth block. */
    class SmallArena extends Arena {
      override allocate(bytes: number, owner?: string): number {
        if (this.memory().blocks >= 3) throw new MemoryError("SmallArena", bytes, "full");
        return super.allocate(bytes, owner);
      }
    }
    const kernels = await openKernels();
    using home = new Arena(kernels);
    using arena = new SmallArena(kernels);
    const [a, b] = [parameter(home, "a"), parameter(home, "b")];
    const two = (second: Optimizer) =>
      grouped([
        { parameters: named("a"), optimizer: adam() },
        { parameters: everything, optimizer: second },
      ]);
    expect(() => two(adam()).bind(arena, [a, b])).toThrow(MemoryError);
    expect(() => two(adam()).bind(arena, [a, { ...b, gradient: new Tensor(home, [3]) }])).toThrow(ShapeError);
    expect(arena.memory().bytesInUse).toBe(0);
    const bound = two(sgd()).bind(arena, [a, b]);
    bound.step();
    bound.dispose();
    bound.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
    expect(() => bound.step()).toThrow(DisposedError);
  });

  it("refuses what is no group, names used twice, and schedules without the time or out of range", async () => {
    using arena = await openArena();
    for (const groups of [undefined, {}, [undefined], [{}], [{ parameters: "a", optimizer: sgd() }]])
      expect(() => grouped(groups as never)).toThrow(ArgumentError);
    expect(() => grouped([{ parameters: everything, optimizer: sgd as never }])).toThrow(
      /groups\[0\].optimizer is a func/,
    );
    const bad = { parameters: everything, optimizer: sgd(), schedule: 0.9 } as unknown as Group;
    expect(() => grouped([bad])).toThrow(/groups\[0\].schedule is 0.9/);
    const optimizer = (factor: number) =>
      grouped([
        { parameters: named("a"), optimizer: sgd() },
        { parameters: everything, optimizer: sgd(), schedule: () => factor },
      ]);
    const [a, b] = [parameter(arena, "a"), parameter(arena, "b")],
      before = a.value.data.slice(),
      time = { epoch: 0, step: 0, steps: 1 };
    expect(() => optimizer(1).bind(arena, [a, a])).toThrow(/parameter name is "a", must be used once/);
    for (const factor of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => optimizer(factor).bind(arena, [a, b]).step(1, 1, time)).toThrow(ArgumentError);
    const bound = optimizer(1).bind(arena, [a, b]);
    expect(() => bound.step()).toThrow(/progress is undefined, must be given: groups\[1\] has a schedule/);
    expect(() => bound.step(1, Number.NaN, time)).toThrow(ArgumentError);
    expect(() => {
      bound.steps = -1;
    }).toThrow(ArgumentError);
    expect([bound.steps, a.value.data]).toEqual([0, before]);
    expect(grouped([]).bind(arena, []).steps).toBe(0);
  });
});
