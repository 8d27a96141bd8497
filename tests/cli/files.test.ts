import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openFiles } from "../../src/cli/files.js";
import { ArgumentError, FormatError } from "../../src/errors.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neurite-cli-files-"));
  await mkdir(join(folder, "graphs", "small"), { recursive: true });
  await mkdir(join(folder, "other"));
  await writeFile(join(folder, "graphs", "karate.gml"), "graph []");
  await writeFile(join(folder, "graphs", "small", "two.gml"), "graph [ ]");
  await writeFile(join(folder, "other", "secret.txt"), "secret");
  await writeFile(join(folder, "secret.txt"), "secret");
});
afterAll(() => rm(folder, { recursive: true }));

const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

it("reads the files of the sets that are there, by the same path from the data folder and from the set's own", async () => {
  for (const place of [folder, join(folder, "graphs")]) {
    const files = (await openFiles(place, ["celegans", "graphs"]))!;
    expect(files.description).toBe(place);
    const bytes = await files.read("graphs/karate.gml");
    expect([text(bytes), bytes!.constructor, bytes!.byteOffset]).toEqual(["graph []", Uint8Array, 0]);
    expect(text(await files.read("graphs/small/two.gml"))).toBe("graph [ ]");
    for (const missing of ["graphs/dolphins.gml", "graphs/karate.gml/inner", "celegans/celegansneural.gml"])
      expect(await files.read(missing)).toBeUndefined();
  }
});

it("is undefined where none of the sets is, and says what was looked for", async () => {
  const reasons: string[] = [];
  expect(await openFiles(folder, ["celegans", "uci"], reasons)).toBeUndefined();
  expect(reasons).toEqual([`There is no folder ${join(folder, "celegans")} or ${join(folder, "uci")}.`]);
  expect(await openFiles(folder, [], reasons)).toBeUndefined();
  expect(await openFiles(folder, ["secret.txt"])).toBeUndefined();
  expect(reasons).toHaveLength(1);
});

it.each([
  "graphs/../secret.txt",
  "../other/secret.txt",
  "other/secret.txt",
  "graphs/./karate.gml",
  "graphs//karate.gml",
  "graphs/..\\secret.txt",
  "graphs/C:secret.txt",
  "graphs/a\0b",
  "/graphs/karate.gml",
  "graphs/",
  "graphs",
  "",
])("refuses the path %j", async (path) => {
  const files = (await openFiles(folder, ["graphs", "celegans"]))!;
  const error = await files.read(path).catch((reason) => reason);
  expect(error).toBeInstanceOf(ArgumentError);
  expect(error.message).toContain("must be graphs/… or celegans/… without . and ..");
});

it("refuses what is there and cannot be read", async () => {
  const files = (await openFiles(folder, ["graphs"]))!;
  const error = await files.read("graphs/small").catch((reason) => reason);
  expect(error).toBeInstanceOf(FormatError);
  expect(error.message).toContain(`${join(folder, "graphs", "small")}: cannot be read: `);
});
