import type { Tensor } from "../tensor/tensor.js";

/** A copy of parameters outside of WebAssembly memory. */
export interface Snapshot {
  /** Takes the parameters' present values. */
  save(): void;
  /** Gives the parameters the values of the last save. */
  restore(): void;
}

/** Copies the parameters' values now; the snapshot can be renewed without allocation. */
export function snapshot(parameters: readonly { readonly value: Tensor }[]): Snapshot {
  const copies = parameters.map(({ value }) => value.data.slice());
  return {
    save: () => copies.forEach((copy, i) => void copy.set(parameters[i]!.value.data)),
    restore: () => copies.forEach((copy, i) => void parameters[i]!.value.data.set(copy)),
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
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
