import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { type ModularNetwork, modularNetwork } from "../../src/models/functional-modularity.js";
import { recordStates } from "../../src/models/module-states.js";
import {
  bottleneckByDigit,
  correlationByDigit,
  maskByDigit,
  retrainingByDigit,
} from "../../src/models/specialisation.js";
import { Random } from "../../src/random.js";
import { adam } from "../../src/training/optimizers.js";
import { fingerprint } from "../../src/training/snapshot.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { exchanged, plainPairs } from "./pairs.js";

const size = { inputs: 10, units: 16, outputs: 10, steps: 3, connections: 20, bottleneck: 5, range: 0.4 };

/** Modules that hear nothing of each other: whatever is known of the other's digit comes from one's own. */
function deaf(arena: Arena): ModularNetwork {
  const network = modularNetwork(arena, size);
  for (const { matrix } of network.connections) matrix.values.data.fill(0);
  return network;
}

const pairs = { train: plainPairs(2000), test: plainPairs(500, 2) },
  learning = { epochs: 12, optimizer: adam({ rate: 0.01 }), random: new Random(4) };

/** The digits of a pair differ by 2 … 9: who knows one of them guesses the other right once in eight times. */
const chance = 1 / 8;

describe("correlation by digit", () => {
  it("is larger for the own digit of modules that hear nothing else", async () => {
    using arena = await openArena();
    const { correlation, normalised } = correlationByDigit(
      recordStates(deaf(arena), pairs.test.dataset),
      pairs.test.digits,
    );
    for (const n of [0, 1]) {
      expect(correlation[n]![n]!).toBeGreaterThan(0.95);
      expect(correlation[n]![1 - n]!).toBeLessThan(correlation[n]![n]! - 0.1);
      expect(normalised[n]![n]!).toBeGreaterThan(0.9);
      expect(Math.abs(normalised[n]![1 - n]!)).toBeLessThan(0.15);
    }
  });

  it("changes places with the modules, exactly, when these change places with their inputs", async () => {
    using arena = await openArena();
    const [one, other] = [modularNetwork(arena, size), modularNetwork(arena, size)];
    one.modules.forEach((module, n) => {
      const into = other.modules[1 - n]!;
      for (const name of [
        "input",
        "inputBias",
        "recurrent",
        "recurrentBias",
        "bottleneck",
        "bottleneckBias",
        "readout",
        "readoutBias",
      ] as const)
        into[name]!.value.data.set(module[name]!.value.data);
    });
    for (const { from, to, matrix } of one.connections) {
      const { matrix: into } = other.connections.find((back) => back.from === to && back.to === from)!;
      into.rewireTo(matrix.pattern());
      into.values.data.set(matrix.values.data);
    }
    const swapped = exchanged(pairs.test),
      m = correlationByDigit(recordStates(one, pairs.test.dataset), pairs.test.digits).correlation,
      w = correlationByDigit(recordStates(other, swapped.dataset), swapped.digits).correlation;
    expect([w[1]![1], w[1]![0], w[0]![1], w[0]![0]]).toEqual([m[0]![0], m[0]![1], m[1]![0], m[1]![1]]);
  });
});

describe("masks by digit", () => {
  it("lie in the module that sees the digit, and leave the network as it was", async () => {
    using arena = await openArena();
    const network = deaf(arena),
      before = await fingerprint(network.parameters);
    const { share, accuracy } = await maskByDigit(network, pairs, {
      keep: 0.3,
      epochs: 6,
      batchSize: 32,
      random: new Random(2),
    });
    for (const k of [0, 1]) {
      expect(share[0]![k]! + share[1]![k]!).toBeCloseTo(1, 12);
      expect(share[k]![k]!).toBeGreaterThan(0.5);
      expect(accuracy[k]!).toBeGreaterThan(2 * chance);
    }
    expect(await fingerprint(network.parameters)).toBe(before);
  });

  it("are the same for the same seed, and keep what they are told to", async () => {
    using arena = await openArena();
    const network = deaf(arena),
      once = (seed: number) => maskByDigit(network, pairs, { keep: 0.1, random: new Random(seed) });
    expect(await once(3)).toEqual(await once(3));
    await expect(maskByDigit(network, pairs, { keep: 0 })).rejects.toThrow(ArgumentError);
    const before = await fingerprint(network.parameters);
    await expect(maskByDigit(network, pairs, { batchSize: 0 })).rejects.toThrow("batchSize");
    expect(await fingerprint(network.parameters)).toBe(before);
  });
});

describe("readouts by digit", () => {
  it("from bottlenecks know the own digit, and guess the other", async () => {
    using arena = await openArena();
    const accuracy = await bottleneckByDigit(deaf(arena), pairs, learning);
    for (const n of [0, 1]) {
      expect(accuracy[n]![n]!).toBeGreaterThan(0.6);
      expect(Math.abs(accuracy[n]![1 - n]! - chance)).toBeLessThan(0.06);
    }
  });

  it("need bottlenecks to read from", async () => {
    using arena = await openArena();
    const { bottleneck: _, ...wide } = size;
    await expect(bottleneckByDigit(modularNetwork(arena, wide), pairs)).rejects.toThrow(ArgumentError);
  });

  it("from states know the own digit; from all states both, of which ablation takes one", async () => {
    using arena = await openArena();
    const { alone, together, ablated } = await retrainingByDigit(deaf(arena), pairs, learning);
    for (const n of [0, 1]) {
      expect(alone[n]![n]!).toBeGreaterThan(0.95);
      expect(Math.abs(alone[n]![1 - n]! - chance)).toBeLessThan(0.06);
      expect(together[n]!).toBeGreaterThan(0.95);
      expect(ablated[n]![n]!).toBeGreaterThan(0.6);
      expect(ablated[n]![1 - n]!).toBeLessThan(0.4);
    }
  });
});
