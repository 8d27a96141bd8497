import { describe, expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import type { Checkpoint } from "../../src/training/checkpoint.js";
import type { FitOptions } from "../../src/training/fit-options.js";
import { sgd } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import type { EpochData } from "../../src/training/session.js";
import { fingerprint } from "../../src/training/snapshot.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { clusters } from "./clusters.js";

const network = (arena: Arena) => new Sequential(arena, { inputs: 8, layers: [new Dense(6), relu, new Dense(3)] });
const options = (): FitOptions => ({
  batchSize: 16,
  shuffle: false,
  optimizer: sgd({ rate: 0.1 }),
  random: new Random(2),
});

/** Data of the epoch's own seed. */
const fresh: EpochData = (epoch) => clusters(50, 100 + epoch);

/** The same, with a list of the epochs asked for. */
function listed() {
  const asked: number[] = [];
  const data: EpochData = (epoch) => {
    asked.push(epoch);
    return fresh(epoch);
  };
  return { asked, data };
}

describe("data of each epoch", () => {
  it("are what the epoch learns from: as one epoch each on these sets, one after another", async () => {
    using arena = await openArena();
    const [whole, parts] = [network(arena), network(arena)],
      { asked, data } = listed();
    await whole.fit(data, { ...options(), epochs: 3 });
    for (const epoch of [1, 2, 3]) await parts.fit(fresh(epoch), { ...options(), epochs: 1 });
    expect(asked).toEqual([1, 2, 3]);
    expect(await fingerprint(whole.parameters)).toBe(await fingerprint(parts.parameters));
  });

  it("are asked for from the next epoch on by a resumed run, to equal bits", async () => {
    using arena = await openArena();
    const [whole, cut] = [network(arena), network(arena)],
      { asked, data } = listed();
    let resume: Checkpoint | undefined;
    await whole.fit(fresh, { ...options(), shuffle: true, epochs: 4 });
    const keep = { onEpoch: (_: unknown, run: { checkpoint(): Checkpoint }) => void (resume = run.checkpoint()) };
    await cut.fit(fresh, { ...options(), shuffle: true, epochs: 2, callbacks: [keep as never] });
    const again = network(arena);
    await again.fit(data, {
      ...options(),
      shuffle: true,
      epochs: 4,
      resume: resume!,
    });
    expect(asked).toEqual([3, 4]);
    expect(await fingerprint(again.parameters)).toBe(await fingerprint(whole.parameters));
  });

  it("may be numbers with targets, and have scales of their own", async () => {
    using arena = await openArena();
    const data: EpochData = (epoch) =>
      new Dataset({
        inputs: Float32Array.of(epoch, -epoch),
        features: 1,
        targets: Float32Array.of(1, -1),
        scale: 1 / epoch,
      });
    const net = new Sequential(arena, { inputs: 1, layers: [new Dense(1)] });
    const { epochs } = await net.fit(data, { epochs: 60, batchSize: 2, optimizer: sgd({ rate: 0.2 }) });
    expect(epochs.at(-1)!.loss).toBeLessThan(1e-6);
  });

  it.each<[string, EpochData]>([
    ["51 examples", (epoch) => clusters(49 + epoch)],
    ["bytes", (epoch) => (epoch === 1 ? clusters(50) : inBytes(clusters(50)))],
  ])("that differ are refused: %s", async (what, data) => {
    using arena = await openArena();
    const run = network(arena).fit(data, { ...options(), epochs: 2 });
    await expect(run).rejects.toThrow(ShapeError);
    await expect(run).rejects.toThrow(what);
  });

  it("that are no data set are refused, and so is a share to validate on", async () => {
    using arena = await openArena();
    await expect(network(arena).fit(() => 5 as never, options())).rejects.toThrow(ArgumentError);
    await expect(
      network(arena).fit((epoch) => (epoch === 1 ? clusters(50) : (5 as never)), { ...options(), epochs: 2 }),
    ).rejects.toThrow(ArgumentError);
    await expect(network(arena).fit(fresh, { ...options(), validation: 0.5 })).rejects.toThrow("validation");
    expect(
      (await network(arena).fit(fresh, { ...options(), epochs: 1, validation: clusters(20) })).epochs[0]!.validation,
    ).toBeDefined();
  });
});

const inBytes = ({ inputs, features, labels, outputs }: Dataset): Dataset =>
  new Dataset({ inputs: Uint8Array.from(inputs), features, labels: labels!, outputs });
