import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** An empty folder for this run's projects. */
    workshop: string;
    /** The published package, unpacked. */
    neurite: string;
    /** Folders in which the bundlers and Next.js are installed. */
    bundlers: string;
    next: string;
  }
}

const npm = (folder: string, ...args: string[]) =>
  execFileSync("npm", [...args, "--loglevel=error"], { cwd: folder, encoding: "utf8" });

/** Packs dist as it stands, and installs the tools once for each version of their lockfiles. */
export default function setup(project: TestProject): () => void {
  if (!existsSync("dist/index.js")) throw new Error("dist is missing: npm run build");
  const workshop = mkdtempSync(join(tmpdir(), "neurite-matrix-")),
    [{ filename }] = JSON.parse(npm(".", "pack", "--json", "--pack-destination", workshop)) as [{ filename: string }];
  execFileSync("tar", ["xzf", filename], { cwd: workshop });
  project.provide("workshop", workshop);
  project.provide("neurite", join(workshop, "package"));
  project.provide("bundlers", installed("tests/matrix"));
  project.provide("next", installed("tests/matrix/next"));
  return () => rmSync(workshop, { recursive: true, force: true });
}

/** The folder in which the packages that a folder's lockfile names are installed: an earlier run's where there is one. */
function installed(source: string): string {
  const files = ["package.json", "package-lock.json"],
    hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(source, file)));
  const folder = join(tmpdir(), `neurite-matrix-tools-${hash.digest("hex").slice(0, 16)}`),
    partial = `${folder}.${process.pid}`;
  if (existsSync(folder)) return folder;
  mkdirSync(partial);
  for (const file of files) cpSync(join(source, file), join(partial, file));
  npm(partial, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
  renameSync(partial, folder);
  return folder;
}
