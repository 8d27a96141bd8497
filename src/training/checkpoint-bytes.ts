import { ArgumentError, FormatError } from "../errors.js";
import { readSafetensors, type SafetensorsOptions, writeSafetensors } from "../io/safetensors.js";
import type { Checkpoint } from "./checkpoint.js";
import { flawOf, isObject } from "./checkpoint-check.js";

/** The text of the file that holds all of a checkpoint but its arrays. */
const KEY = "neurite.checkpoint";

const VERSION = 1;

/** Numbers that JSON does not keep, by what is written in their place. */
const oddNumbers = new Map<unknown, number>([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);

/**
 * A checkpoint as a safetensors file, every bit kept: the arrays are its tensors, so that other programs find the
 * weights under `parameters/…`; the rest is JSON in its metadata, under `neurite.checkpoint`.
 * @param metadata texts to go along; `readSafetensors(bytes).metadata` gives them back
 * @throws {ArgumentError} for what is no checkpoint, for metadata under the checkpoint's own key, and as writeSafetensors
 * @throws {MemoryError} when JavaScript has no room for the file
 */
export function checkpointToBytes(
  checkpoint: Checkpoint,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const flaw = flawOf(checkpoint);
  if (flaw) throw new ArgumentError("checkpointToBytes", "checkpoint", checkpoint, `a checkpoint: ${flaw}`);
  if (typeof metadata !== "object" || metadata === null || Object.hasOwn(metadata, KEY))
    throw new ArgumentError("checkpointToBytes", "metadata", metadata, `an object of texts, none under "${KEY}"`);
  const { arrays, ...rest } = checkpoint;
  const text = JSON.stringify({ version: VERSION, ...rest }, (_, value: unknown) => {
    const odd = [...oddNumbers].find(([, number]) => Object.is(number, value));
    return odd ? odd[0] : value;
  });
  return writeSafetensors(arrays, { ...metadata, [KEY]: text });
}

/**
 * The checkpoint in a file of `checkpointToBytes`. Whether it fits a network, `fit` finds out.
 * @throws {FormatError} naming the file when it is no safetensors file, or none with a checkpoint in it
 * @throws {ArgumentError} {MemoryError} as readSafetensors
 */
export function checkpointFromBytes(bytes: Uint8Array | ArrayBuffer, options: SafetensorsOptions = {}): Checkpoint {
  const { name = "checkpointFromBytes" } = options,
    { tensors, metadata } = readSafetensors(bytes, { ...options, name });
  if (!Object.hasOwn(metadata, KEY)) throw new FormatError(name, `holds no checkpoint: its metadata has no "${KEY}"`);
  let rest: unknown;
  try {
    rest = JSON.parse(metadata[KEY]!);
  } catch (cause) {
    throw new FormatError(name, "its checkpoint is not JSON", { cause });
  }
  if (!isObject(rest)) throw new FormatError(name, "its checkpoint is no object");
  const { version, epochs, optimizer, rule, rewiring, operations, batchSize, steps, generators } = rest;
  if (version !== VERSION)
    throw new FormatError(name, `its checkpoint is of version ${String(version).slice(0, 80)}, must be ${VERSION}`);
  const records = Array.isArray(epochs) ? epochs.map(recordOf) : epochs,
    names = { optimizer, rule, ...(rewiring !== undefined && { rewiring }), operations },
    checkpoint: unknown = { epochs: records, ...names, batchSize, steps, generators, arrays: tensors };
  const flaw = flawOf(checkpoint);
  if (flaw) throw new FormatError(name, `not a checkpoint: ${flaw}`);
  return checkpoint as Checkpoint;
}

/** A record with the numbers that JSON does not keep. */
function recordOf(record: unknown): unknown {
  if (!isObject(record)) return record;
  const { validation, ...own } = record;
  return { ...withOddNumbers(own), ...(isObject(validation) && { validation: withOddNumbers(validation) }) };
}

function withOddNumbers(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, oddNumbers.get(value) ?? value]));
}
