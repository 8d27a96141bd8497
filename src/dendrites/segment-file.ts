import { FormatError } from "../errors.js";
import { packSections, unpackSections } from "./sections.js";
import type { SegmentStore } from "./segment-store.js";
import type { SegmentStoreOptions } from "./segment-store-options.js";

const kind = "segments";

/** Everything a store goes on from, as bytes: `SegmentStore.save`. */
export function saveSegments(store: SegmentStore): Uint8Array<ArrayBuffer> {
  const { block } = store,
    { buffer } = store.arena,
    count = block.word("segmentIds"),
    sizes = block.u16("segmentSize", count),
    slots = block.u32("segmentSlots", count),
    capacities = block.u32("segmentCapacity", count),
    order = new Uint32Array(store.size);
  for (let cell = 0, at = 0; at < order.length; cell++) {
    const ids = block.idsOf(cell);
    order.set(ids, at);
    at += ids.length;
  }
  const inputs = new Uint32Array(store.synapseCount),
    permanences = new Float32Array(store.synapseCount),
    ids = new Uint32Array(store.synapseCount);
  for (let segment = 0, at = 0; segment < count; segment++) {
    const size = sizes[segment]!,
      from = slots[segment]!,
      stride = 4 * capacities[segment]!;
    if (size === 0) continue;
    inputs.set(new Uint32Array(buffer, from, size), at);
    permanences.set(new Float32Array(buffer, from + stride, size), at);
    ids.set(new Uint32Array(buffer, from + 2 * stride, size), at);
    at += size;
  }
  const numbers = [store.cells, store.inputs, store.connectedPermanence, block.word("synapseIds")],
    freeSegments = block.u32("freeSegments", block.word("freeSegmentCount")),
    freeSynapses = block.u32("freeSynapses", block.word("freeSynapseCount"));
  return packSections(kind, [
    ...[Float64Array.from(numbers), block.u32("generation", count), block.u32("segmentCell", count), sizes, order],
    ...[freeSegments, freeSynapses, inputs, permanences, ids],
  ]);
}

/**
 * The store that `saveSegments` saved.
 * @param open makes the empty one
 * @throws {FormatError} for bytes that are no such file, or whose numbers contradict each other; nothing is kept then
 */
export function loadSegments(bytes: Uint8Array, open: (options: SegmentStoreOptions) => SegmentStore): SegmentStore {
  const saved = unpackSections(
    ...(["SegmentStore.load", kind, bytes, Float64Array, Uint32Array, Uint32Array, Uint16Array, Uint32Array] as const),
    ...([Uint32Array, Uint32Array, Uint32Array, Float32Array, Uint32Array] as const),
  );
  const [numbers, generations, cellOf, sizes, order, freeSegments, freeSynapses, inputs, permanences, ids] = saved,
    [cells = 0, presynaptic = 0, connectedPermanence = -1, synapseIds = -1] = numbers,
    count = generations.length,
    synapses = inputs.length;
  const expect = (holds: boolean, detail: string) => {
    if (!holds) throw new FormatError("SegmentStore.load", detail);
  };
  const fits = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  expect(fits(cells, 2 ** 27) && fits(presynaptic, 2 ** 27), `has ${cells} cells and ${presynaptic} inputs`);
  expect(connectedPermanence >= 0 && connectedPermanence <= 1, `connects synapses from ${connectedPermanence}`);
  expect(cellOf.length === count && sizes.length === count, "has segments without cell or size");
  expect(permanences.length === synapses && ids.length === synapses, "has synapses without permanence or number");
  expect(order.length + freeSegments.length === count, "has segments neither living nor free");
  expect(synapseIds === synapses + freeSynapses.length, "has synapses neither living nor free");
  expect(
    cellOf.every((cell) => cell < cells),
    "has a segment on a cell out of range",
  );
  expect(
    inputs.every((input) => input < presynaptic),
    "has a synapse from a cell out of range",
  );
  expect(
    permanences.every((value) => value >= 0 && value <= 1 && !Object.is(value, -0)),
    "has a permanence outside of [0, 1]",
  );
  expect(sizes.reduce((sum, size) => sum + size, 0) === synapses, "has segments of other sizes than its synapses");
  expect(isPermutation([order, freeSegments], count), "names a segment twice");
  expect(isPermutation([ids, freeSynapses], synapseIds), "names a synapse twice");
  expect(
    order.every((id) => generations[id]! % 2 === 1),
    "has a living segment of a dead generation",
  );
  expect(
    freeSegments.every((id) => generations[id]! % 2 === 0 && sizes[id] === 0),
    "has a free segment that lives",
  );

  const store = open({ cells, inputs: presynaptic, connectedPermanence });
  try {
    store.block.restore({
      generations,
      cellOf,
      sizes,
      order,
      freeSegments,
      freeSynapses,
      inputs,
      permanences,
      ids,
      synapseIds,
    });
    expect(store.block.kernels.store_check(store.block.pointer) === 0, "has a segment with two synapses from one cell");
  } catch (error) {
    store.dispose();
    throw error;
  }
  return store;
}

/** Whether the lists together hold 0 … count − 1, each once. */
function isPermutation(lists: readonly Uint32Array[], count: number): boolean {
  const seen = new Uint8Array(count);
  for (const list of lists)
    for (const value of list) {
      if (value >= count || seen[value]) return false;
      seen[value] = 1;
    }
  return true;
}
