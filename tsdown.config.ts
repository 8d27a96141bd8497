import { readdirSync } from "node:fs";
import { defineConfig } from "tsdown";

/**
 * Modules under their names. Sorted, and as an object: a bundler walks the modules in the order of its entries, and the
 * order of a folder's files (what a glob gives) is another one in every copy of it, and with it the order of imports.
 */
const modules = (pattern: RegExp): Record<string, string> =>
  Object.fromEntries(
    readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((path) => pattern.test(path))
      .sort()
      .map((path) => [path.replace(/\.ts$/, ""), `src/${path}`]),
  );

/**
 * The published package: plain ESM, one module per source file under the same path, so that importing one sub-path never
 * loads another, bundlers drop what is not used, and stack traces name readable files (hence neither minified nor mapped).
 * The entries are found by the folders themselves: a folder with an index, a model or an experiment needs no line here.
 */
const library = defineConfig({
  entry: modules(/^(?:\w+\/)?index\.ts$|^models\/[^/]+\.ts$|^experiments\/.+\.ts$|^cli\/(?:main|worker)\.ts$/),
  format: "esm",
  platform: "neutral",
  target: "es2022",
  unbundle: true,
  fixedExtension: false,
  dts: true,
  // Arena and Tensor are Disposable, which the library of a TypeScript project with an older target does not know.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
  deps: { onlyBundle: [], neverBundle: /^node:/ },
  outputOptions: {
    // The version lies outside of src, and so do the compiler's helpers, whose path has a version in it.
    entryFileNames: ({ name }) =>
      `${name.replace(/^.*package\.json$/, "manifest").replace(/^_virtual\/.*\/helpers\//, "helpers/")}.js`,
  },
  inputOptions: { checks: { pluginTimings: false } },
  copy: ({ outDir }) => [
    { from: "build/core.simd.wasm", to: outDir, rename: "simd.wasm" },
    { from: "build/dendrites.simd.wasm", to: outDir, rename: "dendrites.wasm" },
    { from: "node_modules/assemblyscript/{LICENSE,NOTICE}", to: `${outDir}/vendor/assemblyscript` },
  ],
});

/** `neurite bench`: one file that carries tinybench inside and takes the package's own modules from beside it. */
const bench = defineConfig({
  entry: { "bench/main": "bench/main.ts" },
  format: "esm",
  platform: "node",
  target: "es2022",
  fixedExtension: false,
  dts: false,
  clean: false,
  deps: { onlyBundle: ["tinybench"] },
  inputOptions: { external: /^(?:\.\.\/)+src\// },
  outputOptions: { paths: (id: string) => id.replace(/^.*?\/src\//, "./") },
  copy: ({ outDir }) => [
    { from: "node_modules/tinybench/LICENSE", to: `${outDir}/bench`, rename: "LICENSE-tinybench" },
  ],
});

export default [library, bench].flat();
