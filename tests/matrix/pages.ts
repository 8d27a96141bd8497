import { join } from "node:path";
import { inject } from "vitest";
import { type Cell, isolating, type Outcome, servedVisits, twoThreads, versionOf } from "./cell.js";
import { html, Project } from "./project.js";
import { serve } from "./server.js";

const tools = inject("bundlers"),
  none = "no tool",
  esbuild = versionOf(tools, "esbuild");

/** Bare names to the package's files, as "exports" has them. */
const importMap = `<script type="importmap">${JSON.stringify({
  imports: {
    neurite: "/node_modules/neurite/dist/index.js",
    "neurite/sparsity": "/node_modules/neurite/dist/sparsity/index.js",
  },
})}</script>`;

/** The same names written out in a file, since a worker has no import map. */
function withAddresses(project: Project, path: string): void {
  const address = (_: string, name = "") => `from "/node_modules/neurite/dist${name}/index.js"`;
  project.write(path, project.read(path).replaceAll(/from "neurite(\/\w+)?"/g, address));
}

/** Everything of a script in one file, dist/<script>. */
function bundle(project: Project, script: string, format: string): Promise<string> {
  const program = join(tools, "node_modules/esbuild/bin/esbuild"),
    options = ["--bundle", "--minify", `--format=${format}`, "--outdir=dist"];
  return project.run(process.execPath, program, script, ...options);
}

/** Only scripts of the page's own origin, none of them made from text, and WebAssembly. */
const strictPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "report-uri /violations",
];

/** And nothing that takes a script takes a string. */
const trustedTypes = ["require-trusted-types-for 'script'", "trusted-types 'none'"];

export const pages: readonly Cell[] = [
  {
    name: "<script type=module>, import map",
    tool: none,
    run: async (browsers): Promise<Outcome> => {
      const project = new Project("script", { "index.html": html("page.js", importMap) });
      return { answers: await servedVisits(browsers, project) };
    },
  },
  {
    name: "module worker",
    tool: none,
    async run(browsers) {
      const project = new Project("module worker", { "index.html": html("worker-page.js") });
      withAddresses(project, "program.js");
      return { answers: await servedVisits(browsers, project) };
    },
  },
  {
    name: "blob worker",
    tool: esbuild,
    async run(browsers) {
      const project = new Project("blob worker", { "dist/index.html": html("blob-page.js") });
      await bundle(project, "worker.js", "iife");
      const bytes = project.gzipped("dist");
      await bundle(project, "blob-page.js", "esm");
      return { bytes, answers: await servedVisits(browsers, project, { folder: "dist" }) };
    },
  },
  {
    name: "strict CSP, Trusted Types",
    tool: esbuild,
    async run(browsers) {
      const project = new Project("policy", { "dist/index.html": html("page.js") }),
        headers = { "content-security-policy": [...strictPolicy, ...trustedTypes].join("; ") };
      await bundle(project, "page.js", "esm");
      const bytes = project.gzipped("dist");
      return { bytes, answers: await servedVisits(browsers, project, { folder: "dist", headers }) };
    },
  },
  {
    name: "cross-origin isolated",
    tool: none,
    isolated: true,
    async run(browsers) {
      const project = new Project("isolated", { "index.html": html("page.js", importMap) });
      return { answers: await servedVisits(browsers, project, { headers: isolating }) };
    },
  },
  {
    name: "cross-origin isolated, threads",
    tool: none,
    isolated: true,
    threads: 2,
    async run(browsers) {
      const project = new Project("isolated threads", { "index.html": html("page.js", importMap) });
      return { answers: await servedVisits(browsers, project, { headers: isolating, options: twoThreads }) };
    },
  },
  {
    name: "not isolated, falls back to one thread",
    tool: none,
    async run(browsers) {
      const project = new Project("not isolated", { "index.html": html("page.js", importMap) });
      return { answers: await servedVisits(browsers, project, { options: twoThreads }) };
    },
  },
  {
    name: "strict CSP, threads, own worker file",
    tool: esbuild,
    isolated: true,
    threads: 2,
    async run(browsers) {
      const project = new Project("policy threads", { "dist/index.html": html("own-worker-page.js") }),
        policy = [...strictPolicy, "worker-src 'self'"].join("; "),
        headers = { ...isolating, "content-security-policy": policy };
      for (const script of ["own-worker-page.js", "own-worker.js"]) await bundle(project, script, "esm");
      const bytes = project.gzipped("dist");
      return {
        bytes,
        answers: await servedVisits(browsers, project, { folder: "dist", headers, options: twoThreads }),
      };
    },
  },
  {
    name: "offline once loaded",
    tool: none,
    async run(browsers) {
      const project = new Project("offline", { "index.html": html("offline-page.js", importMap) }),
        answers = browsers.map(async ({ name, visit }) => {
          const server = await serve(project.folder),
            { title, problems } = await visit(server.address, server.close);
          return { where: name, result: JSON.parse(title), problems: [...problems, ...server.problems] };
        });
      return { answers: await Promise.all(answers) };
    },
  },
];
