import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Browser } from "./browsers.js";
import type { Project } from "./project.js";
import { serve } from "./server.js";

/** What the program answered at one place, and what went wrong beside it. */
export interface Answer {
  readonly where: string;
  readonly result: unknown;
  readonly problems: readonly string[];
}

/** What keeps answers from being the expected ones. */
export function faults(answers: readonly Answer[], expected: unknown): string[] {
  return answers.flatMap(({ where, result, problems }) =>
    [...problems, ...(isDeepStrictEqual(result, expected) ? [] : [`answers ${JSON.stringify(result)}`])].map(
      (fault) => `${where}: ${fault}`,
    ),
  );
}

export interface Outcome {
  readonly answers: readonly Answer[];
  /** Size of what the tool emitted, every file gzipped. */
  readonly bytes?: number;
}

/** One way to take the package in. */
export interface Cell {
  readonly name: string;
  /** The tool and its version. */
  readonly tool: string;
  /** Whether its page is to be cross-origin isolated. Default: false. */
  readonly isolated?: boolean;
  /** How many threads are to have worked. Default: 1. */
  readonly threads?: number;
  run(browsers: readonly Browser[]): Promise<Outcome>;
}

/** Options for `load` that have two threads share even the smallest kernel. */
export const twoThreads = JSON.stringify({ threads: { count: 2, leastMs: 0 } });

/** What makes a page cross-origin isolated. */
export const isolating = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** A tool's name and the version that is installed in a folder. */
export function versionOf(folder: string, name: string, as = name): string {
  const { version } = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
  return `${as} ${version}`;
}

/** What a page says in every browser. */
export function visits(browsers: readonly Browser[], address: string): Promise<Answer[]> {
  return Promise.all(
    browsers.map(async ({ name, visit }) => {
      const { title, problems } = await visit(address);
      return { where: name, result: JSON.parse(title), problems };
    }),
  );
}

/** How a page is served: from which folder of its project, and by default without headers or options for `load`. */
export interface Serving {
  readonly folder?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: string;
}

/** The same of a page of a project. */
export async function servedVisits(
  browsers: readonly Browser[],
  project: Project,
  { folder = ".", headers = {}, options = "{}" }: Serving = {},
): Promise<Answer[]> {
  const server = await serve(join(project.folder, folder), headers);
  try {
    const answers = await visits(browsers, `${server.address}/?options=${encodeURIComponent(options)}`);
    return answers.map((answer) => ({ ...answer, problems: [...answer.problems, ...server.problems] }));
  } finally {
    await server.close();
  }
}
