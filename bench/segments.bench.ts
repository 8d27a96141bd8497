import { overlaps, packSdrs, Sdr, SegmentStore, TemporalMemory } from "../src/dendrites/index.js";
import { Random } from "../src/random.js";
import { Tensor } from "../src/tensor/tensor.js";
import type { Arena } from "../src/wasm/arena.js";
import { TemporalMemory as PlainMemory } from "../tests/reference/htm/temporal-memory.js";
import * as plain from "./baseline/segments.js";
import type { Case, Suite } from "./suite.js";

const cells = 65536,
  segmentCount = 131072,
  synapses = 32,
  threshold = 13;

let bytesPerSynapse = 0;

/** Dendritic segments: which of them see enough active cells, how SDRs overlap, and steps of sequence memory. */
export const segments: Suite = {
  name: "segments",
  *cases(arena) {
    yield* matching(arena);
    yield overlapping(arena);
    yield* memories(arena);
  },
  summary: () => [
    `segments: ${bytesPerSynapse.toFixed(1)} bytes per synapse, lists included, ${segmentCount} segments × ${synapses}`,
  ],
};

function* matching(arena: Arena): Iterable<Case> {
  const random = new Random(1),
    before = arena.memory().bytesInUse;
  using store = new SegmentStore(arena, { cells });
  const lists = Array.from({ length: cells }, (): number[] => []);
  for (let segment = 0; segment < segmentCount; segment++) {
    const handle = store.createSegment(Math.floor((segment * cells) / segmentCount));
    for (const cell of Sdr.random(cells, { count: synapses }, random).indices) {
      store.createSynapse(handle, cell, 0.6);
      lists[cell]!.push(segment);
    }
  }
  bytesPerSynapse = (arena.memory().bytesInUse - before) / store.synapseCount;
  const pointers = new Uint32Array(cells + 1);
  for (const [cell, list] of lists.entries()) pointers[cell + 1] = pointers[cell]! + list.length;
  const flat = { pointers, segments: Uint32Array.from(lists.flat()) },
    counts = new Uint16Array(segmentCount),
    out = new Uint32Array(segmentCount);
  for (const active of [40, 1280]) {
    const pattern = Sdr.random(cells, { count: active }, random).indices.slice();
    yield {
      name: `match ${segmentCount} segments × ${synapses}, ${active} active`,
      density: null,
      flops: 0,
      kernel: () => {
        store.activity(pattern);
        store.atLeast(threshold);
      },
      baseline: () => void plain.matchSegments(flat, pattern, threshold, counts, out),
    };
  }
}

function overlapping(arena: Arena): Case {
  const size = 2048,
    random = new Random(2),
    draw = () =>
      packSdrs(
        arena,
        Array.from({ length: 512 }, () => Sdr.random(size, { count: 40 }, random)),
      ),
    [rows, others] = [draw(), draw()],
    counts = new Tensor(arena, [512, 512], "i32"),
    words = ({ data }: Tensor<"u8">) => new Int32Array(data.slice().buffer),
    [plainRows, plainOthers, plainCounts] = [words(rows), words(others), new Int32Array(512 * 512)];
  return {
    name: `overlaps 512 × 512, ${size} bits`,
    density: null,
    flops: 0,
    kernel: () => void overlaps(rows, others, counts),
    baseline: () => plain.overlaps(plainRows, plainOthers, size / 32, plainCounts),
  };
}

/** 10 sequences of 10 patterns, 40 of 2048 columns of 32 cells, learnt before anything is measured. */
function* memories(arena: Arena): Iterable<Case> {
  const random = new Random(3),
    columns = 2048,
    sequences = Array.from({ length: 10 }, () =>
      Array.from({ length: 10 }, () => Sdr.random(columns, { count: 40 }, random).indices.slice()),
    ),
    options = { columns, cellsPerColumn: 32 };
  for (const learn of [true, false]) {
    using memory = new TemporalMemory(arena, { ...options, compatible: { seed: 42 } });
    using own = new TemporalMemory(arena, options);
    const other = new PlainMemory(options);
    const playing = (memory: { compute(columns: ArrayLike<number>, learn: boolean): unknown; reset(): void }) => {
      let at = 0;
      return (learns: boolean) => {
        if (at % 10 === 0) memory.reset();
        memory.compute(sequences[Math.floor(at / 10) % 10]![at % 10]!, learns);
        at++;
      };
    };
    const steps = { ours: playing(own), compatible: playing(memory), plain: playing(other as never) };
    for (let step = 0; step < 1000; step++) for (const run of Object.values(steps)) run(true);
    const shared = { density: null, flops: 0, baseline: () => steps.plain(learn) },
      what = `memory 2048 × 32, ${learn ? "learning" : "no learning"}`;
    yield { ...shared, name: `${what}, a step`, kernel: () => steps.ours(learn) };
    yield { ...shared, name: `${what}, compatible`, kernel: () => steps.compatible(learn) };
  }
}
