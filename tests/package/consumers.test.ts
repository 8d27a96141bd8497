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

  // Node.js 20's own types know no WebAssembly, so a project without "dom" checks its own files only.
  const nodeTypes = `--lib es2022 --types node --typeRoots ${resolve("node_modules/@types")} --skipLibCheck`;
  it.each([
    ["esnext", "bundler", "a page", "--types *"],
    ["node16", "node16", "a page", "--types *"],
    ["nodenext", "nodenext", "Node.js", nodeTypes],
  ])("%s modules, %s resolution, types of %s, strict", async (module, resolution, where, types) => {
    const text = `${program}\n${names}\nexport const n: number = x.shape[0]!;\n`,
      file = write(`typed-${resolution}-${where}.mts`, text),
      args = [...flags, ...types.split(" "), "--module", module, "--moduleResolution", resolution];
    await run(tool("tsc"), ...args, file);
  });
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

  it("every sub-path except neurite/node bundles for a browser", async () => {
    const browsable = specifiers.filter((specifier) => specifier !== "neurite/node");
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

  it("what trains a one-layer network stays within 40 kB, kernels included, minified and gzipped", async () => {
    const { size, inputs } = await minified(
      "size",
      `
      import { Arena, Dataset, Dense, load, Sequential } from "neurite";
      const arena = new Arena(await load());
      const network = new Sequential(arena, { inputs: 2, layers: [new Dense(2)] });
      const or = new Dataset({ inputs: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), features: 2, labels: [0, 1, 1, 1] });
      await network.fit(or, { epochs: 5000 });
      console.log(network.predict(or.inputs).classes.join());`,
    );
    expect(await bundled("size")).toBe("0,1,1,1");
    const kernels = gzipSync(readFileSync("dist/simd.wasm"), { level: 9 }).length;
    console.log(`size: ${size} bytes, of which kernels ${kernels}; ${inputs.length} modules`);
    expect(size).toBeLessThanOrEqual(40_000);
    // Families of kernels that it does not use stay away.
    expect(inputs.filter((path) => path.includes("dendrites"))).toEqual([]);
  });

  it("what learns sequences comes with both families of kernels, from either copy of them", async () => {
    const { size } = await minified(
      "memory",
      `
      import { Arena, load } from "neurite";
      import { dendrites, TemporalMemory } from "neurite/dendrites";
      const arena = new Arena(await load({ families: [dendrites] }));
      const memory = new TemporalMemory(arena, { columns: 100, cellsPerColumn: 4, activationThreshold: 4, minThreshold: 2 });
      const patterns = [0, 10, 20].map((first) => Array.from({ length: 10 }, (_, i) => first + i));
      for (let step = 0; step < 60; step++) memory.compute(patterns[step % 3]);
      console.log(memory.anomaly, memory.predictedColumns.join());`,
    );
    expect(await bundled("memory")).toBe(`0 ${Array.from({ length: 10 }, (_, i) => i).join()}`);
    console.log(`size of a program with a temporal memory: ${size} bytes`);
    expect(size).toBeLessThanOrEqual(50_000);
    const file = `
      import { readFile } from "node:fs/promises";
      import { fileURLToPath } from "node:url";
      import { Arena, load } from "neurite";
      import { dendrites, SegmentStore } from "neurite/dendrites";
      const bytes = await readFile(fileURLToPath(import.meta.resolve("neurite/dendrites.wasm")));
      const store = new SegmentStore(new Arena(await load({ families: [dendrites.from(bytes)] })), { cells: 10 });
      console.log(store.size);`;
    expect(await run(process.execPath, write("family.mjs", file))).toBe("0");
  });
});

/** Bundles and minifies a program to <name>/out.mjs; gives its size when gzipped, and the modules that went in. */
async function minified(name: string, text: string): Promise<{ size: number; inputs: string[] }> {
  const outfile = join(consumer, name, "out.mjs"),
    options = { bundle: true, minify: true, platform: "browser", format: "esm", metafile: true } as const,
    { metafile } = await esbuild({ ...options, entryPoints: [write(`${name}.mjs`, text)], outfile }),
    used = Object.entries(Object.values(metafile.outputs)[0]!.inputs).filter(
      ([, { bytesInOutput }]) => bytesInOutput > 0,
    );
  return { size: gzipSync(readFileSync(outfile), { level: 9 }).length, inputs: used.map(([path]) => path) };
}

// Processor time, because it is the same beside other work; where nothing else runs the clock shows no more than that.
it("load() costs at most 30 ms: median of 20 fresh processes", async () => {
  const text = `
    import { load } from "neurite";
    const before = process.cpuUsage(), start = performance.now();
    await load();
    const clock = performance.now() - start, { user, system } = process.cpuUsage(before);
    console.log(clock + " " + (user + system) / 1000);`;
  const file = write("time.mjs", text),
    clock: number[] = [],
    processor: number[] = [];
  for (let i = 0; i < 20; i++) {
    const [a, b] = (await run(node, file)).split(" ").map(Number);
    clock.push(a!);
    processor.push(b!);
  }
  const median = (times: number[]) => times.sort((a, b) => a - b)[10]!;
  console.log(`load(): median ${median(clock).toFixed(1)} ms, of processor time ${median(processor).toFixed(1)} ms`);
  expect(median(processor)).toBeLessThanOrEqual(30);
});
