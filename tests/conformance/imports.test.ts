import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../src/", import.meta.url));

/** What each folder stands on directly; what those stand on is allowed too. A folder always imports itself. */
const standsOn: Record<string, readonly string[]> = {
  errors: [],
  version: [],
  "next-task": [],
  random: ["errors"],
  jobs: ["errors"],
  elementary: [],
  wasm: ["errors", "version"],
  worker: ["wasm"],
  tensor: ["wasm", "random"],
  data: ["tensor"],
  io: ["tensor"],
  ops: ["tensor"],
  schedules: ["errors"],
  sparsity: ["tape", "schedules"],
  tape: ["ops"],
  dendrites: ["tape", "sparsity", "io", "elementary"],
  spiking: ["tape"],
  metrics: ["errors", "random", "elementary"],
  embedding: ["ops", "next-task"],
  networks: ["tape", "sparsity"],
  learning: ["networks"],
  training: ["learning", "schedules", "data", "io", "next-task", "elementary"],
  models: ["training", "dendrites", "spiking", "embedding", "metrics"],
  index: ["training"],
  experiments: ["models", "index", "jobs"],
  node: ["data"],
  cli: ["experiments", "node"],
};

function allowed(folder: string): Set<string> {
  return new Set([folder, ...standsOn[folder]!.flatMap((below) => [...allowed(below)])]);
}

const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));

/** "ops/gemm.ts" and "index.ts" belong to "ops" and "index". */
const folderOf = (path: string) => path.split("/")[0]!.replace(/\.(ts|js)$/, "");

/** Every module a source names in an import or an export. */
function importsOf(path: string): string[] {
  const code = readFileSync(root + path, "utf8");
  const statements = code.matchAll(
    /^(?:import|export)\b[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return [...statements].map(([, from, effect, dynamic]) => (from ?? effect ?? dynamic)!);
}

it("imports point one way, as the table of folders says", () => {
  const wrong: string[] = [];
  let seen = 0;
  for (const path of sources) {
    const folder = folderOf(path);
    expect(Object.keys(standsOn), `src/${path} lies in a folder the table does not know`).toContain(folder);
    for (const target of importsOf(path).filter((name) => name.startsWith("."))) {
      const { pathname } = new URL(target, `file:///src/${path}`);
      if (!pathname.startsWith("/src/")) continue;
      seen++;
      if (!allowed(folder).has(folderOf(pathname.slice(5)))) wrong.push(`${path} imports ${target}`);
    }
  }
  expect(seen).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

it("only the command, the node entry and the reader of folders know Node.js", () => {
  const users = sources.filter((path) => importsOf(path).some((name) => name.startsWith("node:")));
  expect(users.filter((path) => !/^(cli\/|node\/|data\/folder\.ts$)/.test(path))).toEqual([]);
  expect(users).toContain("data/folder.ts");
});

it("nothing is imported from outside of the package", () => {
  const foreign = sources.flatMap(importsOf).filter((name) => !name.startsWith(".") && !name.startsWith("node:"));
  expect(foreign).toEqual([]);
});
