import { type Cell, twoThreads } from "./cell.js";
import { Project } from "./project.js";

interface Expected {
  readonly threads?: number;
  /** Writes what the command needs beside the application's files. */
  readonly files?: (project: Project) => void;
}

/** Runs a script by a command; it prints the result. */
function runtime(name: string, tool: string, command: readonly string[], { threads = 1, files }: Expected = {}): Cell {
  return {
    name,
    tool,
    threads,
    async run() {
      const project = new Project(name),
        [program = "", ...args] = command;
      files?.(project);
      return { answers: [{ where: name, result: JSON.parse(await project.run(program, ...args)), problems: [] }] };
    },
  };
}

/** The program as CommonJS: Node.js requires modules since 20.19, provided that none of them awaits at its top. */
function commonjs(project: Project): void {
  const required = (path: string) =>
    project
      .read(path)
      .replaceAll(/^import (.*) from (".*");$/gm, "const $1 = require($2);")
      .replaceAll(/^export /gm, "");
  project.write("program.cjs", `${required("program.js")}\nmodule.exports = { run };\n`);
  project.write("main.cjs", required("main.js").replace("./program.js", "./program.cjs"));
}

const npx = (tool: string) => ["npx", "--yes", "--package", tool];
const deno = "deno 2.9.6";
const runDeno = [...npx("deno@2.9.6"), "deno", "run", "-A", "main.js"];
const bun = "bun 1.4.5";
const runBun = [...npx("bun@1.4.5"), "bun", "main.js"];
const node = `node ${process.versions.node}`;

/** Node.js without the permission to start workers. */
const restricted = [process.execPath, "--no-warnings", "--experimental-permission", "--allow-fs-read=*"];

export const nodeImport: Cell = runtime("Node.js, import", node, [process.execPath, "main.js"]);

export const runtimes: readonly Cell[] = [
  nodeImport,
  runtime("Node.js, require", node, [process.execPath, "--no-warnings", "main.cjs"], { files: commonjs }),
  runtime("Node.js, threads", node, [process.execPath, "main.js", twoThreads], { threads: 2 }),
  runtime("Node.js, threads forbidden", node, [...restricted, "main.js", twoThreads]),
  runtime("Deno", deno, runDeno),
  runtime("Deno, threads", deno, [...runDeno, twoThreads], { threads: 2 }),
  runtime("Bun", bun, runBun),
  runtime("Bun, threads", bun, [...runBun, twoThreads], { threads: 2 }),
];
