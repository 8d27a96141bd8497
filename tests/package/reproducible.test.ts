import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { run } from "./consumer.js";

/** SHA-256 of every file under a folder. */
function hashes(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}

it("building a copy of the sources gives the same bytes: kernels, packed kernels, and every file of dist", async () => {
  const folder = mkdtempSync(join(tmpdir(), "neurite-again-"));
  try {
    const sources = "git ls-files -z --cached --others --exclude-standard";
    await run("sh", "-c", `cd '${process.cwd()}' && ${sources} | xargs -0 cp --parents -t '${folder}'`);
    // A copy, not a link: bundlers write where a module lies into a comment.
    cpSync("node_modules", join(folder, "node_modules"), { recursive: true, verbatimSymlinks: true });
    await run("sh", "-c", `cd '${folder}' && npm run build`);
    const expected = hashes("dist");
    expect(Object.keys(expected).length).toBeGreaterThan(10);
    expect(hashes(join(folder, "dist"))).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
