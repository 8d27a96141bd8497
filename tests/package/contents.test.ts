import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { expect, inject, it } from "vitest";
import { consumer, packed, run, specifiers, tool } from "./consumer.js";

const installed = join(consumer, "node_modules/neurite");
const read = (path: string) => readFileSync(join(installed, path), "utf8");
const manifest = JSON.parse(read("package.json"));

it("holds the built modules, their types, the kernels and the legal texts, and nothing else", () => {
  const besides = [
    "package.json",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "dist/simd.wasm",
    "dist/dendrites.wasm",
    "dist/manifest.js",
    "dist/bench/main.js",
    "dist/bench/LICENSE-tinybench",
    "dist/vendor/assemblyscript/LICENSE",
    "dist/vendor/assemblyscript/NOTICE",
  ];
  const helpers = /^dist\/(?:_virtual|helpers)\/.*\.js$/; // of the bundler, shared between modules
  const unexpected = packed.filter((path) => {
    if (besides.includes(path) || helpers.test(path)) return false;
    const source = /^dist\/(.*?)(?:\.d\.ts|\.js)$/.exec(path)?.[1];
    return source === undefined || !["ts", "d.ts"].some((end) => existsSync(`src/${source}.${end}`));
  });
  expect(unexpected).toEqual([]);
  expect(packed.filter((path) => !/^[\w./-]+$/.test(path))).toEqual([]); // names that any server gives out
  expect(packed).toEqual(
    expect.arrayContaining([
      ...["LICENSE", "dist/index.js", "dist/index.d.ts", "dist/simd.wasm", "dist/dendrites.wasm"],
      ...["dist/jobs/index.js", "dist/jobs/index.d.ts", "dist/worker/index.js"],
    ]),
  );
  expect(statSync(inject("tarball")).size).toBeLessThan(1_000_000);
});

it("has no dependency of any kind and runs nothing when installed", () => {
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"])
    expect(Object.keys(manifest[kind] ?? {})).toEqual([]);
  for (const script of ["preinstall", "install", "postinstall", "prepare", "prepublish", "preprepare", "postprepare"])
    expect(manifest.scripts).not.toHaveProperty(script);
  expect(packed.filter((path) => /binding\.gyp|\.node$/.test(path))).toEqual([]);
  expect(readdirSync(join(consumer, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["neurite"]);
});

it("every import inside it leads to a file inside it, or to Node.js where that is the point", () => {
  for (const path of packed.filter((path) => /\.(js|d\.ts)$/.test(path)))
    for (const [, target = ""] of read(path).matchAll(/^(?:import|export)\b[^"\n]*"([^"]+)";$/gm))
      if (target.startsWith(".")) {
        const file = posix.join(dirname(path), target);
        expect(packed, `${path} imports ${target}`).toContain(
          path.endsWith(".ts") ? file.replace(/js$/, "d.ts") : file,
        );
      } else expect(target, `${path} imports ${target}`).toMatch(/^node:/);
});

it("the main entry needs no Node.js module and evaluates nothing at run time", () => {
  const reached = new Set<string>(["dist/index.js"]);
  for (const path of reached) {
    const text = read(path);
    expect(text, path).not.toMatch(/\beval\(|\bnew Function\b|from "node:|import\.meta/);
    for (const [, target = ""] of text.matchAll(/^(?:import|export)\b[^"\n]*"(\.[^"]+)";$/gm))
      reached.add(posix.join(dirname(path), target));
  }
  expect(reached.size).toBeGreaterThan(5);
});

it("publint finds nothing to mend", async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, pack: false, strict: true });
  // The pattern of a folder that has no file yet leads nowhere, as it must.
  const expected = (path: string) => path.includes("./models/*") && !existsSync("src/models");
  expect(messages.filter((m) => !expected(m.path.join())).map((m) => formatMessage(m, pkg))).toEqual([]);
});

// ESM only: a CommonJS caller reaches it through require(esm), which Node.js has from 20.19 on (tests in
// consumers.test.ts), though TypeScript's node16 mode, older than that, warns of it. Hence the profile. The patterns of
// "exports" are spelled out, because attw does not look behind a star.
it("attw finds types for every sub-path", async () => {
  const entries = specifiers.map((specifier) => `.${specifier.slice("neurite".length)}`);
  await run(tool("attw"), inject("tarball"), "--profile", "esm-only", "--entrypoints", ...entries);
});
