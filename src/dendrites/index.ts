export { MersenneTwister } from "./mersenne-twister.js";
export { murmur3, murmur3Bytes } from "./murmur3.js";
export type { RandomSource } from "./random-source.js";
export { Sdr, type SdrAmount } from "./sdr.js";
export { concatenate, intersection, union } from "./sdr-sets.js";
