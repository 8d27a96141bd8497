import { sha256 } from "../io/sha256.js";
import { ownerOf } from "../tensor/owner.js";
import type { Pattern } from "../tensor/pattern.js";
import type { Tensor } from "../tensor/tensor.js";

/** A copy of parameters outside of WebAssembly memory. */
export interface Snapshot {
  /** Takes the parameters' present values. */
  save(): void;
  /**
   * Gives the parameters the values of the last save.
   * @throws {ShapeError} when a matrix has lost connections since; nothing is changed then
   */
  restore(): void;
}

/**
 * Copies the parameters' values now, and the wiring of those that belong to a sparse matrix; the snapshot can be renewed
 * without allocation unless a matrix was rewired since.
 */
export function snapshot(parameters: readonly { readonly value: Tensor }[]): Snapshot {
  const copies = parameters.map(({ value }) => copyOf(value));
  return {
    save() {
      for (const copy of copies) copy.save();
    },
    restore() {
      for (const copy of copies) copy.expectRoom();
      for (const copy of copies) copy.restore();
    },
  };
}

/** `expectRoom` throws what `restore` would. */
function copyOf(value: Tensor): Snapshot & { expectRoom(): void } {
  const matrix = ownerOf.get(value);
  let values = value.data.slice(),
    pattern: Pattern | undefined = matrix?.pattern(),
    rewirings = matrix?.rewirings;
  return {
    save() {
      if (values.length === value.size) values.set(value.data);
      else values = value.data.slice();
      if (matrix?.rewirings === rewirings) return;
      pattern = matrix?.pattern();
      rewirings = matrix?.rewirings;
    },
    expectRoom() {
      if (pattern && value.size < values.length) matrix?.expectPattern(pattern);
    },
    restore() {
      if (pattern && matrix?.rewirings !== rewirings) matrix?.rewireTo(pattern);
      rewirings = matrix?.rewirings;
      value.data.set(values);
    },
  };
}

/** SHA-256 over the bytes of all parameters in order, in hexadecimal: equal bits have equal fingerprints. */
export async function fingerprint(parameters: readonly { readonly value: Tensor }[]): Promise<string> {
  const bytes = new Uint8Array(4 * parameters.reduce((sum, { value }) => sum + value.size, 0));
  let at = 0;
  for (const { value } of parameters) {
    bytes.set(new Uint8Array(value.data.buffer, value.data.byteOffset, value.data.byteLength), at);
    at += value.data.byteLength;
  }
  return sha256(bytes);
}
