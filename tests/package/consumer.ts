import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";

export const consumer: string = inject("consumer");
export const packed: string[] = inject("packed");

/** The import specifiers that the package offers: found in the tarball, as the patterns in "exports" find them. */
export const specifiers: string[] = packed.flatMap((path) => {
  const name = /^dist\/(?:([^/]+)\/)?index\.js$/.exec(path) ?? /^dist\/((?:models|experiments)\/[^/]+)\.js$/.exec(path);
  return name && !path.startsWith("dist/vendor/") ? [name[1] ? `neurite/${name[1]}` : "neurite"] : [];
});

/** A user's small program, for one layer: prints 0.5,0,1.5. */
export const program = `
import { Arena, load, Tensor } from "neurite";
import { relu } from "neurite/ops";
const arena = new Arena(await load());
const x = Tensor.from(arena, [3], [0.5, -1, 1.5]);
console.log(relu(x, x).data.join());
arena.dispose();
`;

/** Puts a file into the consumer's folder and gives its path. */
export function write(name: string, text: string): string {
  const path = join(consumer, name);
  writeFileSync(path, text);
  return path;
}

/** Runs a command in the consumer's folder; what it printed. Throws, with the output, when it fails. */
export async function run(command: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd: consumer, maxBuffer: 2 ** 26 });
    return stdout.trim();
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(" ")}\n${stdout}${stderr}`, { cause: error });
  }
}

/** A development tool of this repository. */
export function tool(name: string): string {
  return resolve("node_modules/.bin", name);
}
