import { expect, it } from "vitest";
import { sha256, sha256OfHashes, sha256OfText } from "../../src/io/sha256.js";

const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

it("has the published values: FIPS 180-4, nothing and abc", async () => {
  expect(await sha256(new Uint8Array(0))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(await sha256OfText("abc")).toBe(abc);
});

it("sees a view's bytes alone", async () => {
  const bytes = new TextEncoder().encode("xabcx");
  expect(await sha256(bytes.subarray(1, 4))).toBe(abc);
  expect(await sha256(bytes.slice(1, 4).buffer)).toBe(abc);
});

it("of several hashes depends on each and on their order", async () => {
  expect(await sha256OfHashes(["a", "b"])).toBe(await sha256OfText("a\nb"));
  expect(await sha256OfHashes(["b", "a"])).not.toBe(await sha256OfHashes(["a", "b"]));
});
