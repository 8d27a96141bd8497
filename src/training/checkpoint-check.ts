import type { Checkpoint } from "./checkpoint.js";

const arrayTypes = { f32: Float32Array, i32: Int32Array, u8: Uint8Array };

/** What is wrong with a value that should be a checkpoint, for an error; undefined when nothing is. */
export function flawOf(value: unknown): string | undefined {
  if (!isObject(value)) return "what an epoch's run.checkpoint() gives";
  const { epochs, optimizer, rule, rewiring, operations, batchSize, steps, generators, arrays } = value as {
    [key in keyof Checkpoint]?: unknown;
  };
  if (typeof optimizer !== "string") return "its optimizer must be a name";
  if (typeof rule !== "string") return "its rule must be a name";
  if (rewiring !== undefined && typeof rewiring !== "string") return "its rewiring must be a name";
  if (!isArrayOf(operations, (name) => typeof name === "string")) return "its operations must be names";
  if (!isCount(batchSize) || batchSize === 0) return "its batchSize must be a positive integer";
  if (!isCount(steps)) return "its steps must be an integer from 0";
  if (!isArrayOf(generators, isGenerator)) return "its generators must have a name, a seed, streamWords and a position";
  if (!isArrayOf(epochs, isRecord)) return "its epochs must be the records of epochs 1, 2, …";
  if (!(arrays instanceof Map)) return "its arrays must be a Map";
  for (const [name, array] of arrays)
    if (typeof name !== "string" || !isPlainArray(array))
      return `its array ${String(name)} must hold shape, dtype and data`;
  return undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isArrayOf(value: unknown, fits: (element: unknown, index: number) => boolean): boolean {
  return Array.isArray(value) && Array.from(value).every(fits);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isGenerator(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, seed, streamWords, position } = value;
  const isStream = isArrayOf(streamWords, isCount) && (streamWords as unknown[]).length === 2;
  return typeof name === "string" && isCount(seed) && isStream && isCount(position);
}

function isScore(value: unknown): boolean {
  return isObject(value) && typeof value.loss === "number" && typeof value.accuracy === "number";
}

function isRecord(value: unknown, index: number): boolean {
  if (!isObject(value) || !isScore(value)) return false;
  const { epoch, validation, penalty = 0, rateFactor, milliseconds } = value;
  const isTimed = [penalty, rateFactor, milliseconds].every((number) => typeof number === "number");
  return epoch === index + 1 && isTimed && (validation === undefined || isScore(validation));
}

function isPlainArray(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { shape, dtype, data } = value,
    type = Object.entries(arrayTypes).find(([name]) => name === dtype)?.[1];
  if (type === undefined || !(data instanceof type) || !isArrayOf(shape, isCount)) return false;
  return (shape as number[]).reduce((size, dimension) => size * dimension, 1) === data.length;
}
