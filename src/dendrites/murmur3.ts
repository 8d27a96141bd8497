import { ArgumentError } from "../errors.js";
import { expectNumber } from "./expect.js";

/**
 * MurmurHash3_x86_32: 32 bits out of bytes and a seed, quick and well mixed, not for secrets.
 * Source: Appleby 2011, MurmurHash3, placed in the public domain.
 */

/** The hash of the four bytes of one 32-bit number, lowest first. @param key and seed are taken modulo 2^32 */
export function murmur3(key: number, seed: number): number {
  expectNumber("murmur3", "key", key);
  expectNumber("murmur3", "seed", seed);
  return finish(mix(seed | 0, key | 0), 4);
}

/** The hash of bytes. @param seed is taken modulo 2^32 @throws {ArgumentError} unless bytes are a Uint8Array */
export function murmur3Bytes(bytes: Uint8Array, seed: number): number {
  if (!(bytes instanceof Uint8Array)) throw new ArgumentError("murmur3Bytes", "bytes", bytes, "a Uint8Array");
  expectNumber("murmur3Bytes", "seed", seed);
  const { length } = bytes,
    tail = length & ~3;
  let hash = seed | 0,
    rest = 0;
  for (let i = 0; i < tail; i += 4)
    hash = mix(hash, bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
  for (let i = length - 1; i >= tail; i--) rest = (rest << 8) | bytes[i]!;
  // A rest of 0, an empty one included, scrambles to 0 and changes nothing.
  return finish(hash ^ scramble(rest), length);
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

const scramble = (block: number): number => Math.imul(rotate(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);

const mix = (hash: number, block: number): number =>
  (Math.imul(rotate(hash ^ scramble(block), 13), 5) + 0xe6546b64) | 0;

function finish(hash: number, length: number): number {
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
