import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { cli } from "../../src/cli/cli.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import { ArgumentError, NumericalError } from "../../src/errors.js";
import type { Context, Experiment, Outcome } from "../../src/experiments/experiment.js";
import { paragraph } from "../../src/experiments/report/page.js";
import { nextTask } from "../../src/next-task.js";
import { Arena } from "../../src/wasm/arena.js";
import type { KernelFamily } from "../../src/wasm/family.js";
import { FakeTerminal } from "./support.js";

interface Config {
  readonly size: number;
  readonly sets: readonly string[];
}

let outcome: Outcome, work: (context: Context, config: Config) => Promise<void>, needs: string[], ran: number;
let resumable: boolean, families: readonly KernelFamily[], job: Experiment<Config>["job"];

const fake: Experiment<Config> = {
  slug: "fake",
  title: "A made-up <experiment>",
  source: "nobody 2026",
  get needs() {
    return needs;
  },
  scales: {
    smoke: { size: 1, sets: ["mnist"] },
    default: { size: 2, sets: ["mnist"] },
    paper: { size: 3, sets: ["mnist"] },
  },
  choices: { sets: ["mnist", "cifar-10", "graphs", "none"] },
  about: { size: "how big it is" },
  get families() {
    return families;
  },
  get resumable() {
    return resumable as true;
  },
  get job() {
    return job as NonNullable<typeof job>;
  },
  check({ size }) {
    if (size < 0) throw new ArgumentError("fake", "size", size, "at least 0");
  },
  dataSets: ({ sets }) => needs.filter((name) => sets.includes(name)),
  async run(config, context) {
    ran++;
    context.progress({ label: "working", done: config.size, total: 3, note: "so far" });
    await work(context, config);
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
  resumable = false;
  families = [];
  job = undefined;
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

it("loads the families of kernels that the experiment names beside the core's, and no others", async () => {
  const loaded: boolean[] = [];
  work = async ({ kernels }) => {
    const arena = new Arena(kernels);
    try {
      loaded.push(dendrites.of("fake", arena) !== undefined);
    } catch (error) {
      expect(error).toBeInstanceOf(ArgumentError);
      loaded.push(false);
    }
  };
  await run([]);
  families = [dendrites];
  await run([]);
  expect(loaded).toEqual([false, true]);
});

it("--threads: as many share the kernels' work", async () => {
  for (const [option, count] of [
    [[], 1],
    [["--threads", "3"], 3],
    [["--threads", "auto"], Math.min(8, availableParallelism())],
  ] as const) {
    const counted = vi.fn();
    work = async ({ kernels }) => {
      counted(kernels.threads?.count);
      await kernels.threads?.stop();
    };
    expect((await run([...option])).status).toBe(0);
    expect(counted).toHaveBeenCalledExactlyOnceWith(count);
  }
  for (const wrong of ["0", "65", "two", "1.5"]) {
    const { status, err } = await run(["--threads", wrong]);
    expect(status).toBe(2);
    expect(err).toContain(`--threads is "${wrong}", must be auto or a number from 1 to 64`);
  }
});

it("--json: exactly one JSON object on standard output, whatever else is said", async () => {
  const { status, out } = await run(["--json", "--scale", "smoke", "--seed", "7", "--fingerprint"]);
  expect(status).toBe(0);
  expect(out.endsWith("}\n")).toBe(true);
  expect(JSON.parse(out)).toEqual({
    experiment: "fake",
    scale: "smoke",
    seed: 7,
    config: { size: 1, sets: ["mnist"] },
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
  outcome = { ...outcome, claims: [claim, { ...claim, name: "it is small", actual: -0.123456789, holds: false }] };
  expect((await run([])).status).toBe(0);
  const { status, out } = await run(["--check"]);
  expect(status).toBe(1);
  expect(out).toContain("✗  it is small");
  expect(out).toContain("1 of 2 claims hold");
  expect(out).toContain("−0.1235 ");
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

it("an experiment without data sets refuses --data and ignores NEURITE_DATA", async () => {
  needs = [];
  expect((await run(["--data", folder])).err).toContain("this run uses no data set");
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

it("--set changes the config for the experiment, the heading, the JSON object and the report", async () => {
  const seen: Config[] = [],
    set = ["--set", "size=5", "--set", "sets=mnist,none", "--set=size=0.5"],
    file = join(folder, "set.html");
  work = async (_, config) => void seen.push(config);
  const { status, out } = await run([...set, "--report", file]);
  expect([status, seen]).toEqual([0, [{ size: 0.5, sets: ["mnist", "none"] }]]);
  expect(out).toContain("fake, scale default, seed 1, size=0.5, sets=mnist,none\n");
  expect(JSON.parse((await run([...set, "--json"])).out).config).toEqual(seen[0]);
  const html = await readFile(file, "utf8");
  expect(html).toContain("neurite run fake --scale default --seed 1 --set size=0.5 --set sets=mnist,none");
  for (const part of ["Configuration", "how big it is", "[ &quot;mnist&quot;, &quot;none&quot; ]"])
    expect(html).toContain(part);
  expect(fake.scales.default).toEqual({ size: 2, sets: ["mnist"] });
});

it("a config that cannot be is refused before any work, and leaves nothing behind", async () => {
  resumable = true;
  const store = join(folder, "never");
  for (const [set, message] of [
    ["size=big", '--set size is "big", must be a finite number'],
    ["size=-1", "fake: size is -1, must be at least 0"],
    ["sise=1", "did you mean size?"],
  ] as const) {
    const { status, out, err } = await run(["--set", set, "--checkpoint", store]);
    expect([status, out, ran]).toEqual([2, "", 0]);
    expect(err).toContain(message);
  }
  expect((await run(["--data", join(folder, "no-data"), "--checkpoint", store])).status).toBe(2);
  expect(await readdir(folder)).not.toContain("never");
});

it("the config decides which data sets are looked for", async () => {
  needs = ["mnist", "cifar-10"];
  const empty = join(folder, "empty");
  const { err } = await run(["--data", empty, "--set", "sets=cifar-10"]);
  expect(err).toContain("must be a folder that holds cifar-10. ");
  expect((await run(["--data", empty, "--set", "sets=none"])).err).toContain("this run uses no data set");
});

it("--checkpoint gives a store, says where it is, and the next run goes on from it", async () => {
  resumable = true;
  const store = join(folder, "store"),
    found: (number | undefined)[] = [];
  work = async ({ checkpoints }) => {
    const last = (await checkpoints!.load("count"))?.[0];
    found.push(last);
    await checkpoints!.save("count", Uint8Array.of((last ?? 0) + 1));
  };
  const first = await run(["--checkpoint", store, "--json"]);
  expect([first.status, JSON.parse(first.out).checkpoints]).toEqual([0, store]);
  expect(first.err).toContain(`checkpoints are in ${store}\n`);
  const terminal = new FakeTerminal(),
    count = work;
  work = async (context, config) => {
    await count(context, config);
    terminal.interrupt();
  };
  const second = await run(["--checkpoint", store], terminal);
  expect([second.status, found]).toEqual([130, [undefined, 1]]);
  expect(second.err).toContain(`checkpoints are in ${store}: the same command goes on from them\n`);
});

it("--checkpoint is refused where none are kept or nothing can be written, and without it there is no store", async () => {
  const refused = await run(["--checkpoint", join(folder, "refused")]);
  expect([refused.status, ran]).toEqual([2, 0]);
  expect(refused.err).toContain("must be left out: this experiment keeps no checkpoints");
  expect(await readdir(folder)).not.toContain("refused");
  resumable = true;
  const file = join(folder, "no-folder");
  await writeFile(file, "");
  const { status, err, out } = await run(["--checkpoint", file]);
  expect([status, out, ran]).toEqual([2, "", 0]);
  expect(err).toContain("--checkpoint is");
  const seen: unknown[] = [];
  work = async ({ checkpoints }) => void seen.push(checkpoints);
  const { out: json } = await run(["--json"]);
  expect(seen).toEqual([undefined]);
  expect(JSON.parse(json)).not.toHaveProperty("checkpoints");
});

it("jobs are done in this process where there are no compiled workers, and more than one is refused", async () => {
  const found: unknown[] = [];
  job = async (n, { size }) => size * (n as number);
  work = async ({ jobs }) => void found.push(await jobs([1, 2, 3], { label: "jobs" }));
  for (const args of [[], ["--workers", "1"]]) expect((await run(args)).status).toBe(0);
  expect(found).toEqual([
    [2, 4, 6],
    [2, 4, 6],
  ]);
  const { status, err, out } = await run(["--workers", "2"]);
  expect([status, out, ran]).toEqual([2, "", 2]);
  expect(err).toContain("--workers other than 1 needs the built package");
});

it("--workers is refused where there are no jobs, and when it is no number of threads", async () => {
  const refused = await run(["--workers", "1"]);
  expect([refused.status, ran]).toEqual([2, 0]);
  expect(refused.err).toContain('--workers is "1", must be left out: this experiment has no independent jobs');
  job = async () => 1;
  for (const workers of ["0", "1.5", "all", "1e3"]) {
    const { status, err } = await run(["--workers", workers]);
    expect([status, ran]).toEqual([2, 0]);
    expect(err).toContain(`--workers is "${workers}", must be a number of threads, at least 1`);
  }
});

it("hands over the files of a set that is none of images", async () => {
  needs = ["graphs"];
  const data = join(folder, "with-graphs"),
    seen: (string | undefined)[] = [];
  await mkdir(join(data, "graphs"), { recursive: true });
  await writeFile(join(data, "graphs", "a.gml"), "graph []");
  work = async ({ files }) => {
    const bytes = await files?.read("graphs/a.gml");
    seen.push(files?.description, bytes && new TextDecoder().decode(bytes));
  };
  const set = ["--set", "sets=graphs"];
  for (const args of [["--data", data], []]) expect((await run([...set, ...args])).status).toBe(0);
  expect(seen).toEqual([data, "graph []", undefined, undefined]);
  expect((await run([...set, "--data", folder])).err).toContain(
    "must be a folder that holds graphs. There is no folder",
  );
});
