import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** A folder in which the packed tarball is installed, as a user's would be. */
    consumer: string;
    tarball: string;
    /** Paths inside the tarball. */
    packed: string[];
  }
}

/** Packs dist as it stands and installs the tarball into an empty project. */
export default function setup(project: TestProject): () => void {
  if (!existsSync("dist/index.js")) throw new Error("dist is missing: npm run build");
  const folder = mkdtempSync(join(tmpdir(), "neurite-"));
  const [{ filename, files }] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--loglevel=error", "--pack-destination", folder], { encoding: "utf8" }),
  ) as [{ filename: string; files: { path: string }[] }];
  const tarball = join(folder, filename);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  execFileSync("npm", ["install", "--offline", "--loglevel=error", tarball], { cwd: folder, stdio: "inherit" });
  project.provide("consumer", folder);
  project.provide("tarball", tarball);
  project.provide(
    "packed",
    files.map(({ path }) => path),
  );
  return () => rmSync(folder, { recursive: true, force: true });
}
