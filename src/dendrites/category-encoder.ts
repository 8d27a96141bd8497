import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { type Encoder, expectPlace, targetOf } from "./encoder.js";
import { expectBoolean, expectOptions } from "./expect.js";
import type { Sdr } from "./sdr.js";

export interface CategoryEncoderOptions<Category> {
  /** Every category there is, each once; compared as a Map compares its keys. */
  readonly categories: readonly Category[];
  /** ON bits of every category. */
  readonly activeBits: number;
  /** Whether all other values are one more category, the last, rather than refused. False unless given. */
  readonly others?: boolean;
}

/**
 * Categories that have nothing in common: each has `activeBits` bits for itself, in the order of the list.
 *   category c: bits c · activeBits to (c + 1) · activeBits − 1
 */
export class CategoryEncoder<Category extends string | number | boolean> implements Encoder<Category> {
  readonly size: number;
  readonly activeBits: number;
  readonly #places: ReadonlyMap<Category, number>;
  /** The place of values that are no category, if they have one. */
  readonly #others: number | undefined;

  /** @throws {ArgumentError} unless there is at least one category, each once */
  constructor(options: CategoryEncoderOptions<Category>) {
    const call = "CategoryEncoder",
      { categories, activeBits, others = false } = expectOptions(call, options);
    if (!Array.isArray(categories) || categories.length === 0)
      throw new ArgumentError(call, "categories", categories, "a list of at least one");
    this.#places = new Map(categories.map((category, place) => [category, place]));
    if (this.#places.size !== categories.length)
      throw new ArgumentError(call, "categories", `[${categories}]`, "without repetition");
    expectInteger(call, "activeBits", activeBits, 1, 0x7fffffff);
    this.activeBits = activeBits;
    this.#others = expectBoolean(call, "others", others) ? categories.length : undefined;
    this.size = (categories.length + (others ? 1 : 0)) * activeBits;
    expectInteger(call, "size", this.size, 1, 0x7fffffff);
  }

  encode(value: Category, into?: Sdr): Sdr {
    const target = targetOf("CategoryEncoder.encode", this.size, into),
      place = this.#place(value);
    this.#turnOn(place, target.clear(), 0);
    return target;
  }

  write(value: Category, into: Sdr, offset: number): void {
    expectPlace("CategoryEncoder.write", this.size, into, offset);
    this.#turnOn(this.#place(value), into, offset);
  }

  #place(value: Category): number {
    const place = this.#places.get(value) ?? this.#others;
    if (place === undefined) throw new ArgumentError("CategoryEncoder", "value", value, "one of the categories");
    return place;
  }

  #turnOn(place: number, target: Sdr, offset: number): void {
    const first = offset + place * this.activeBits;
    for (let k = 0; k < this.activeBits; k++) target.add(first + k);
  }
}
