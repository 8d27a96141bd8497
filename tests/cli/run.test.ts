import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { cli } from "../../src/cli/cli.js";
import { NumericalError } from "../../src/errors.js";
import type { Context, Experiment, Outcome } from "../../src/experiments/experiment.js";
import { paragraph } from "../../src/experiments/report/page.js";
import { nextTask } from "../../src/next-task.js";
import { FakeTerminal } from "./support.js";

let outcome: Outcome, work: (context: Context) => Promise<void>, needs: string[], ran: number;

const fake: Experiment<{ size: number }> = {
  slug: "fake",
  title: "A made-up <experiment>",
  source: "nobody 2026",
  get needs() {
    return needs;
  },
  scales: { smoke: { size: 1 }, default: { size: 2 }, paper: { size: 3 } },
  async run(config, context) {
    ran++;
    context.progress({ label: "working", done: config.size, total: 3, note: "so far" });
    await work(context);
    return outcome;
  },
};
vi.mock("../../src/cli/experiments.js", () => ({ findExperiment: async () => fake }));

const claim = { name: "it is big", expected: "≥ 2", actual: 3, holds: true, source: "figure 1" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neurite-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  needs = ["mnist"];
  ran = 0;
  work = async () => {};
  outcome = {
    data: "made up",
    metrics: { size: 3 },
    series: { growth: [1, 2, 3] },
    claims: [claim],
    summary: ["a table"],
    report: [paragraph("a picture")],
    fingerprint: "abc123",
  };
});

async function run(args: string[], terminal = new FakeTerminal()) {
  const status = await cli(["run", "fake", ...args], terminal);
  return { status, out: terminal.stdout, err: terminal.stderr, terminal };
}

it("prints data, tables, claims and verdict on standard output, progress on standard error", async () => {
  const { status, out, err } = await run([]);
  expect(status).toBe(0);
  for (const part of ["A made-up <experiment>", "scale default, seed 1", "made up", "a table", "1 of 1 claims hold"])
    expect(out).toContain(part);
  expect(out).toMatch(/✓ {2}it is big +≥ 2 +3 +figure 1/);
  expect(out).not.toContain("abc123");
  expect(err).toContain("working   66 %  so far");
  expect((await run(["--fingerprint"])).out).toContain("abc123");
});

it("--json: exactly one JSON object on standard output, whatever else is said", async () => {
  const { status, out } = await run(["--json", "--scale", "smoke", "--seed", "7", "--fingerprint"]);
  expect(status).toBe(0);
  expect(out.endsWith("}\n")).toBe(true);
  expect(JSON.parse(out)).toEqual({
    experiment: "fake",
    scale: "smoke",
    seed: 7,
    config: { size: 1 },
    data: "made up",
    metrics: { size: 3 },
    series: { growth: [1, 2, 3] },
    claims: [claim],
    interrupted: false,
    wallMs: expect.any(Number),
    versions: {
      neurite: expect.any(String),
      node: process.versions.node,
      v8: process.versions.v8,
      kernels: expect.stringMatching(/^[0-9a-f]{16}$/),
    },
    fingerprint: "abc123",
  });
});

it("--check fails exactly when a claim does", async () => {
  expect((await run(["--check"])).status).toBe(0);
  outcome = { ...outcome, claims: [claim, { ...claim, name: "it is small", holds: false }] };
  expect((await run([])).status).toBe(0);
  const { status, out } = await run(["--check"]);
  expect(status).toBe(1);
  expect(out).toContain("✗  it is small");
  expect(out).toContain("1 of 2 claims hold");
});

it("Ctrl-C: the experiment is told, what was reached is printed, the status is 130", async () => {
  const terminal = new FakeTerminal();
  work = async ({ signal }) => {
    expect(terminal.listening).toBe(true);
    terminal.interrupt();
    await nextTask();
    expect(signal.aborted).toBe(true);
    outcome = { ...outcome, claims: [], summary: ["half a table"] };
  };
  const { status, out, err } = await run(["--check"], terminal);
  expect(status).toBe(130);
  expect(out).toContain("half a table");
  expect(out).toContain("interrupted");
  expect(err).toContain("Ctrl-C again");
  // From now on Ctrl-C is the system's again.
  expect(terminal.listening).toBe(false);
});

it("an error of the experiment is one line and status 2, and Ctrl-C is given back", async () => {
  work = async () => {
    throw new NumericalError("fit", "the loss is not finite");
  };
  const { status, err, terminal } = await run([]);
  expect(status).toBe(2);
  expect(err).toContain("error fit: the loss is not finite\n");
  expect(terminal.listening).toBe(false);
});

it("--report writes a self-contained page, also when claims fail", async () => {
  outcome = { ...outcome, claims: [{ ...claim, holds: false }] };
  const file = join(folder, "report.html"),
    { status, err } = await run(["--check", "--report", file]);
  expect(status).toBe(1);
  expect(err).toContain(file);
  const html = await readFile(file, "utf8");
  for (const part of ["<!doctype html>", "A made-up &lt;experiment&gt;", "a picture", "figure 1", "abc123", "--seed 1"])
    expect(html).toContain(part);
  expect(html).not.toMatch(/(?:src|href)="(?!data:)/);
});

it("--report says so before the run when its file cannot be written", async () => {
  const missing = join(folder, "not", "there.html"),
    directory = join(folder, "directory.html");
  await mkdir(directory);
  for (const file of [missing, directory]) {
    const { status, err, out } = await run(["--report", file]);
    expect([status, out, ran]).toEqual([2, "", 0]);
    expect(err).toContain("--report is");
  }
  expect(await readdir(folder)).not.toContain("not");
});

it("data that was asked for is never replaced: neither --data nor NEURITE_DATA may be useless", async () => {
  const empty = join(folder, "empty"),
    file = join(folder, "file"),
    missing = join(folder, "missing");
  await mkdir(empty);
  await writeFile(file, "");
  for (const path of [empty, file, missing]) {
    const byOption = await run(["--data", path]);
    expect([byOption.status, ran]).toEqual([2, 0]);
    expect(byOption.err).toContain("--data is ");
    const byEnvironment = await run([], new FakeTerminal({ env: { NEURITE_DATA: path } }));
    expect([byEnvironment.status, ran]).toEqual([2, 0]);
    expect(byEnvironment.err).toContain("NEURITE_DATA is ");
  }
  expect((await run(["--data", empty])).err).toContain("train-images-idx3-ubyte");
});

it("a damaged data set is an error that names the file", async () => {
  const damaged = join(folder, "mnist");
  await mkdir(damaged);
  for (const name of [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ])
    await writeFile(join(damaged, name), "not an IDX file");
  const { status, err } = await run(["--data", folder]);
  expect(status).toBe(2);
  expect(err).toContain("train-images-idx3-ubyte: not an IDX file");
});

it("an experiment without data sets refuses --data and ignores NEURITE_DATA", async () => {
  needs = [];
  expect((await run(["--data", folder])).err).toContain("this experiment uses no data set");
  expect((await run([], new FakeTerminal({ env: { NEURITE_DATA: "/nowhere" } }))).status).toBe(0);
});

it("reads the data set that is there and hands it over", async () => {
  const data = join(folder, "data", "mnist");
  await mkdir(data, { recursive: true });
  const images = (count: number) =>
      Uint8Array.from([0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 1, 0, 0, 0, 2, ...Array(2 * count).fill(9)]),
    labels = (count: number) => Uint8Array.from([0, 0, 8, 1, 0, 0, 0, count, ...Array(count).fill(4)]);
  for (const [name, count] of [
    ["train", 3],
    ["t10k", 2],
  ] as const) {
    await writeFile(join(data, `${name}-images-idx3-ubyte`), images(count));
    await writeFile(join(data, `${name}-labels-idx1-ubyte`), labels(count));
  }
  const seen: (readonly [number, number, string] | undefined)[] = [];
  work = async ({ data: given }) => void seen.push(given && [given.train.size, given.test.size, given.description]);
  for (const path of [data, join(folder, "data")]) expect((await run(["--data", path])).status).toBe(0);
  expect(seen).toEqual([
    [3, 2, `mnist from ${data}`],
    [3, 2, `mnist from ${join(folder, "data")}`],
  ]);
});
