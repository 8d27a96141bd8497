import { FormatError } from "../errors.js";
import { AnomalyGauge } from "./anomaly-mode.js";
import { KernelRandom } from "./kernel-random.js";
import { packSections, unpackSections } from "./sections.js";
import { checkedParameters, type TemporalMemoryParameters } from "./temporal-memory-parameters.js";

const kind = "temporal";

/** What a temporal memory goes on from. */
export interface SavedMemory {
  readonly parameters: Required<TemporalMemoryParameters>;
  /** State of the generator. */
  readonly random: Uint32Array;
  /** Active and winner cells, with the external ones behind them. */
  readonly active: Uint32Array;
  readonly winners: Uint32Array;
  /** Whether the segments they excite had been found. */
  readonly excited: boolean;
  readonly anomaly: AnomalyGauge;
  /** The saved store. */
  readonly segments: Uint8Array;
}

/** The order of the numbers. */
const names = [
  ...([
    "columns",
    "cellsPerColumn",
    "externalInputs",
    "activationThreshold",
    "minThreshold",
    "maxNewSynapses",
  ] as const),
  ...(["maxSegmentsPerCell", "maxSynapsesPerSegment", "initialPermanence", "connectedPermanence"] as const),
  ...(["permanenceIncrement", "permanenceDecrement", "predictedDecrement"] as const),
];

/** As bytes. */
export function packMemory(saved: SavedMemory): Uint8Array<ArrayBuffer> {
  const { parameters, random, active, winners, excited, anomaly, segments } = saved,
    numbers = Float64Array.from([...names.map((name) => parameters[name]), Number(excited), ...anomaly.state]);
  return packSections(kind, [numbers, random, active, winners, segments]);
}

/**
 * What `packMemory` packed, all but the segments checked.
 * @throws {FormatError} for bytes that are cut, changed or contradict themselves
 */
export function unpackMemory(bytes: Uint8Array): SavedMemory {
  const [numbers, random, active, winners, segments] = unpackSections(
      ...(["TemporalMemory.load", kind, bytes] as const),
      ...([Float64Array, Uint32Array, Uint32Array, Uint32Array, Uint8Array] as const),
    ),
    expect = (holds: boolean, detail: string) => {
      if (!holds) throw new FormatError("TemporalMemory.load", detail);
    };
  expect(numbers.length > names.length, "has too few parameters");
  const given = Object.fromEntries(names.map((name, i) => [name, numbers[i]!])),
    excited = numbers[names.length];
  let parameters: Required<TemporalMemoryParameters>, anomaly: AnomalyGauge;
  try {
    parameters = checkedParameters(given as unknown as TemporalMemoryParameters);
    anomaly = AnomalyGauge.from(numbers.subarray(names.length + 1));
  } catch (cause) {
    throw new FormatError("TemporalMemory.load", "has parameters no memory can have", { cause });
  }
  const inputs = parameters.columns * parameters.cellsPerColumn + parameters.externalInputs,
    ascends = (list: Uint32Array) => list.every((cell, i) => cell < inputs && (i === 0 || cell > list[i - 1]!));
  expect(KernelRandom.isState(random), "has no generator's state");
  expect(ascends(active) && ascends(winners), "has active cells out of order or range");
  expect(excited === 0 || excited === 1, "does not say whether its segments were excited");
  return { parameters, random, active, winners, excited: excited === 1, anomaly, segments };
}
