import { ArgumentError, FormatError } from "../errors.js";
import { type ByteSource, DEFAULT_LIMIT, type ReadOptions, readFrom } from "./bytes.js";
import { Dataset } from "./dataset.js";

const PIXELS = 3 * 32 * 32;
const RECORD = 1 + PIXELS;

/** Names of the CIFAR-10 classes, by label. */
export const CIFAR10_CLASSES: readonly string[] = "airplane automobile bird cat deer dog frog horse ship truck".split(
  " ",
);

export interface CifarOptions extends ReadOptions {
  /** What errors call each source; default the source's own name or "name, batch 1", "name, batch 2", … */
  readonly names?: readonly string[];
}

/**
 * Reads batches of the CIFAR-10 binary version, plain or gzip, into one data set: records of a label byte and 3072 pixel
 * bytes, [3, 32, 32] in planes of red, green and blue. Inputs are scaled to 0 … 1; `limit` holds for all batches together.
 * Source: Krizhevsky 2009, "Learning multiple layers of features from tiny images"; the data set's page.
 * @throws {FormatError} when a batch is not a whole number of records, at least one, or a label is not below 10
 */
export async function readCifar10(sources: readonly ByteSource[], options: CifarOptions = {}): Promise<Dataset> {
  const { name = "cifar-10", limit = DEFAULT_LIMIT } = options;
  if (!Array.isArray(sources) || sources.length === 0)
    throw new ArgumentError("readCifar10", "sources", sources, "an array of one or more sources");
  const batches: Uint8Array[] = [];
  let bytes = 0;
  for (const [i, source] of sources.entries()) {
    const batchName = options.names?.[i] ?? `${name}, batch ${i + 1}`;
    const read = { name: batchName, limit: limit - bytes };
    const batch = await readFrom("readCifar10", source, read, async (reader) => {
      const records = await reader.takeAll();
      checkRecords(records, reader.name);
      return records;
    });
    batches.push(batch);
    bytes += batch.length;
  }

  const count = bytes / RECORD,
    inputs = new Uint8Array(count * PIXELS),
    labels = new Int32Array(count);
  let sample = 0;
  for (const batch of batches) {
    for (let at = 0; at < batch.length; at += RECORD, sample++) {
      labels[sample] = batch[at]!;
      inputs.set(batch.subarray(at + 1, at + RECORD), sample * PIXELS);
    }
  }
  return new Dataset({ name, inputs, features: PIXELS, labels, outputs: 10, scale: 1 / 255, shape: [3, 32, 32] });
}

function checkRecords(records: Uint8Array, name: string): void {
  if (records.length === 0 || records.length % RECORD !== 0)
    throw new FormatError(name, `${records.length} bytes are not one or more records of ${RECORD} bytes`);
  for (let at = 0; at < records.length; at += RECORD)
    if (records[at]! >= 10)
      throw new FormatError(name, `record ${at / RECORD} has label ${records[at]}, must be below 10`);
}
