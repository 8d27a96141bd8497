import { fileURLToPath } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { build } from "esbuild";

/** A worker's file of this folder, bundled: threads run JavaScript only. */
export async function bundled(name: string): Promise<(options?: WorkerOptions) => Worker> {
  const entry = fileURLToPath(new URL(name, import.meta.url)),
    { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: "cjs",
      platform: "node",
      target: "es2022",
    });
  return (options) => new Worker(outputFiles[0]!.text, { eval: true, ...options });
}
