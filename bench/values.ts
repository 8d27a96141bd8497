import { Random } from "../src/random.js";

/** The same numbers in every run: uniform from −1 to 1. */
export function values(stream: string, length: number): Float32Array<ArrayBuffer> {
  const random = new Random(1).stream("bench").stream(stream);
  return Float32Array.from({ length }, () => 2 * random.uniform() - 1);
}
