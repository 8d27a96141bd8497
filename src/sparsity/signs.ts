import { philox, type Random } from "../random.js";

/**
 * A sign for a place of a matrix, −1 or 1 with equal chances: a bit of block `position` of the generator's stream, whatever
 * the generator has drawn. So the signs of all places, those without a connection included, are fixed and take no memory.
 * @param position row · columns + column, up to 2^53
 */
export function signAt(random: Random, position: number): 1 | -1 {
  const { keyWords, streamWords } = random;
  const [word] = philox(position >>> 0, Math.floor(position / 2 ** 32), ...streamWords, ...keyWords);
  return word & 1 ? 1 : -1;
}
