import { expect, it } from "vitest";
import { cli } from "../../src/cli/cli.js";
import { version } from "../../src/version.js";
import { FakeTerminal } from "./support.js";

async function run(...args: string[]) {
  const terminal = new FakeTerminal(),
    status = await cli(args, terminal);
  return { status, out: terminal.stdout, err: terminal.stderr };
}

it.each([["--help"], ["-h"], ["help"]])("%s explains all commands on standard output", async (option) => {
  const { status, out, err } = await run(option);
  expect([status, err]).toEqual([0, ""]);
  for (const name of ["list", "run", "bench", "doctor"]) expect(out).toContain(`  ${name} `);
});

it("without a command it helps, and fails", async () => {
  const { status, out } = await run();
  expect(status).toBe(2);
  expect(out).toContain("Usage: neurite <command>");
});

it.each([["--version"], ["-v"]])("%s prints the version alone", async (option) => {
  expect(await run(option)).toEqual({ status: 0, out: `${version}\n`, err: "" });
});

it.each(["list", "run", "bench", "doctor"])("%s --help, -h and help %s explain its options", async (name) => {
  const { status, out } = await run(name, "--help");
  expect(status).toBe(0);
  expect(out).toContain(`Usage: neurite ${name}`);
  expect(out).toContain("--help");
  expect((await run(name, "-h")).out).toBe(out);
  expect((await run("help", name)).out).toBe(out);
});

it.each([
  [["rnu"], 'command is "rnu", must be one of list, run, bench, doctor: run?'],
  [["frobnicate"], 'command is "frobnicate", must be one of list, run, bench, doctor'],
  [["list", "--jsno"], 'option is "--jsno", must be one of its options: --json?'],
  [["list", "--json=yes"], '--json is "yes", must be given without a value'],
  [["list", "surplus"], 'argument is "surplus", must be left out'],
  [["run"], 'experiment is "", must be one of '],
  [["run", "sparse-minst"], "sparse-mnist; did you mean sparse-mnist?"],
  [["run", "sparse-mnist", "--scale"], '--scale is "", must be followed by SCALE'],
  [["run", "sparse-mnist", "--scale", "--json"], '--scale is "--json", must be followed by SCALE'],
  [["run", "sparse-mnist", "--scale", "huge"], '--scale is "huge", must be smoke, default or paper'],
  [["run", "sparse-mnist", "--seed", "1.5"], '--seed is "1.5", must be an integer from 0 to 2^53 − 1'],
  [["run", "sparse-mnist", "--seed=-1"], '--seed is "-1", must be an integer'],
  [["run", "sparse-mnist", "--seed", "9007199254740992"], "must be an integer"],
  [["run", "sparse-mnist", "--set"], '--set is "", must be followed by NAME=VALUE'],
  [
    ["run", "sparse-mnist", "--set", "epoch=3"],
    '--set is "epoch", must be one of train, test, hidden, epochs, batchSize',
  ],
  [["run", "sparse-mnist", "--set", "batchSize=0"], "batchSize is 0, must be an integer from 1"],
  [["run", "sparse-mnist", "--set", "hidden=100,0.5"], "hidden 1 is 0.5, must be an integer from 1"],
  [["run", "sparse-mnist", "--set", "comparisonMs=-1"], "comparisonMs is -1, must be a number of milliseconds"],
  [["run", "sparse-mnist", "--set", "networks=1"], "must be left out: it holds objects"],
  [["run", "sparse-mnist", "--checkpoint", "/nowhere"], "must be left out: this experiment keeps no checkpoints"],
  [["run", "gevb", "--set", "cells=gevb,gevb++"], "one or more, separated by commas, of gevb+, vec-bp+, gevb, vec-bp"],
  [["run", "gevb", "--set", "architectures=fc,conv,fc"], 'architectures is "fc,conv,fc", must be one or more of fc'],
  [["run", "gevb", "--set", "data=svhn"], '--set data is "svhn", must be one of mnist, cifar-10'],
  [["run", "gevb", "--set", "tsneImages=20"], "tsneImages is 20, must be 0, or more than 60"],
  [["run", "sparse-minst", "--help"], "did you mean sparse-mnist?"],
  [["run", "../cli/main"], 'experiment is "../cli/main"'],
  [["run", "index"], 'experiment is "index"'],
])("neurite %j fails with one clear line", async (args, message) => {
  const { status, out, err } = await run(...args);
  expect(status).toBe(2);
  expect(out).toBe("");
  expect(err).toContain(message);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});

it("run --help explains --set and --checkpoint, with an experiment's name its settings too", async () => {
  const { out: general } = await run("run", "--help");
  expect(general).toMatch(/ {2}--set NAME=VALUE +change a field of the scale's config; may be given several times\n/);
  expect(general).toMatch(
    / {2}--checkpoint DIR +keep checkpoints in this folder, and go on from those that are there\n/,
  );
  const { status, out, err } = await run("run", "sparse-mnist", "--help");
  expect([status, err]).toEqual([0, ""]);
  expect(out.startsWith(general)).toBe(true);
  expect(out).toContain(
    "sparse-mnist: Sparse against dense on handwritten digits\nData sets: mnist. Checkpoints: none.",
  );
  expect(out).toMatch(/ {2}--set +smoke +default +paper\n/);
  expect(out).toMatch(/ {2}hidden +256,128 +1024,512 +1024,512 +widths of the hidden layers\n/);
  expect((await run("help", "run", "sparse-mnist")).out).toBe(out);
});

it("help on an experiment with a thousand values of a field shows the first and the last", async () => {
  const { status, out } = await run("run", "sernn", "--help");
  expect(status).toBe(0);
  expect(out).toMatch(/[\d.]+,[\d.]+,[\d.]+,…,[\d.]+ \(1000\)/);
  for (const line of out.split("\n")) expect(line.length).toBeLessThan(400);
});

it("run gevb --help shows what each field may be", async () => {
  const { out } = await run("run", "gevb", "--help");
  expect(out).toContain("Data sets: mnist, cifar-10. Checkpoints: kept when asked for.");
  expect(out).toMatch(/ {2}data +mnist +mnist +mnist +data set; .*; one of mnist, cifar-10\n/);
  expect(out).toMatch(/ {2}architectures +fc +fc +fc,conv,lc +.*; one of fc, conv, lc\n/);
  expect(out).toMatch(/; one of gevb\+, vec-bp\+, gevb, vec-bp, dfa\+, bp\+, dfa, bp\n/);
});

it("every field of an experiment that can be set has its line", async () => {
  const entries = JSON.parse((await run("list", "--json")).out);
  for (const { slug, scales, about = {} } of entries) {
    const out = (await run("run", slug, "--help")).out;
    for (const name of Object.keys(about)) expect(out).toContain(`  ${name} `);
    for (const line of out.slice(out.indexOf("  --set  ")).trimEnd().split("\n").slice(1))
      expect(Object.keys(about), line).toContain(line.trim().split(" ")[0]);
    expect(Object.keys(scales)).toEqual(["smoke", "default", "paper"]);
  }
});

it("shows the stack of an error when NEURITE_DEBUG is set", async () => {
  const terminal = new FakeTerminal({ env: { NEURITE_DEBUG: "1" } });
  expect(await cli(["run", "nothing-like-it"], terminal)).toBe(2);
  expect(terminal.stderr).toContain("\n    at ");
});

it("list names every experiment, as text and as JSON", async () => {
  const text = await run("list");
  expect(text.status).toBe(0);
  expect(text.out).toContain("sparse-mnist");
  const { status, out, err } = await run("list", "--json");
  expect([status, err]).toEqual([0, ""]);
  const entries = JSON.parse(out) as { slug: string; title: string; needs: string[]; scales: object }[];
  const entry = entries.find(({ slug }) => slug === "sparse-mnist")!;
  expect(entries.find(({ slug }) => slug === "gevb")).toMatchObject({
    needs: ["mnist", "cifar-10"],
    resumable: true,
    choices: { data: ["mnist", "cifar-10"], architectures: ["fc", "conv", "lc"] },
  });
  expect(text.out).toMatch(/gevb +Credit assignment by broadcasting a global error vector +mnist, cifar-10\n/);
  expect(entry).toMatchObject({ needs: ["mnist"], resumable: false, about: { batchSize: "examples per step" } });
  expect(Object.keys(entry.scales)).toEqual(["smoke", "default", "paper"]);
});

it("doctor finds nothing wrong here, as text and as JSON", async () => {
  const text = await run("doctor");
  expect(text.status).toBe(0);
  expect(text.out).toContain("✓ everything works");
  expect(JSON.parse((await run("doctor", "--json")).out)).toMatchObject({ problems: [], features: { simd: true } });
});

it("colours a terminal's output unless NO_COLOR forbids it", async () => {
  const coloured = new FakeTerminal({ isTTY: true }),
    plain = new FakeTerminal({ isTTY: true, env: { NO_COLOR: "1" } });
  await cli(["list"], coloured);
  await cli(["list"], plain);
  expect(coloured.stdout).toContain("\x1b[1msparse-mnist\x1b[0m");
  expect(plain.stdout).not.toContain("\x1b");
});
