import { FormatError } from "../errors.js";
import type { PoolerBlock } from "./pooler-block.js";
import { poolerWords } from "./pooler-layout.js";
import { checkedParameters, type SpatialPoolerParameters, sizeOf } from "./pooler-options.js";
import { packSections, unpackSections } from "./sections.js";

const kind = "pooler",
  call = "SpatialPooler.load";

/** The order of the numbers. */
const names = [
  ...(["potentialRadius", "potentialFraction", "density", "stimulusThreshold", "permanenceIncrement"] as const),
  ...(["permanenceDecrement", "connectedPermanence", "minimumDutyFraction", "dutyCyclePeriod"] as const),
  "boostStrength",
] as const;

/** Arrays by column that a pooler goes on from. */
const byColumn = ["boostFactors", "activeDuty", "overlapDuty", "minimumDuty"] as const;

/** What a pooler goes on from, checked. */
export interface SavedPooler {
  readonly parameters: Required<SpatialPoolerParameters>;
  readonly iteration: number;
  readonly inhibitionRadius: number;
  /** Sizes of the pools; pools and permanences, one behind the other. */
  readonly sizes: Uint32Array;
  readonly pools: Uint32Array;
  readonly permanences: Float32Array;
  readonly byColumn: readonly Float32Array[];
}

/** As bytes. */
export function packPooler(block: PoolerBlock, parameters: Required<SpatialPoolerParameters>): Uint8Array<ArrayBuffer> {
  const { inputDimensions, columnDimensions, globalInhibition, wrapAround } = parameters,
    sizes = block.u32("poolSizes"),
    total = sizes.reduce((sum, size) => sum + size, 0),
    pools = new Uint32Array(total),
    permanences = new Float32Array(total);
  for (let column = 0, at = 0; column < sizes.length; at += sizes[column++]!) {
    pools.set(block.row("pools", column), at);
    permanences.set(block.row("permanences", column), at);
  }
  return packSections(kind, [
    ...[Uint32Array.from(inputDimensions), Uint32Array.from(columnDimensions)],
    Float64Array.from([
      ...[Number(globalInhibition), Number(wrapAround), block.word("iteration"), block.word("inhibitionRadius")],
      ...names.map((name) => parameters[name]),
    ]),
    ...[sizes, pools, permanences],
    ...byColumn.map((name) => block.f32(name)),
  ]);
}

/** @throws {FormatError} for bytes that are cut, changed or contradict themselves */
export function unpackPooler(bytes: Uint8Array): SavedPooler {
  const [inputDimensions, columnDimensions, numbers, sizes, pools, permanences, ...arrays] = unpackSections(
      ...([call, kind, bytes, Uint32Array, Uint32Array, Float64Array, Uint32Array, Uint32Array] as const),
      ...([Float32Array, Float32Array, Float32Array, Float32Array, Float32Array] as const),
    ),
    [globalInhibition = 2, wrapAround = 2, iteration = -1, inhibitionRadius = -1, ...values] = numbers;
  expect(values.length === names.length && globalInhibition <= 1 && wrapAround <= 1, "has other parameters");
  let parameters: Required<SpatialPoolerParameters>;
  try {
    parameters = checkedParameters({
      inputDimensions: [...inputDimensions],
      columnDimensions: [...columnDimensions],
      globalInhibition: globalInhibition === 1,
      wrapAround: wrapAround === 1,
      ...Object.fromEntries(names.map((name, i) => [name, values[i]!])),
    });
  } catch (cause) {
    throw new FormatError(call, "has parameters no pooler can have", { cause });
  }
  const columns = sizeOf(columnDimensions as unknown as number[]),
    inputs = sizeOf(inputDimensions as unknown as number[]),
    isWord = (value: number) => value >>> 0 === value;
  expect(isWord(iteration) && isWord(inhibitionRadius), "has no count of steps, or no radius");
  expect(
    [sizes, ...arrays].every(({ length }) => length === columns),
    "has another number of columns",
  );
  expect(sizes.reduce((sum, size) => sum + size, 0) === pools.length, "has pools of other sizes than its synapses");
  expect(permanences.length === pools.length, "has synapses without permanence");
  expect(
    permanences.every((value) => value >= 0 && value <= 1),
    "has a permanence outside of [0, 1]",
  );
  // exp(±64), between which boosting stays, and a share of steps that rounding may have taken past 1.
  expect(
    arrays.every((array, i) => array.every((value) => value >= 0 && value <= (i === 0 ? 1e28 : 1.001))),
    "has a duty cycle or a boost factor that is none",
  );
  for (let column = 0, at = 0; column < columns; at += sizes[column++]!)
    for (let slot = 0; slot < sizes[column]!; slot++)
      expect(
        pools[at + slot]! < inputs && (slot === 0 || pools[at + slot]! > pools[at + slot - 1]!),
        "has a pool out of order or range",
      );
  return { parameters, iteration, inhibitionRadius, sizes, pools, permanences, byColumn: arrays };
}

/** Puts what was saved into a block made without pools. @throws {FormatError} for a pool no such pooler has room for */
export function resumePooler(block: PoolerBlock, saved: SavedPooler): void {
  const { iteration, inhibitionRadius, sizes, pools, permanences } = saved,
    stride = block.word("synapseStride");
  expect(
    sizes.every((size) => size <= stride),
    "has a pool larger than its radius allows",
  );
  block.words[poolerWords.iteration] = iteration;
  block.words[poolerWords.inhibitionRadius] = inhibitionRadius;
  block.u32("poolSizes").set(sizes);
  for (let column = 0, at = 0; column < sizes.length; at += sizes[column++]!) {
    const end = at + sizes[column]!;
    block.row("pools", column).set(pools.subarray(at, end));
    block.row("permanences", column).set(permanences.subarray(at, end));
  }
  for (const [i, name] of byColumn.entries()) block.f32(name).set(saved.byColumn[i]!);
  block.kernels.pooler_resume(block.pointer);
}

function expect(holds: boolean, detail: string): asserts holds {
  if (!holds) throw new FormatError(call, detail);
}
