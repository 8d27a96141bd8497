/** SHA-256 in hexadecimal digits. */
export async function sha256(bytes: ArrayBufferView | ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes as BufferSource);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** SHA-256 of a text's UTF-8. */
export const sha256OfText = (text: string): Promise<string> => sha256(new TextEncoder().encode(text));

/** One hash of several, in their order. */
export const sha256OfHashes = (hashes: readonly string[]): Promise<string> => sha256OfText(hashes.join("\n"));
