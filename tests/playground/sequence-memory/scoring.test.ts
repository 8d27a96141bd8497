import { expect, it } from "vitest";
import { fields } from "../../../playground/panels/sequence-memory/fields.js";
import type { Jobs } from "../../../playground/panels/sequence-memory/jobs.js";
import { Scoring } from "../../../playground/panels/sequence-memory/streams/scoring.js";
import { readState } from "../../../playground/shell/url-state.js";

/** Scoring whose jobs are answered by hand. */
function open() {
  const asked: { name: string; signal: AbortSignal | undefined; answer(value: unknown): void }[] = [];
  const jobs: Jobs = {
    run: (name, _, { signal } = {}) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
        asked.push({ name, signal, answer: (value) => resolve(value as never) });
      }),
  };
  const scoring = new Scoring(jobs, readState(fields, new URLSearchParams()));
  return { scoring, asked, end: scoring.connect(), names: () => asked.map(({ name }) => name) };
}

const opened = { columns: ["value"], guess: { time: undefined, value: 0 } };

it("opens a file and scores it; a new run takes the old scores away before it has its own", async () => {
  const { scoring, asked, names } = open();
  const done = scoring.open(new File(["1"], "a.csv"));
  asked[0]!.answer(opened);
  await expect.poll(names).toEqual(["open", "score"]);
  asked[1]!.answer("scores");
  await done;
  expect([scoring.scored.value, scoring.progress.value]).toEqual(["scores", undefined]);
  const again = scoring.run();
  expect([scoring.scored.value, scoring.progress.value]).toEqual([undefined, 0]);
  scoring.stop();
  await again;
  expect([asked[2]!.signal?.aborted, scoring.error.value, scoring.progress.value]).toEqual([
    true,
    undefined,
    undefined,
  ]);
});

it("of two files the later one counts", async () => {
  const { scoring, asked, names } = open();
  const both = [scoring.open(new File(["1"], "a.csv")), scoring.open(new File(["2"], "b.csv"))];
  asked[1]!.answer(opened);
  asked[0]!.answer({ ...opened, columns: ["late"] });
  await expect.poll(names).toEqual(["open", "open", "score"]);
  asked[2]!.answer("scores");
  await Promise.all(both);
  expect([scoring.source.value?.name, scoring.opened.value, names().length]).toEqual(["b.csv", opened, 3]);
});

it("scores nothing for a reader who has gone", async () => {
  const { scoring, asked, names, end } = open();
  const done = scoring.open(new File(["1"], "a.csv"));
  end();
  asked[0]!.answer(opened);
  await done;
  expect(names()).toEqual(["open"]);
});
