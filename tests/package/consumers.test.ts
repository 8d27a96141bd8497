import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build as esbuild } from "esbuild";
import { rolldown } from "rolldown";
import { build as vite } from "vite";
import { describe, expect, it } from "vitest";
import { consumer, program, run, specifiers, tool, write } from "./consumer.js";

const node = process.execPath;
const printed = "0.5,0,1.5";

describe("Node.js", () => {
  it("imports it", async () => {
    expect(await run(node, write("program.mjs", program))).toBe(printed);
  });

  it("requires it", async () => {
    const text = program
      .replace(/import (.*) from (".*");/g, "const $1 = require($2);")
      .replace(/(const arena.*)/s, "(async () => {$1})();");
    expect(text).not.toMatch(/^import/m);
    expect(await run(node, "--no-warnings", write("program.cjs", text))).toBe(printed);
  });

  it("imports and requires every sub-path", async () => {
    expect(specifiers).toContain("neurite");
    const list = JSON.stringify(specifiers);
    const text = `
      import { createRequire } from "node:module";
      for (const specifier of ${list}) {
        const imported = await import(specifier), required = createRequire(import.meta.url)(specifier);
        if (Object.keys(imported).length === 0) throw new Error(specifier + " exports nothing");
        for (const name of Object.keys(imported)) if (required[name] !== imported[name]) throw new Error(name);
      }
      console.log(${specifiers.length});`;
    expect(await run(node, "--no-warnings", write("every.mjs", text))).toBe(String(specifiers.length));
  });

  it("finds the kernels as a file, for those who serve it themselves", async () => {
    const text = `
      import { readFile } from "node:fs/promises";
      import { fileURLToPath } from "node:url";
      import { load } from "neurite";
      const bytes = await readFile(fileURLToPath(import.meta.resolve("neurite/simd.wasm")));
      console.log(typeof (await load({ wasm: bytes })).relu_f32);`;
    expect(await run(node, write("file.mjs", text))).toBe("function");
  });
});

describe("TypeScript", () => {
  const names = specifiers.map((specifier, i) => `import * as m${i} from "${specifier}";\nvoid m${i};`).join("\n");
  const flags = "--noEmit --ignoreConfig --strict --exactOptionalPropertyTypes --target es2022".split(" ");

  it.each([
    ["esnext", "bundler", "a page", []],
    ["node16", "node16", "a page", []],
    ["nodenext", "nodenext", "a page", []],
    [
      "nodenext",
      "nodenext",
      "Node.js",
      ["--lib", "es2022", "--types", "node", "--typeRoots", resolve("node_modules/@types")],
    ],
  ])(
    "%s modules, %s resolution, types of %s, strict, library files checked",
    async (module, resolution, where, types) => {
      const file = write(
        `typed-${resolution}-${where}.mts`,
        `${program}\n${names}\nexport const n: number = x.shape[0]!;\n`,
      );
      await run(tool("tsc"), ...flags, ...types, "--module", module, "--moduleResolution", resolution, file);
    },
  );
});

/** Bundled for a browser, without configuration; a single file must come out and run, here in Node.js. */
describe("bundlers", () => {
  const bundled = async (folder: string) => {
    const files = readdirSync(join(consumer, folder), { recursive: true, withFileTypes: true }).filter((f) =>
      f.isFile(),
    );
    expect(files.map(({ name }) => name)).toHaveLength(1);
    return run(node, join(files[0]!.parentPath, files[0]!.name));
  };
  const entry = write("bundle-me.mjs", program);

  it("esbuild", async () => {
    await esbuild({ entryPoints: [entry], bundle: true, format: "esm", outfile: join(consumer, "esbuild/out.mjs") });
    expect(await bundled("esbuild")).toBe(printed);
  });

  it("Rolldown", async () => {
    const bundle = await rolldown({ input: entry, platform: "browser" });
    await bundle.write({ dir: join(consumer, "rolldown"), entryFileNames: "out.mjs" });
    expect(await bundled("rolldown")).toBe(printed);
  });

  it("Vite", async () => {
    await vite({
      root: consumer,
      configFile: false,
      logLevel: "warn",
      build: {
        outDir: "vite",
        target: "es2022",
        modulePreload: false,
        rollupOptions: { input: entry, output: { entryFileNames: "out.mjs" } },
      },
    });
    expect(await bundled("vite")).toBe(printed);
  });

  it("esbuild takes every sub-path except experiments and the command for the browser", async () => {
    const browsable = specifiers.filter((specifier) => !/^neurite\/(experiments|cli)/.test(specifier));
    const text = browsable.map((specifier, i) => `export * as m${i} from "${specifier}";`).join("\n");
    const everything = write("everything.mjs", text);
    const result = await esbuild({
      entryPoints: [everything],
      bundle: true,
      platform: "browser",
      write: false,
      format: "esm",
    });
    expect(result.warnings).toEqual([]);
  });

  it("a program with one layer stays within 40 kB, kernels included, minified and gzipped", async () => {
    const { outputFiles } = await esbuild({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      platform: "browser",
      format: "esm",
      write: false,
    });
    const kernels = gzipSync(readFileSync("dist/simd.wasm"), { level: 9 }).length;
    const total = gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
    console.log(`size: ${total} bytes, of which kernels ${kernels}`);
    expect(total).toBeLessThanOrEqual(40_000);
  });
});

it("load() takes at most 30 ms: median of 20 fresh processes", async () => {
  const text = `
    import { load } from "neurite";
    const start = performance.now();
    await load();
    console.log(performance.now() - start);`;
  const file = write("time.mjs", text);
  const times: number[] = [];
  for (let i = 0; i < 20; i++) times.push(Number(await run(node, file)));
  times.sort((a, b) => a - b);
  const median = (times[9]! + times[10]!) / 2;
  console.log(`load(): median ${median.toFixed(1)} ms, ${times[0]!.toFixed(1)} to ${times[19]!.toFixed(1)} ms`);
  expect(median).toBeLessThanOrEqual(30);
});
