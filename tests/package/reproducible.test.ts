import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { run, tool } from "./consumer.js";

const here = process.cwd();

/** SHA-256 of every file under a folder. */
function hashes(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}

it("building again gives the same bytes: kernels, packed kernels, and every file of dist", async () => {
  const folder = mkdtempSync(join(tmpdir(), "neurite-again-")),
    packed = readFileSync("src/wasm/inline.ts", "utf8");
  try {
    const wasm = join(folder, "simd.wasm");
    await run("sh", "-c", `cd '${here}' && '${tool("asc")}' --target simd --outFile '${wasm}'`);
    expect(hashes(folder)["simd.wasm"]).toBe(hashes("dist")["simd.wasm"]);
    await run("sh", "-c", `cd '${here}' && '${process.execPath}' assembly/pack.js`);
    expect(readFileSync("src/wasm/inline.ts", "utf8")).toBe(packed);
    await run("sh", "-c", `cd '${here}' && '${tool("tsdown")}' --out-dir '${folder}/dist'`);
    const expected = hashes("dist");
    expect(Object.keys(expected).length).toBeGreaterThan(10);
    expect(hashes(join(folder, "dist"))).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
