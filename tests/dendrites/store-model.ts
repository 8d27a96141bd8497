import fc from "fast-check";
import { expect } from "vitest";
import { KernelRandom } from "../../src/dendrites/kernel-random.js";
import type { Segment } from "../../src/dendrites/segment-handle.js";
import { SegmentStore } from "../../src/dendrites/segment-store.js";
import type { Arena } from "../../src/wasm/arena.js";
import { Connections } from "../reference/htm/connections.js";
import { MersenneTwister } from "../reference/htm/mersenne-twister.js";
import * as rules from "../reference/htm/synapse-rules.js";
import type { Synapses } from "../reference/htm/synapses.js";
import { sameBytes } from "./sealed.js";

const { fround } = Math;

/** A call of a store, its numbers reduced to what the store has at that moment. */
export interface Call {
  readonly name: keyof typeof calls;
  /** Which segment, which entry of it, which amount. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly x: number;
  readonly y: number;
  readonly flag: boolean;
  readonly cells: readonly number[];
}

/** Permanences where rules change: bounds, the threshold, epsilon, and their neighbours. */
const edges = [0, 1e-7, 9.9e-7, 1e-6, 1.1e-6, 0.21, 0.25, 0.499998, 0.499999, 0.5, 0.500001, 0.75, 0.999999, 1];

/** A store beside its reference: every call goes to both, and then they must be equal. */
export class StorePair {
  store: SegmentStore;
  readonly connections: Connections;
  /** Handles of destroyed segments. */
  readonly stale: Segment[] = [];
  readonly #random: KernelRandom;
  readonly #twister: MersenneTwister;

  constructor(arena: Arena, cells: number, inputs: number, connectedPermanence: number, seed: number) {
    this.store = new SegmentStore(arena, { cells, inputs, connectedPermanence });
    this.connections = new Connections(cells, connectedPermanence);
    this.#random = new KernelRandom("test", arena, { compatible: { seed } });
    this.#twister = new MersenneTwister(seed);
  }

  /** All segments by handle, cells ascending, of a cell the oldest first. */
  get segments(): Segment[] {
    return Array.from({ length: this.store.cells }, (_, cell) => this.store.segmentsOf(cell)).flat();
  }

  call(call: Call): void {
    const before = this.segments;
    calls[call.name](this, call, before);
    for (const segment of before) if (!this.store.has(segment)) this.stale.push(segment);
    this.expectEqual();
  }

  /** Order of segments and synapses, permanences to the bit, counts; and the store's own check. */
  expectEqual(): void {
    const { store, connections } = this;
    store.check();
    const got: unknown[] = [store.size, store.synapseCount],
      want: unknown[] = [connections.segmentCount, connections.synapseCount];
    for (let cell = 0; cell < store.cells; cell++) {
      const handles = store.segmentsOf(cell);
      got.push(handles.map(idOf));
      want.push(connections.cellSegments[cell]);
      for (const segment of handles) {
        const id = idOf(segment),
          { inputs, permanences } = store.synapses(segment),
          synapses = connections.segmentSynapses[id] ?? [];
        got.push([store.cellOf(segment), store.connectedOf(segment), [...inputs], [...permanences]]);
        want.push([
          connections.segmentCell[id],
          connections.segmentConnected[id],
          synapses.map((synapse) => connections.synapsePresynaptic[synapse]),
          synapses.map((synapse) => connections.synapsePermanence[synapse]),
        ]);
      }
    }
    // One comparison of strings is much quicker; the other shows where they differ.
    if (JSON.stringify(got) !== JSON.stringify(want)) expect(got).toEqual(want);
  }

  /** Goes on with the store that is loaded from what this one saves. */
  reload(): void {
    const { store } = this,
      bytes = store.save();
    this.store = SegmentStore.load(store.arena, bytes);
    expect(sameBytes(this.store.save(), bytes)).toBe(true);
    store.dispose();
  }

  get draws(): { readonly random: KernelRandom; readonly twister: MersenneTwister } {
    return { random: this.#random, twister: this.#twister };
  }

  dispose(): void {
    this.#random.dispose();
    this.store.dispose();
  }
}

/** A new segment of a cell with these synapses. */
export function segmentWith(store: SegmentStore, cell: number, synapses: Synapses): Segment {
  const segment = store.createSegment(cell);
  for (const [input, permanence] of synapses) store.createSynapse(segment, input!, permanence!);
  return segment;
}

/** A segment's number, the same in both. */
export function idOf(segment: Segment): number {
  return segment % 2 ** 32;
}

const change = (x: number) => fround(x * 2 - 1);

/** What a call does in both; those on a segment do nothing while there is none. */
const calls = {
  createSegment({ store, connections }: StorePair, { a, b }: Call) {
    const cell = a % store.cells,
      most = 1 + (b % 6);
    expect(idOf(store.createSegment(cell, most))).toBe(connections.createSegment(cell, most));
  },
  destroySegment: onSegment(({ store, connections }, segment, id) => {
    store.destroySegment(segment);
    connections.destroySegment(id);
  }),
  createSynapse: onSegment(({ store, connections }, segment, id, { b, x }) => {
    const input = b % store.inputs;
    store.createSynapse(segment, input, x);
    connections.createSynapse(id, input, fround(x));
  }),
  destroySynapse: onSynapse(({ store, connections }, segment, synapse, input) => {
    store.destroySynapse(segment, input);
    connections.destroySynapse(synapse);
  }),
  setPermanence: onSynapse(({ store, connections }, segment, synapse, input, { x }) => {
    const permanence = fround(x * 1.5 - 0.25);
    store.setPermanence(segment, input, permanence);
    connections.updatePermanence(synapse, permanence);
  }),
  adapt({ store, connections }: StorePair, { a, b, c, x, y, flag, cells }: Call, all: readonly Segment[]) {
    // Mostly a few segments by a little, or hardly one would live.
    const chosen = all.filter((_, i) => (i + a) % 5 === 0),
      active = marked(store.inputs, cells),
      size = b % 4 === 0 ? 1 : 0.1,
      options = {
        increment: size * change(x),
        decrement: size * change(y),
        prune: flag,
        least: c % 4 === 0 ? 3 : c % 2,
      };
    store.adapt(chosen, listed(active), options);
    for (const segment of chosen)
      connections.adaptSegment(idOf(segment), active, options.increment, options.decrement, flag, options.least);
  },
  grow: onSegment(({ store, connections, draws }, segment, id, { b, c, x, cells }) => {
    const candidates = listed(marked(store.inputs, cells)),
      most = b % 6,
      mostPerSegment = 1 + (c % 24);
    store.grow(segment, candidates, draws.random, { permanence: x, most, mostPerSegment });
    rules.growSynapses(connections, id, candidates, fround(x), draws.twister, most, mostPerSegment);
  }),
  bump: onSegment(({ store, connections }, segment, id, { x }) => {
    store.bump(segment, change(x));
    rules.bumpSegment(connections, id, change(x));
  }),
  raise: onSegment(({ store, connections }, segment, id, { b }) => {
    store.raise(segment, b % 9);
    rules.raisePermanencesToThreshold(connections, id, b % 9);
  }),
  compete: onSegment(({ store, connections }, segment, id, { b, c }) => {
    const most = 1 + (b % 8),
      least = c % (most + 1);
    store.compete(segment, least, most);
    rules.synapseCompetition(connections, id, least, most);
  }),
  destroyWeakest: onSegment(({ store, connections }, segment, id, { b, cells }) => {
    const spared = listed(marked(store.inputs, cells));
    store.destroyWeakest(segment, b % 5, spared);
    rules.destroyMinPermanence(connections, id, b % 5, spared);
  }),
  activity({ store, connections }: StorePair, { a, flag, cells }: Call, all: readonly Segment[]) {
    const active = listed(marked(store.inputs, cells)),
      counted = flag ? "connected" : "potential",
      threshold = 1 + (a % 4);
    store.activity(active);
    connections.computeActivity(active);
    const counts = flag ? connections.activeConnected : connections.activePotential;
    expect(all.map((segment) => [store.activeConnected(segment), store.activePotential(segment)])).toEqual(
      all.map((segment) => [connections.activeConnected[idOf(segment)], connections.activePotential[idOf(segment)]]),
    );
    const wanted = all.filter((segment) => counts[idOf(segment)]! >= threshold);
    wanted.sort((x, y) => store.cellOf(x) - store.cellOf(y) || idOf(x) - idOf(y));
    expect(store.atLeast(threshold, counted)).toEqual(wanted);
  },
};

function onSegment(run: (pair: StorePair, segment: Segment, id: number, call: Call) => void) {
  return (pair: StorePair, call: Call, all: readonly Segment[]) => {
    const segment = all[call.a % Math.max(1, all.length)];
    if (segment !== undefined) run(pair, segment, idOf(segment), call);
  };
}

function onSynapse(run: (pair: StorePair, segment: Segment, synapse: number, input: number, call: Call) => void) {
  return onSegment((pair, segment, id, call) => {
    const synapses = pair.connections.segmentSynapses[id]!,
      synapse = synapses[call.b % Math.max(1, synapses.length)];
    if (synapse !== undefined) run(pair, segment, synapse, pair.connections.synapsePresynaptic[synapse]!, call);
  });
}

function marked(inputs: number, cells: readonly number[]): Uint8Array {
  const marks = new Uint8Array(inputs);
  for (const cell of cells) marks[cell % inputs] = 1;
  return marks;
}

function listed(marks: Uint8Array): number[] {
  return [...marks.keys()].filter((cell) => marks[cell] === 1);
}

const unit = fc.oneof(
  fc.constantFrom(...edges),
  fc.float({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1 }),
  fc.nat(20).map((n) => n / 20),
);

/** Calls in proportions that keep a store filled: more are made than destroyed. */
export const anyCall: fc.Arbitrary<Call> = fc.record({
  name: fc.constantFrom(
    ...([
      "createSegment",
      "createSegment",
      "createSegment",
      "createSynapse",
      "createSynapse",
      "createSynapse",
    ] as const),
    ...([
      "grow",
      "grow",
      "grow",
      "grow",
      "adapt",
      "adapt",
      "setPermanence",
      "destroySegment",
      "destroySynapse",
    ] as const),
    ...(["bump", "raise", "compete", "destroyWeakest", "activity", "activity"] as const),
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
  c: fc.nat(1000),
  x: unit,
  y: unit,
  flag: fc.boolean(),
  cells: fc.array(fc.nat(99), { maxLength: 30 }),
});
