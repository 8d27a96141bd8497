import type { Worker } from "node:worker_threads";
import { beforeAll, expect, it } from "vitest";
import { WorkerError } from "../../src/errors.js";
import { JobWorker } from "../../src/jobs/index.js";
import { Random } from "../../src/random.js";
import { bundled, later, rejectionAtOnce } from "./support.js";

let start: () => Worker;
beforeAll(async () => {
  start = await bundled("node-worker.ts");
});

/** Several side by side, because a start takes most of the time. */
const lanes = [1, 2, 3, 4];

it("200 aborts at random moments reject before anything else happens, and the next run is right", async () => {
  let starts = 0;
  const abortOften = async (lane: number) => {
    const random = new Random(lane).stream("aborts"),
      begin = () => {
        starts++;
        return start();
      };
    using worker = new JobWorker(begin, { graceMs: 30 });
    for (let i = 0; i < 50; i++) {
      const controller = new AbortController(),
        { signal } = controller;
      // Every tenth job is deep in a computation that outlasts the grace time.
      const stubborn = i % 10 === 9 ? 500 : 2 * random.uniform();
      const run = worker.run("untilAborted", { stubborn }, { signal });
      await later(10 * random.uniform());
      const reason = new Error(`abort ${i}`);
      expect(await rejectionAtOnce(run, () => controller.abort(reason))).toBe(reason);
      expect(await worker.run("square", i)).toBe(i * i);
    }
  };
  await Promise.all(lanes.map(abortOften));
  expect(starts).toBeGreaterThanOrEqual(4 * 6);
});

it("200 workers killed at random moments: each run is right or a WorkerError, and the next one is right", async () => {
  let lost = 0,
    done = 0,
    starts = 0;
  const killOften = async (lane: number) => {
    const random = new Random(lane).stream("kills");
    let thread: Worker | undefined;
    using worker = new JobWorker(() => {
      starts++;
      return (thread = start());
    });
    const killDuringRun = async (within: number) => {
      const run = worker.run("sum", { n: 100, ms: 6 * random.uniform() }).then(
        (sum) => {
          expect(sum).toBe(5050);
          done++;
        },
        (error) => {
          expect(error).toBeInstanceOf(WorkerError);
          lost++;
        },
      );
      await later(within * random.uniform());
      await thread?.terminate();
      await run;
    };
    for (let i = 0; i < 25; i++) {
      await killDuringRun(12); // while it works, or after
      await killDuringRun(60); // while it starts, too
      expect(await worker.run("square", i)).toBe(i * i);
    }
  };
  await Promise.all(lanes.map(killOften));
  expect(lost + done).toBe(200);
  expect(lost).toBeGreaterThan(20);
  expect(starts).toBeGreaterThanOrEqual(200);
});
