import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { inject } from "vitest";

/** As a user's shell has it: Vitest's own variables change what tools do. Deno and Bun fetch their binary by an install script. */
const environment = Object.fromEntries(
  Object.entries({ ...process.env, NEXT_TELEMETRY_DISABLED: "1", npm_config_ignore_scripts: "false" }).filter(
    ([name]) => name !== "NODE_ENV" && name !== "NODE_OPTIONS" && !name.startsWith("VITEST"),
  ),
);

/** A user's page around a script. */
export function html(script: string, head = ""): string {
  return `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>…</title><link rel="icon" href="data:,">${head}</head>
<body><script type="module" src="./${script}"></script></body>\n</html>\n`;
}

/** A user's project: the program of tests/matrix/app, the package installed, and nothing configured. */
export class Project {
  readonly folder: string;

  constructor(name: string, files: Readonly<Record<string, string>> = {}) {
    this.folder = join(inject("workshop"), "projects", name.replaceAll(/\W+/g, "-"));
    cpSync("tests/matrix/app", this.folder, { recursive: true });
    cpSync(inject("neurite"), join(this.folder, "node_modules/neurite"), { recursive: true });
    this.write("package.json", JSON.stringify({ private: true, type: "module", dependencies: { neurite: "*" } }));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** What a command prints. Throws, with all of it, when it fails or warns. */
  run(command: string, ...args: string[]): Promise<string> {
    const options = { cwd: this.folder, env: environment, timeout: 240_000 };
    return new Promise((resolve, reject) => {
      execFile(command, args, options, (error, out, err) => {
        const said = `${out}\n${err}`,
          warned = /\bwarn(?:ing)?\b/i.test(said.replaceAll(/^npm warn .*$/gm, ""));
        if (error || warned) reject(new Error(`${said.trim()}\n${command} ${args.join(" ")}`, { cause: error }));
        else resolve(out.trim());
      });
    });
  }

  /** Bytes of the scripts and kernels in a folder, each file gzipped. */
  gzipped(folder: string): number {
    return readdirSync(join(this.folder, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(?:[cm]?js|wasm)$/.test(path))
      .map((path) => gzipSync(readFileSync(join(this.folder, folder, path)), { level: 9 }).length)
      .reduce((sum, size) => sum + size, 0);
  }

  /** Runs a tool's own server while `use` does, and gives that its address. */
  async serving<Value>(args: (port: string) => string[], use: (address: string) => Promise<Value>): Promise<Value> {
    const port = await freePort(),
      address = `http://127.0.0.1:${port}`,
      child = spawn(process.execPath, args(String(port)), { cwd: this.folder, env: environment, detached: true });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    try {
      await answering(address, child);
      return await use(address);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${said}`, { cause: error });
    } finally {
      if (child.exitCode === null) process.kill(-child.pid!, "SIGKILL");
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function answering(address: string, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 300 && child.exitCode === null; i++) {
    if (await fetch(address).catch(() => undefined)) return;
    await setTimeout(100);
  }
  throw new Error(`no answer from ${address}`);
}
