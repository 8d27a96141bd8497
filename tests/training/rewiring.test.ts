import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError, UnsupportedError } from "../../src/errors.js";
import { fa } from "../../src/learning/fa.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import type { Wired } from "../../src/sparsity/wired.js";
import { relu } from "../../src/tape/activations.js";
import type { Callback } from "../../src/training/callback.js";
import { checkpointFromBytes, checkpointToBytes } from "../../src/training/checkpoint-bytes.js";
import { deepR } from "../../src/training/deep-r.js";
import { earlyStopping } from "../../src/training/early-stopping.js";
import { grouped } from "../../src/training/grouped.js";
import { adam, sgd } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { shuffling } from "../sparsity/rewirings.js";
import { openArena } from "../support.js";
import { clusters } from "./clusters.js";
import { train, untimed } from "./resumption.js";

const build = (arena: Arena, seed = 5) =>
  new Sequential(arena, {
    inputs: 8,
    layers: [new SparseLinear(20, { density: 0.5 }), relu, new SparseLinear(10, { density: 0.5 }), relu, new Dense(3)],
    random: new Random(seed),
  });

const matricesOf = (network: Sequential) =>
  network.layers.flatMap((layer) => ("matrix" in layer ? [layer.matrix as Wired["matrix"]] : []));
const wiring = (network: Sequential) => matricesOf(network).map((matrix) => [matrix.pattern(), matrix.toDense()]);

describe("fit with a rewiring", () => {
  it("shows it every matrix with its gradient and its moments, which move along", async () => {
    using arena = await openArena();
    const network = build(arena);
    let looks = 0;
    const see = (layers: readonly Wired[]) => {
      expect(layers.map(({ name }) => name)).toEqual(["sparseLinear0.weights", "sparseLinear2.weights"]);
      for (const { matrix, weights, companions, uses } of layers) {
        expect(companions).toHaveLength(3);
        expect(companions[0]).toBe(weights.gradient);
        expect(uses).toHaveLength(1);
        const [{ input, output, activity }] = uses as [Wired["uses"][number]];
        expect([input.value.shape[0], output.value.shape[0]]).toEqual([matrix.columns, matrix.rows]);
        expect(activity).not.toBe(output);
        expect(activity.value.data).toEqual(output.value.data.map((z) => Math.max(z, 0)));
        // A weight of 0 has grown now, or in the last step with a gradient of 0; Adam moves all others.
        matrix.values.data.forEach((weight, p) => {
          if (weight === 0) expect(companions.slice(1).map(({ data }) => data[p])).toEqual([0, 0]);
        });
        expect(matrix.values.data.some((weight) => weight === 0)).toBe(true);
      }
      looks++;
    };
    await train(network, { epochs: 2, optimizer: adam(), rewiring: shuffling(new Random(1), { see }) });
    expect(looks).toBe(10);
    expect(matricesOf(network).map(({ rewirings, nnz }) => [rewirings, nnz])).toEqual([
      [10, 80],
      [10, 100],
    ]);
  });

  it("leaves the optimizer's step out when told to", async () => {
    using arena = await openArena();
    const network = build(arena),
      biases = () => network.parameters.filter(({ name }) => name.endsWith("bias")).map(({ value }) => [...value.data]),
      before = biases();
    await train(network, { epochs: 1, rewiring: shuffling(new Random(1), { skip: true }) });
    expect(biases()).toEqual(before);
    await train(network, { epochs: 1, rewiring: shuffling(new Random(1)) });
    expect(biases()).not.toEqual(before);
  });

  it.each([0, 1])("goes on from a checkpoint to equal bits, %d connections lost in a step", async (lost) => {
    using arena = await openArena();
    const options = () => ({ optimizer: adam(), rewiring: shuffling(new Random(4), { lost }) });
    const straight = build(arena),
      whole = await train(straight, { epochs: 5, ...options() });
    expect(matricesOf(straight)[0]!.nnz).toBe(80 - 25 * lost);
    using second = await openArena("debug");
    const fresh = build(second),
      resume = checkpointFromBytes(checkpointToBytes(whole.checkpoints[1]!)),
      rest = await train(fresh, { epochs: 5, ...options(), resume });
    expect(rest.print).toBe(whole.print);
    expect(wiring(fresh)).toEqual(wiring(straight));
    expect(untimed(rest.history.epochs)).toEqual(untimed(whole.history.epochs));

    const refused = async (network: Sequential, others: object, message: RegExp) => {
      const before = wiring(network),
        error = await train(network, { epochs: 5, ...options(), resume, ...others }).catch((error: unknown) => error);
      expect((error as Error).message).toMatch(message);
      expect(wiring(network)).toEqual(before);
    };
    await refused(build(second), { rewiring: undefined }, /the checkpoint's rewiring is "shuffling", must be left out/);
    await refused(
      build(second),
      { rewiring: shuffling(new Random(9)) },
      /seed of "rewiring shuffling" is 4, must be 9/,
    );
    const bad = { ...resume, arrays: new Map(resume.arrays) },
      columns = resume.arrays.get("pattern/sparseLinear2.weights/columnIndices")!;
    bad.arrays.set("pattern/sparseLinear2.weights/columnIndices", {
      ...columns,
      data: columns.data.slice().reverse(),
    } as never);
    await refused(build(second), { resume: bad }, /columnIndices/);
  });

  it("refuses a checkpoint of more connections than there are", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(build(arena), { epochs: 1, rewiring: shuffling(new Random(4)) }),
      pruned = build(arena);
    matricesOf(pruned)[0]!.rewire([0], [], { companions: [pruned.parameters[0]!.gradient] });
    const before = wiring(pruned),
      run = train(pruned, { epochs: 2, rewiring: shuffling(new Random(4)), resume: checkpoints[0]! });
    await expect(run).rejects.toThrow(ShapeError);
    expect(wiring(pruned)).toEqual(before);
  });

  it("starts the search of earlyStopping over when connections went", async () => {
    using arena = await openArena();
    const network = build(arena),
      stopping = earlyStopping({ patience: 2 }), // shown losses that only rise
      seen: unknown[] = [];
    const { history } = await train(network, {
      epochs: 8,
      rewiring: {
        ...shuffling(new Random(4)),
        bind(site) {
          const always = shuffling(new Random(4), { lost: 1 }).bind(site),
            later = shuffling(new Random(4)).bind(site);
          return { ...always, step: (progress) => (progress.epoch < 3 ? always : later).step(progress) };
        },
      },
      callbacks: [
        { onEpoch: () => void seen.push(wiring(network)) as undefined },
        { ...stopping, onEpoch: (record, of) => stopping.onEpoch!({ ...record, loss: record.epoch }, of) },
      ],
    });
    expect(history).toMatchObject({ ending: "stopped", epochs: { length: 5 } });
    expect(wiring(network)).toEqual(seen[2]);
  });

  it.each(["abort", "stop", "error", "dispose"])(
    "ends with earlyStopping amid an epoch that lost connections: %s",
    async (cause) => {
      using arena = await openArena();
      const network = build(arena),
        controller = new AbortController();
      const end: Callback = {
        onBatch({ epoch, step }) {
          if (epoch !== 2 || step !== 3) return undefined;
          if (cause === "stop") return "stop";
          if (cause === "error") throw new Error("mine");
          controller.abort();
          if (cause === "dispose") arena.dispose();
          return undefined;
        },
      };
      const run = network.fit(clusters(90), {
        epochs: 5,
        batchSize: 20,
        rewiring: shuffling(new Random(4), { lost: 1 }),
        callbacks: [earlyStopping(), end],
        signal: controller.signal,
      });
      if (cause === "error") await expect(run).rejects.toThrow("mine");
      else expect((await run).ending).toBe(cause === "stop" ? "stopped" : "aborted");
      expect(matricesOf(network)[0]!.nnz).toBe(80 - 5 - 3);
    },
  );

  it("is refused beside a rule or an optimizer that would be in its way, and when it is none", async () => {
    using arena = await openArena();
    const network = build(arena),
      rewiring = shuffling(new Random(1)),
      error = (options: object) => train(network, { epochs: 1, rewiring, ...options }).catch((error: unknown) => error);
    expect(await error({ rule: fa() })).toBeInstanceOf(UnsupportedError);
    const both = await error({
      optimizer: grouped([
        {
          parameters: ({ value }) => matricesOf(network).some(({ values }) => values === value),
          optimizer: deepR({ matrices: matricesOf(network) }),
        },
        { parameters: () => true, optimizer: sgd() },
      ]),
    });
    expect(both).toBeInstanceOf(UnsupportedError);
    expect((both as Error).message).toMatch(/both the optimizer and the rewiring move .* sparseLinear0\.weights/);
    for (const bad of [shuffling, "set", 3, { name: "none" }])
      expect(await error({ rewiring: bad })).toBeInstanceOf(ArgumentError);
  });
});
