import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { suiteNames } from "../../bench/main.js";
import { cli } from "../../src/cli/cli.js";
import { FakeTerminal } from "./support.js";

it("measures a suite: a table on standard output, one JSON object per case in the file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "neurite-bench-")),
    file = join(folder, "figures.json"),
    terminal = new FakeTerminal();
  try {
    expect(await cli(["bench", "--suite", "optimizer", "--json", file], terminal)).toBe(0);
    expect(terminal.stdout).toMatch(/^suite +case +density +ms +JavaScript ms +faster +GFLOP\/s\noptimizer +adam/);
    const entries = JSON.parse(await readFile(file, "utf8"));
    expect(entries).toEqual([
      {
        suite: "optimizer",
        case: "adam [802816]",
        density: null,
        medianMs: expect.any(Number),
        baselineMs: expect.any(Number),
        ratio: entries[0].baselineMs / entries[0].medianMs,
        gflops: (10 * 802816) / entries[0].medianMs / 1e6,
        node: process.versions.node,
      },
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("Ctrl-C ends it with status 130 and what was measured so far", async () => {
  const terminal = new FakeTerminal();
  const running = cli(["bench", "elementwise"], terminal);
  while (!terminal.stderr.includes("tanh")) await new Promise((resolve) => setTimeout(resolve, 5));
  terminal.interrupt();
  expect(await running).toBe(130);
  expect(terminal.stdout).toContain("exp [1024,128]");
  expect(terminal.stdout).not.toContain("sigmoid");
});

it.each([
  [["--suite", "spares"], 'suite is "spares", must be one of sparse, gemm'],
  [["spares"], 'suite is "spares", must be one of sparse, gemm'],
  [["sparse", "--suite", "gemm"], '--suite is "gemm", must be left out beside sparse'],
  [["sparse", "gemm"], 'argument is "gemm", must be left out'],
  [["--json", "/not/there.json"], '--json is "/not/there.json", must be a file that can be written'],
])("refuses %j before it measures", async (args, message) => {
  const terminal = new FakeTerminal();
  expect(await cli(["bench", ...args], terminal)).toBe(2);
  expect(terminal.stderr).toContain(message);
  expect(terminal.stdout).toBe("");
});

it("its help names every suite", async () => {
  const terminal = new FakeTerminal();
  expect(await cli(["bench", "--help"], terminal)).toBe(0);
  expect(terminal.stdout).toContain("Usage: neurite bench [suite] [options]");
  expect(terminal.stdout).toContain(`\nSuites: ${suiteNames.join(", ")}.\n`);
  expect(suiteNames).toContain("crossover");
});
