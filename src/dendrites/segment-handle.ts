import { ArgumentError } from "../errors.js";
import type { StoreBlock } from "./store-block.js";

/** A segment's name: its number, and behind it how often that number was given before. An old one is told from a new one. */
export type Segment = number;

/** Generations that are told apart: the number and they share the 53 bits of an integer. */
const generations = 2 ** 21;

/** The name of the segment with number `id`. */
export function handleOf(block: StoreBlock, id: number): Segment {
  return id + (block.u32("generation", id + 1)[id]! % generations) * 2 ** 32;
}

/** Whether a living segment has this name. */
export function isHandle(block: StoreBlock, segment: Segment): boolean {
  const { kernels } = block;
  if (!Number.isSafeInteger(segment) || segment < 0) return false;
  const id = segment % 2 ** 32;
  return Boolean(kernels.segment_alive(block.pointer, id)) && handleOf(block, id) === segment;
}

/** The number of the living segment with this name. @throws {ArgumentError} when there is none */
export function idOf(block: StoreBlock, operation: string, segment: Segment): number {
  if (!isHandle(block, segment))
    throw new ArgumentError(operation, "segment", segment, "a segment that is still there");
  return segment % 2 ** 32;
}
