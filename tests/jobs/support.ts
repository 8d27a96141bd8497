import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";

/** A file of this folder with all that it imports, as one CommonJS script: threads run JavaScript only. */
export async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "es2022",
  });
  return outputFiles[0]!.text;
}

export const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a promise rejects with. */
export const errorOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => Promise.reject(new Error("resolved")),
    (error) => error,
  );

/**
 * What a promise rejects with once something is done; it must do so before any other task. Not told by the clock, which
 * measures others, too.
 */
export async function rejectionAtOnce(promise: Promise<unknown>, act: () => void): Promise<unknown> {
  const rejected = errorOf(promise),
    late = new Promise((_, reject) => setImmediate(() => reject(new Error("late"))));
  act();
  return Promise.race([rejected, late]);
}

/** What starts a worker with a file of this folder. */
export async function bundled(name: string): Promise<() => Worker> {
  const script = await bundle(name);
  return () => new Worker(script, { eval: true });
}
