import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cli } from "../../src/cli/cli.js";
import { expectWellFormed } from "../experiments/report/support.js";
import { FakeTerminal } from "./support.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neurite-gevb-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A run of seconds, with further arguments. */
async function run(settings: Readonly<Record<string, string | number>>, ...args: string[]) {
  const tiny = { width: 0.02, train: 60, test: 20, runs: 1, epochs: 2, batchSize: 20, alignmentImages: 10 },
    off = { cells: "gevb+", tsneImages: 0, contrastEpochs: 0 };
  const sets = Object.entries({ ...tiny, ...off, ...settings }).flatMap(([name, value]) => [
      "--set",
      `${name}=${value}`,
    ]),
    terminal = new FakeTerminal(),
    status = await cli(["run", "gevb", "--scale", "smoke", ...sets, ...args], terminal);
  return { status, out: terminal.stdout, err: terminal.stderr };
}

it("--set chooses the part of the grid, in the order given", async () => {
  const { status, out } = await run({ architectures: "conv,fc", cells: "bp,gevb+" }, "--json");
  expect(status).toBe(0);
  const { config, metrics, series } = JSON.parse(out);
  expect([config.architectures, config.cells]).toEqual([
    ["conv", "fc"],
    ["bp", "gevb+"],
  ]);
  const names = Object.keys(metrics).filter((name) => name.endsWith(": test error"));
  expect(names.map((name) => name.slice(0, -": test error".length))).toEqual([
    "conv: BP",
    "conv: GEVB+",
    "fc: BP",
    "fc: GEVB+",
  ]);
  // What JSON cannot say, no training error before training, it leaves empty.
  expect(series["fc: BP: training error"]).toEqual([null, expect.any(Number), expect.any(Number)]);
});

it("prints tables, claims and a report that stands alone", async () => {
  const file = join(folder, "report.html"),
    { status, out } = await run({ cells: "gevb+,vec-bp+", tsneImages: 61, train: 70 }, "--report", file);
  expect(status).toBe(0);
  for (const part of ["fc: GEVB+", "paper, 200 epochs", "Δ", "least weight above the first layer", "claims hold"])
    expect(out).toContain(part);
  expect(out).not.toMatch(/NaN|undefined/);
  const html = await readFile(file, "utf8");
  expectWellFormed(html);
  for (const part of [
    "Maps of images by activity",
    "factor on the paper&#39;s widths",
    "Clark, Abbott &amp; Chung 2021",
  ])
    expect(html).toContain(part);
});

it("--checkpoint keeps a file for every network, and the next run goes on from them to the same weights", async () => {
  const store = join(folder, "store"),
    options = ["--json", "--checkpoint", store];
  const whole = JSON.parse((await run({ epochs: 3 }, "--json")).out);
  await run({ epochs: 1 }, ...options);
  expect(await readdir(store)).toEqual(["mnist-fc-gevb+-1.safetensors"]);
  const { fingerprint, series } = JSON.parse((await run({ epochs: 3 }, ...options)).out);
  expect([fingerprint, series]).toEqual([whole.fingerprint, whole.series]);
  const refused = await run({ epochs: 3 }, ...options, "--seed", "2");
  expect([refused.status, refused.out]).toEqual([2, ""]);
  expect(refused.err).toContain("seed of the checkpoint mnist-fc-gevb+-1 is 1, must be 2, as in this run");
});

it("without CIFAR-10's files it is refused", async () => {
  const { status, err } = await run({ data: "cifar-10" });
  expect(status).toBe(2);
  expect(err).toContain('data is "cifar-10", must be mnist, which digits can stand in for, or with --data DIR');
  const empty = await run({ data: "cifar-10" }, "--data", folder);
  expect(empty.err).toContain("must be a folder that holds cifar-10");
});
