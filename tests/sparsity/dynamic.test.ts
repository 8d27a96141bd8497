import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, NumericalError, UnsupportedError } from "../../src/errors.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { SparseVectorLinear } from "../../src/networks/sparse-vector-linear.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { Random } from "../../src/random.js";
import { type DynamicSparsityOptions, dynamicSparsity } from "../../src/sparsity/dynamic.js";
import { relu } from "../../src/tape/activations.js";
import { Tape } from "../../src/tape/tape.js";
import { Sequential } from "../../src/training/sequential.js";
import { openArena } from "../support.js";
import { cellsOf, once, randomSite, start, wiredSite } from "./dynamic-support.js";

const drops = ["magnitude", "signed", "random", "hebbian"] as const,
  grows = ["random", "gradient", "hebbian"] as const,
  returns = ["keep", "restart", "forbid"] as const;

describe("dynamicSparsity", () => {
  it("moves connections: as many as before, each old one as it was, each new one from nothing", async () => {
    const shapes = fc.record({
      rows: fc.integer({ min: 1, max: 9 }),
      columns: fc.integer({ min: 1, max: 9 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      batch: fc.integer({ min: 1, max: 5 }),
      uses: fc.integer({ min: 1, max: 3 }),
    });
    const rules = fc.record({
      drop: fc.constantFrom(...drops),
      grow: fc.constantFrom(...grows),
      returning: fc.constantFrom(...returns),
      fraction: fc.double({ min: 0.01, max: 1, noNaN: true }),
      deviation: fc.constantFrom(0, 0.1),
    });
    await fc.assert(
      fc.asyncProperty(shapes, rules, fc.nat(), async ({ share, ...shape }, options, seed) => {
        const run = async () => {
          using arena = await openArena();
          const nnz = Math.round(share * shape.rows * shape.columns),
            free = shape.rows * shape.columns - nnz,
            { site, matrix, weights, moment } = randomSite(arena, new Random(seed), { ...shape, nnz }),
            bound = once({ ...options, random: new Random(seed) }).bind(site),
            history: number[][] = [];
          for (let round = 0; round < 3; round++) {
            const old = cellsOf(matrix),
              state = () =>
                [matrix.values, weights.gradient, moment].map(
                  ({ data }) => new Map(cellsOf(matrix).map((cell, p) => [cell, data[p]!])),
                ),
              before = state();
            try {
              expect(bound.step(start)).toBe(undefined);
            } catch (error) {
              expect([options.returning, error]).toEqual(["forbid", expect.any(ArgumentError)]);
              expect((error as Error).message).toContain(`w has ${free} free places`);
              return history;
            }
            const cells = cellsOf(matrix),
              after = state();
            expect(cells).toHaveLength(nnz);
            for (const cell of cells) {
              const [now, was] = [after, before].map((maps) => maps.map((map) => map.get(cell))) as [
                number[],
                number[],
              ];
              // What is kept has weight, gradient and moment as before; what grew has nothing, or a weight of its own.
              const kept = old.includes(cell) && now[2] !== 0;
              if (kept) expect(now).toEqual(was);
              else if (options.deviation === 0) expect(now).toEqual([0, 0, 0]);
              else {
                expect(now.slice(1)).toEqual([0, 0]);
                expect(was).not.toContain(now[0]);
                expect(Math.abs(now[0]!)).toBeLessThan(0.7);
              }
              if (!kept && options.returning !== "restart") expect(old).not.toContain(cell);
            }
            history.push([...cells, ...matrix.values.data]);
            moment.data.fill(9); // none is 0: what grows next can be told
          }
          return history;
        };
        expect(await run()).toEqual(await run());
      }),
      { numRuns: 250 },
    );
  });

  it("counts time in steps or epochs, within limits, and leaves the optimizer's step out if asked", async () => {
    using arena = await openArena();
    const { site, matrix } = randomSite(arena, new Random(1), { rows: 8, columns: 8, nnz: 20 }),
      moments = (options: Partial<DynamicSparsityOptions>): number[] => {
        const bound = dynamicSparsity({
            drop: "random",
            grow: "random",
            fraction: 0.5,
            every: { steps: 1 },
            ...options,
          }).bind(site),
          times: number[] = [];
        for (let t = 0; t < 30; t++) {
          const before = matrix.rewirings,
            skipped = bound.step({ epoch: Math.floor(t / 5), step: t % 5, steps: 5 });
          if (matrix.rewirings > before) times.push(t);
          expect(skipped).toBe(options.skipsStep && times.at(-1) === t ? "skip" : undefined);
        }
        return times;
      };
    expect(moments({ every: { steps: 7 } })).toEqual([7, 14, 21, 28]);
    expect(moments({ every: { steps: 7 }, from: 0, until: 21, skipsStep: true })).toEqual([0, 7, 14, 21]);
    expect(moments({ every: { steps: 7 }, from: 8 })).toEqual([14, 21, 28]);
    expect(moments({ every: { epochs: 1 } })).toEqual([5, 10, 15, 20, 25]);
    expect(moments({ every: { epochs: 2 }, from: 0, until: 3 })).toEqual([0, 10]);
    expect(moments({ schedule: ({ epoch }) => (epoch === 2 ? 1 : 0) })).toEqual([10, 11, 12, 13, 14]);
  });

  it("rewires the layers it is told to", async () => {
    using arena = await openArena();
    const layers = [new SparseLinear(8, { density: 0.5 }), relu, new SparseLinear(6, { density: 0.5 })],
      network = new Sequential(arena, { inputs: 8, layers, random: new Random(1) }),
      site = {
        arena,
        tape: new Tape(arena),
        parameters: network.parameters,
        moments: new Map(),
      };
    const bound = once({
      drop: "random",
      grow: "random",
      fraction: 0.5,
      layers: ({ name }) => name.includes("2"),
    }).bind(site);
    expect(bound.layers.map(({ name }) => name)).toEqual(["sparseLinear2.weights"]);
    bound.step(start);
    expect(
      network.layers.flatMap((layer) => ("matrix" in layer ? [(layer.matrix as { rewirings: number }).rewirings] : [])),
    ).toEqual([0, 1]);
    expect(() => once({ drop: "random", grow: "random", fraction: 0.5, layers: () => false }).bind(site)).toThrow(
      /one or more sparse layers/,
    );
    for (const criteria of [
      { drop: "hebbian", grow: "random" },
      { drop: "random", grow: "gradient" },
    ] as const) {
      const used = arena.memory().bytesInUse;
      expect(() => once({ ...criteria, fraction: 0.5 }).bind(site)).toThrow(UnsupportedError);
      expect(arena.memory().bytesInUse - used).toBeLessThan(24 * 60); // what a matrix is prepared with stays
    }
  });

  it("refuses to score the places of vector units, and can still move them at random", async () => {
    using arena = await openArena();
    const layers = [
        new SparseVectorLinear(6, { components: 2, density: 0.5 }),
        new VectorGate(),
        new SparseVectorLinear(4, { density: 0.5 }),
      ],
      network = new Sequential(arena, {
        inputs: 8,
        layers: [...layers, new VectorGate(), new VectorOutput()],
        random: new Random(1),
      }),
      tape = new Tape(arena);
    network.record(tape.input([8, 3]));
    const site = { arena, tape, parameters: network.parameters, moments: new Map() };
    for (const layer of ["sparseVectorLinear0.weights", "sparseVectorLinear2.weights"])
      for (const criteria of [
        { drop: "hebbian", grow: "random" },
        { drop: "random", grow: "gradient" },
      ] as const) {
        const bind = () => once({ ...criteria, fraction: 0.5, layers: ({ name }) => name === layer }).bind(site);
        expect(bind).toThrow(UnsupportedError);
        expect(bind).toThrow(layer);
      }
    const bound = once({ drop: "magnitude", grow: "random", fraction: 0.5 }).bind(site);
    bound.step(start);
    for (const { matrix } of bound.layers) expect(matrix.rewirings).toBe(1);
  });

  it("says so where what it is to choose by is no number", async () => {
    using arena = await openArena();
    const { site, matrix, outputs, activities, inputs } = randomSite(arena, new Random(1), {
        rows: 5,
        columns: 4,
        nnz: 8,
      }),
      pattern = matrix.pattern(),
      step = (drop: (typeof drops)[number], grow: (typeof grows)[number]) => () =>
        once({ drop, grow, fraction: 0.5 }).bind(site).step(start);
    outputs[0]!.gradient!.data[3] = Number.NaN;
    expect(step("magnitude", "gradient")).toThrow(NumericalError);
    expect(step("magnitude", "gradient")).toThrow(/gradient: w /);
    inputs[0]!.value.data[0] = Number.NaN;
    expect(step("random", "hebbian")).toThrow(NumericalError);
    activities[0]!.value.data.fill(Number.NaN);
    expect(step("hebbian", "random")).toThrow(NumericalError);
    matrix.values.data[3] = Number.NaN;
    expect(step("magnitude", "random")).toThrow(NumericalError);
    expect(step("signed", "random")).toThrow(NumericalError);
    expect(matrix.pattern()).toEqual(pattern);
  });

  it.each<[object, RegExp]>([
    [{ drop: "smallest" }, /drop is "smallest", must be magnitude, signed, random, hebbian/],
    [{ grow: "toString" }, /grow is "toString", must be random, gradient, hebbian/],
    [{ fraction: 0 }, /fraction/],
    [{ fraction: 1.01 }, /fraction/],
    [{ fraction: Number.NaN }, /fraction/],
    [{ schedule: 1 }, /schedule/],
    [{ every: undefined }, /every/],
    [{ every: 100 }, /every is 100, must be { steps: … } or { epochs: … }/],
    [{ every: { steps: 1, epochs: 1 } }, /every is .* must be { steps: … } or { epochs: … }/],
    [{ every: { steps: 0 } }, /every.steps is 0/],
    [{ every: { epochs: 1.5 } }, /every.epochs is 1.5/],
    [{ from: -1 }, /from is -1/],
    [{ from: 6, until: 5 }, /until is 5, must be steps from 6 on/],
    [{ until: Number.NaN }, /until/],
    [{ returning: "no" }, /returning is "no", must be keep, restart, forbid/],
    [{ deviation: -1 }, /deviation/],
    [{ layers: ["w"] }, /layers/],
    [{ random: 3 }, /random/],
  ])("refuses %o", (bad, message) => {
    const options = {
      drop: "random",
      grow: "random",
      fraction: 0.5,
      every: { steps: 1 },
      ...bad,
    } as DynamicSparsityOptions;
    expect(() => dynamicSparsity(options)).toThrow(ArgumentError);
    expect(() => dynamicSparsity(options)).toThrow(message);
  });

  it("refuses a schedule that leaves 0 … 1, and a matrix without room where none may return", async () => {
    using arena = await openArena();
    const pattern = { rows: 1, columns: 3, rowPointers: [0, 2], columnIndices: [0, 2] } as never,
      { site, matrix } = wiredSite(arena, pattern, [1, 2]);
    expect(() =>
      once({ drop: "random", grow: "random", fraction: 0.5, schedule: () => 1.5 })
        .bind(site)
        .step(start),
    ).toThrow(/schedule's factor is 1.5/);
    const cramped = once({ drop: "random", grow: "random", fraction: 1, returning: "forbid" }).bind(site);
    expect(() => cramped.step(start)).toThrow("fraction is 1, must be less: w has 1 free places for 2 connections");
    once({ drop: "magnitude", grow: "random", fraction: 0.5, returning: "forbid" }).bind(site).step(start);
    expect(cellsOf(matrix)).toEqual([1, 2]);
  });
});
