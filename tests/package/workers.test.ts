import { execFile, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { consumer } from "./consumer.js";

/** An experiment of seven trainings, put beside those of the installed package; `mode` has one of them go wrong. */
const source = `
import { ArgumentError, NumericalError } from "../errors.js";
import { Arena, Dense, Random, Sequential, Dataset, fingerprint } from "../index.js";

const config = { mode: "train", jobs: 7, bad: 3 };
const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

const wrong = {
  train() {},
  typed() { throw new NumericalError("fit", "the loss is NaN"); },
  plain() { throw new RangeError("too far"); },
  exit() { process.exit(7); },
  stray() { setTimeout(() => { throw new Error("nobody waits for this"); }); return new Promise(() => {}); },
  memory() { for (const kept = [];;) kept.push(new Array(100_000).fill(kept.length)); },
  hang() { for (;;); },
  send() { return () => 1; },
};

async function job({ i }, { mode, bad }, { kernels, seed, files, progress }) {
  if (i === bad) {
    const given = await wrong[mode]();
    if (given) return given;
  }
  const arena = new Arena(kernels), random = new Random(seed).stream("job " + i);
  const inputs = Float32Array.from({ length: 200 }, () => random.uniform()),
    labels = Array.from({ length: 100 }, (_, k) => Number(inputs[2 * k] > inputs[2 * k + 1]));
  const network = new Sequential(arena, { inputs: 2, layers: [new Dense(16), new Dense(2)], random });
  const { epochs } = await network.fit(new Dataset({ inputs, features: 2, labels }), {
    epochs: 3 + (i % 3) * 20,
    callbacks: [{ onBatch({ epoch, epochs }) { progress(epoch / epochs, "job " + i); } }],
  });
  const print = await fingerprint(network.parameters);
  arena.dispose();
  return { i, print, loss: epochs.at(-1).loss, file: (await files?.read("graphs/a.txt"))?.length };
}

export const experiment = {
  slug: "seven-jobs", title: "Seven jobs", source: "tests", needs: ["graphs"],
  scales: { smoke: config, default: config, paper: config },
  job,
  async run({ jobs: count }, { jobs, signal }) {
    const order = [];
    const found = await jobs(Array.from({ length: count }, (_, i) => ({ i })), {
      label: "training",
      async onFound(index, { i }) {
        if (index !== i) throw new ArgumentError("test", "index", index, i);
        order.push(index);
        process.stderr.write("found " + index + "\\n");
      },
    });
    return { data: "none", metrics: { order: order.join() }, series: {}, claims: [], report: [],
      summary: found.map((one) => JSON.stringify(one)), fingerprint: JSON.stringify(found, (_, value) => value ?? null) };
  },
};
`;

const place = join(consumer, "node_modules/neurite/dist/experiments/seven-jobs.js"),
  command = [join(consumer, "node_modules/neurite/dist/cli/main.js"), "run", "seven-jobs", "--json"];
writeFileSync(place, source);
afterAll(() => rmSync(place));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function neurite(args: readonly string[], options: readonly string[] = []): Promise<Ended> {
  const { NEURITE_DATA: _, ...env } = process.env;
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...options, ...command, ...args], { env }, (_, out, err) =>
      resolve({ status: child.exitCode, out, err }),
    );
  });
}

it("finds the same, to the last bit, with any number of workers, data and files included", async () => {
  const data = join(consumer, "some-data");
  mkdirSync(join(data, "graphs"), { recursive: true });
  writeFileSync(join(data, "graphs/a.txt"), "four");
  const all = await Promise.all(
    [["--workers", "1"], ["--workers", "2"], ["--workers", "3"], []].map((args) =>
      neurite([...args, "--data", data, "--seed", "5"]),
    ),
  );
  for (const { status, err } of all) expect([status, err.includes("error")]).toEqual([0, false]);
  const [one, ...others] = all.map(({ out }) => JSON.parse(JSON.parse(out).fingerprint));
  expect(one.map(({ i, file }: { i: number; file: number }) => [i, file])).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((i) => [i, 4]),
  );
  expect(new Set(one.map(({ print }: { print: string }) => print)).size).toBe(7);
  for (const other of others) expect(other).toEqual(one);
  expect(JSON.parse(all[0]!.out).metrics.order).toBe("0,1,2,3,4,5,6");
});

it.each([
  ["typed", /^error fit: the loss is NaN$/m],
  ["plain", /^error RangeError: too far\n +at .*seven-jobs\.js/m],
  ["send", /^error jobs: what was found is a function, must be plain data/m],
])("%s: an error in a job comes out the same from here and from another thread", async (mode, message) => {
  for (const workers of ["1", "2"]) {
    const { status, out, err } = await neurite(["--workers", workers, "--set", `mode=${mode}`]);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  }
});

it.each([
  ["exit", "exit code 7", []],
  ["stray", "nobody waits for this", []],
  ["memory", "memory", ["--max-old-space-size=40"]],
])("%s: a thread that dies is an error that names the job", async (mode, reason, options) => {
  const { status, out, err } = await neurite(["--workers", "2", "--set", `mode=${mode}`], options);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toContain("error neurite run: the thread of job 4 of 7 ended before the job was done (");
  expect(err.slice(err.indexOf("ended before"))).toContain(reason);
});

it("Ctrl-C ends even a job that never looks up, keeps what was found, and the others are undefined", async () => {
  const child = spawn(process.execPath, [...command, "--workers", "2", "--set", "mode=hang", "--set", "bad=0"]);
  let out = "",
    err = "",
    interrupted = false;
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => {
    err += text;
    if (interrupted || !err.includes("found 1\n")) return;
    interrupted = true;
    child.kill("SIGINT");
  });
  const status = await new Promise((resolve) => child.on("exit", resolve));
  expect(status).toBe(130);
  const found = JSON.parse(JSON.parse(out).fingerprint);
  expect([found.length, found[0], found[1].i]).toEqual([7, null, 1]);
});

it("--workers is refused where there are no jobs, and the help says who takes it", async () => {
  command[2] = "sparse-mnist";
  const refused = await neurite(["--workers", "2"]);
  command[2] = "seven-jobs";
  expect([refused.status, refused.out]).toEqual([2, ""]);
  expect(refused.err).toContain("must be left out: this experiment has no independent jobs");
  expect((await neurite(["--help"])).out).toContain("Checkpoints: none. Takes --workers.");
});
