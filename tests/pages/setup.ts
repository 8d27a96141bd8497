import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the built playground is served. */
    playground: string;
  }
}

/** Builds the playground and serves it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = mkdtempSync(join(tmpdir(), "neurite-playground-")),
    shared = { root: "playground", logLevel: "error", build: { outDir } } as const;
  // Vitest says "test", which would make a build of another kind.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  await build(shared);
  process.env.NODE_ENV = NODE_ENV;
  const server = await preview({ ...shared, preview: { port: 0, host: "127.0.0.1" } });
  project.provide("playground", server.resolvedUrls!.local[0]!);
  return async () => {
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  };
}
