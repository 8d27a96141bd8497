import { afterEach, expect, it, vi } from "vitest";
import { Turns } from "../../src/embedding/turns.js";

afterEach(() => vi.restoreAllMocks());

/** Whether a task that waits, has its turn while this is awaited. */
async function lets(work: () => Promise<void>): Promise<boolean> {
  let had = false;
  const task = setImmediate(() => {
    had = true;
  });
  await work();
  clearImmediate(task);
  return had;
}

it("lets others have their turn once in 30 ms, and not sooner", async () => {
  let now = 1000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const turns = new Turns(undefined),
    at = (time: number) => {
      now = time;
      return lets(() => turns.take());
    };
  expect([await at(1000), await at(1029), await at(1030), await at(1059), await at(1061)]).toEqual([
    false,
    false,
    true,
    false,
    true,
  ]);
});

it("hears an abort, that of a turn it gave too", async () => {
  const controller = new AbortController(),
    turns = new Turns(controller.signal);
  await turns.take();
  const clock = vi.spyOn(performance, "now").mockReturnValue(Number.MAX_VALUE);
  setImmediate(() => controller.abort(new Error("enough")));
  await expect(turns.take()).rejects.toThrow("enough");
  clock.mockRestore();
  const done: number[] = [];
  await expect(turns.over(3e6, 4e6, (begin) => void done.push(begin))).rejects.toThrow("enough");
  expect(done).toEqual([0]);
});

it.each([
  [10, 1e6, [4, 4, 2]],
  [8, 1e6, [4, 4]],
  [3, 4e6, [1, 1, 1]],
  [2, 1e9, [1, 1]],
  [5e6, 0, [4e6, 1e6]],
  [0, 1, []],
])("does %i elements of %i units in pieces of %j", async (count, units, lengths) => {
  const ranges: [number, number][] = [];
  await new Turns(undefined).over(count, units, (begin, end) => void ranges.push([begin, end]));
  expect(ranges.map(([begin, end]) => end - begin)).toEqual(lengths);
  // One after the other, from 0 to the end.
  expect(ranges.map(([begin]) => begin)).toEqual([0, ...ranges.map(([, end]) => end)].slice(0, ranges.length));
  expect(ranges.at(-1)?.[1] ?? 0).toBe(count);
});
