import { join } from "node:path";
import { inject } from "vitest";
import { type Cell, isolating, servedVisits, twoThreads, versionOf, visits } from "./cell.js";
import { html, Project } from "./project.js";

const tools = inject("bundlers");

/** The command of an installed tool, by the path of its script. */
const script = (path: string) => [process.execPath, join(tools, "node_modules", path)];

/** How a bundler is called on page.js, or where it wants a page on index.html, to write into dist. */
interface Bundler {
  readonly name: string;
  readonly tool: string;
  readonly command: readonly string[];
  /** The script it writes, where it writes no page. */
  readonly writes?: string;
  /** The page's script. Default: page.js. */
  readonly entry?: string;
  /** Whether two threads are to work; its page is isolated then. */
  readonly threads?: boolean;
}

/** Bundles without any configuration, without a warning, and runs in both browsers what came out. */
function bundler({ name, tool, command: [program = "", ...args], writes, entry = "page.js", threads }: Bundler): Cell {
  const serving = threads ? { headers: isolating, options: twoThreads } : {};
  return {
    name,
    tool,
    isolated: threads === true,
    threads: threads ? 2 : 1,
    async run(browsers) {
      const project = new Project(name, { "index.html": html(entry) });
      await project.run(program, ...args);
      const bytes = project.gzipped("dist");
      if (writes) project.write("dist/index.html", html(writes));
      return { bytes, answers: await servedVisits(browsers, project, { folder: "dist", ...serving }) };
    },
  };
}

function viteDevelopment(name: string, tool: string, command: readonly string[]): Cell {
  return {
    name,
    tool,
    run(browsers) {
      const project = new Project(name, { "index.html": html("page.js") }),
        args = (port: string) => [...command.slice(1), "--host", "127.0.0.1", "--port", port, "--strictPort"];
      return project.serving(args, async (address) => ({ answers: await visits(browsers, address) }));
    },
  };
}

const vite8 = script("vite/bin/vite.js"),
  vite7 = script("vite-7/bin/vite.js"),
  webpack = [...script("webpack/bin/webpack.js"), "--mode", "production"],
  rollup = [...script("rollup/dist/bin/rollup"), "page.js", "-f", "es", "-p", "@rollup/plugin-node-resolve"],
  parcel = [...script("parcel/lib/bin.js"), "build", "index.html", "--no-autoinstall"];

const version = {
  vite8: versionOf(tools, "vite"),
  vite7: versionOf(tools, "vite-7", "vite"),
  webpack: versionOf(tools, "webpack"),
  rollup: versionOf(tools, "rollup"),
  parcel: versionOf(tools, "parcel"),
};

export const bundlers: readonly Cell[] = [
  bundler({ name: "Vite 8 build", tool: version.vite8, command: [...vite8, "build"] }),
  viteDevelopment("Vite 8 dev", version.vite8, vite8),
  bundler({
    name: "Vite 8 build, module worker",
    tool: version.vite8,
    command: [...vite8, "build"],
    entry: "worker-page.js",
  }),
  bundler({ name: "Vite 8 build, threads", tool: version.vite8, command: [...vite8, "build"], threads: true }),
  bundler({
    name: "Vite 8 build, threads, own worker file",
    tool: version.vite8,
    command: [...vite8, "build"],
    entry: "own-worker-page.js",
    threads: true,
  }),
  bundler({ name: "Vite 7 build", tool: version.vite7, command: [...vite7, "build"] }),
  viteDevelopment("Vite 7 dev", version.vite7, vite7),
  bundler({
    name: "webpack 5",
    tool: version.webpack,
    command: [...webpack, "--entry", "./page.js"],
    writes: "main.js",
  }),
  bundler({
    name: "webpack 5, module worker",
    tool: version.webpack,
    command: [...webpack, "--entry", "./worker-page.js"],
    writes: "main.js",
  }),
  bundler({
    name: "webpack 5, threads, own worker file",
    tool: version.webpack,
    command: [...webpack, "--entry", "./own-worker-page.js"],
    writes: "main.js",
    threads: true,
  }),
  bundler({ name: "Rollup 4", tool: version.rollup, command: [...rollup, "-d", "dist"], writes: "page.js" }),
  bundler({
    name: "Rollup 4, one file",
    tool: version.rollup,
    command: [...rollup, "-o", "dist/page.js"],
    writes: "page.js",
  }),
  bundler({
    name: "esbuild",
    tool: versionOf(tools, "esbuild"),
    command: [...script("esbuild/bin/esbuild"), "page.js", "--bundle", "--minify", "--format=esm", "--outdir=dist"],
    writes: "page.js",
  }),
  bundler({
    name: "Rolldown",
    tool: versionOf(tools, "rolldown"),
    command: [...script("rolldown/bin/cli.mjs"), "page.js", "--minify", "-d", "dist"],
    writes: "page.js",
  }),
  bundler({ name: "Parcel 2", tool: version.parcel, command: parcel }),
  bundler({ name: "Parcel 2, module worker", tool: version.parcel, command: parcel, entry: "worker-page.js" }),
  bundler({
    name: "Bun build",
    tool: "bun 1.4.5",
    command: ["npx", "--yes", "--package", "bun@1.4.5", "bun", "build", "page.js", "--minify", "--outdir=dist"],
    writes: "page.js",
  }),
];
