import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cli } from "../../src/cli/cli.js";
import { expectWellFormed } from "../experiments/report/support.js";
import { dataFolder } from "../support.js";
import { FakeTerminal } from "./support.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neurite-connectome-"));
});
afterAll(() => rm(folder, { recursive: true }));

const quick = ["nulls=2", "lattices=1", "layoutIterations=5"].flatMap((change) => ["--set", change]);

async function run(...args: string[]) {
  const terminal = new FakeTerminal(),
    status = await cli(["run", "connectome", "--scale", "smoke", ...quick, ...args], terminal);
  return { status, out: terminal.stdout, err: terminal.stderr };
}

it("prints one table, hubs and claims, and writes a report that stands alone", async () => {
  const file = join(folder, "report.html"),
    { status, out } = await run("--set", "drawn=planted,lattice", "--check", "--report", file);
  expect(status).toBe(0);
  for (const part of ["not connectomes", "Q Leiden", "planted  128", "hubs, z ≥ 2.5", "claims hold"])
    expect(out).toContain(part);
  expect(out).not.toMatch(/NaN|undefined/);
  const html = await readFile(file, "utf8");
  expectWellFormed(html);
  for (const part of ["planted, by community", "planted, the network", "What sources count"])
    expect(html).toContain(part);
});

it.runIf(dataFolder())("with --data it reads the real ones", async () => {
  const { status, out } = await run("--data", dataFolder()!, "--set", "graphs=karate,dolphins", "--json"),
    { data, metrics, claims } = JSON.parse(out);
  expect([status, data]).toEqual([0, `2 graphs from ${dataFolder()}`]);
  expect([metrics["karate: nodes"], metrics["dolphins: edges"]]).toEqual([34, 159]);
  expect(claims.find(({ name }: { name: string }) => name === "karate: Q of Leiden")).toMatchObject({ holds: true });
});

it("refuses a folder that holds none of the sets it was asked for", async () => {
  const { status, err } = await run("--data", folder, "--set", "graphs=mouse");
  expect(status).toBe(2);
  expect(err).toContain("must be a folder that holds mouse-dti");
  expect((await run("--set", "graphs=squid")).err).toContain("one or more, separated by commas, of karate, dolphins");
});
