/** Of a text's UTF-8, in hexadecimal digits. */
export const sha256 = (text: string): Promise<string> => sha256Of([new TextEncoder().encode(text)]);

/** Of bytes, or of the digests of several. */
export async function sha256Of(parts: readonly ArrayBufferView[]): Promise<string> {
  const digests = await Promise.all(parts.map((part) => crypto.subtle.digest("SHA-256", part as BufferSource)));
  const all =
    digests.length === 1 ? digests[0]! : await crypto.subtle.digest("SHA-256", await new Blob(digests).arrayBuffer());
  return Array.from(new Uint8Array(all), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
