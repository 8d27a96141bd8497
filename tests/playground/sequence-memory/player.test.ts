import { expect, it } from "vitest";
import { fields } from "../../../playground/panels/sequence-memory/fields.js";
import type { Jobs } from "../../../playground/panels/sequence-memory/jobs.js";
import { Player } from "../../../playground/panels/sequence-memory/sequences/player.js";
import { Replay, type ShowRequest } from "../../../playground/panels/sequence-memory/sequences/replay.js";
import { readState } from "../../../playground/shell/url-state.js";
import { openArena } from "./support.js";

/** A player of an address, whose jobs are done in this thread. */
async function open(query: string) {
  const replay = new Replay(await openArena()),
    requests: ShowRequest[] = [],
    state = readState(fields, new URLSearchParams(query));
  const jobs: Jobs = {
    async run<Result, Update>(name: string, input: unknown, options: { signal?: AbortSignal | undefined } = {}) {
      const { signal = new AbortController().signal } = options,
        request = input as ShowRequest;
      requests.push(request);
      await Promise.resolve();
      return (await replay[name as "show" | "save"](request, { signal, progress: () => {} })) as Result & Update;
    },
  };
  const player = new Player(jobs, state),
    shown = async (steps: number) => {
      await expect.poll(() => player.frame.value?.steps, { timeout: 20_000 }).toBe(steps);
      return player.frame.value!;
    };
  return { player, state, requests, shown };
}

it("shows what the address names, and the same state on the way and from the beginning", async () => {
  const { player, state, shown } = await open("steps=150"),
    end = player.connect(),
    { fingerprint } = await shown(150);
  state.steps.value = 30;
  expect((await shown(30)).fingerprint).not.toBe(fingerprint);
  expect(player.anomalies).toHaveLength(30);
  state.steps.value = 150;
  expect((await shown(150)).fingerprint).toBe(fingerprint);
  expect(player.anomalies.slice(0, 10)).toEqual(Array(10).fill(1));
  expect(player.anomalies).toHaveLength(150);
  end();
  const other = await open("steps=150");
  other.player.connect();
  expect((await other.shown(150)).fingerprint).toBe(fingerprint);
});

it("runs as fast as it is told, asks once at a time, and stops at the last step", async () => {
  const { player, state, requests, shown } = await open("speed=100");
  player.connect();
  await shown(0);
  player.tick(1000);
  expect(state.steps.value).toBe(0);
  player.running.value = true;
  player.tick(95);
  expect(state.steps.value).toBe(9);
  player.tick(5);
  expect(state.steps.value).toBe(9);
  await shown(9);
  // What came due meanwhile.
  player.tick(0);
  expect(state.steps.value).toBe(10);
  await shown(10);
  // No more than a quarter of a second is made up for.
  player.tick(60_000);
  await shown(35);
  expect(requests.map(({ steps, from }) => [steps, from])).toEqual([
    [0, 0],
    [9, 0],
    [10, 9],
    [35, 10],
  ]);
  state.steps.value = fields.steps.maximum - 1;
  await shown(fields.steps.maximum - 1);
  player.tick(1000);
  await shown(fields.steps.maximum);
  expect(player.running.value).toBe(false);
});

it("goes to the newest of the steps asked for while one was under way", async () => {
  const { player, state, requests, shown } = await open("");
  player.connect();
  for (const steps of [3, 5, 7]) state.steps.value = steps;
  await shown(7);
  expect(requests.map(({ steps }) => steps)).toEqual([0, 7]);
});

it("takes other settings at once, with as many steps", async () => {
  const { player, state, requests, shown } = await open("steps=40");
  player.connect();
  state.cells.value = 3;
  await expect.poll(() => player.frame.value?.cellsPerColumn).toBe(3);
  expect((await shown(40)).states).toHaveLength(300);
  expect(player.error.value).toBeUndefined();
  expect(requests.map(({ steps, from, settings }) => [steps, from, settings.cellsPerColumn])).toEqual([
    [40, 0, 8],
    [40, 0, 3],
  ]);
});

it("shows what is wrong with the sequences, and goes on when it is right again", async () => {
  const { player, state, shown } = await open("steps=10&text=A");
  player.connect();
  await expect.poll(() => String(player.error.value)).toContain("sequence 1 has one symbol");
  state.text.value = "A B";
  await shown(10);
  expect(player.error.value).toBeUndefined();
});

it("goes on with a file, without learning from it anew, and puts it away", async () => {
  const { player, state, shown } = await open("steps=300");
  player.connect();
  const { fingerprint } = await shown(300),
    file = new File([await player.save()], "mine.neurite");
  state.cells.value = 2;
  await expect.poll(() => player.frame.value?.cellsPerColumn).toBe(2);
  await player.open(file);
  expect(await shown(0)).toMatchObject({ fingerprint, cellsPerColumn: 8 });
  state.steps.value = 10;
  await shown(10);
  expect(player.anomalies).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  await expect(player.open(new File(["nonsense"], "other.neurite"))).rejects.toThrow("no file of this package");
  expect([state.steps.value, player.saved.value?.file.name]).toEqual([10, "mine.neurite"]);
  player.saved.value = undefined;
  await expect.poll(() => player.frame.value?.cellsPerColumn).toBe(2);
});

it("runs on after a file that is none, also one that came while it ran", async () => {
  const { player, state, shown } = await open("speed=100");
  player.connect();
  await shown(0);
  player.running.value = true;
  player.tick(90);
  await expect(player.open(new File(["nonsense"], "other.neurite"))).rejects.toThrow("no file of this package");
  expect([state.steps.value, player.running.value]).toEqual([9, false]);
  await shown(9);
  player.running.value = true;
  player.tick(50);
  expect(state.steps.value).toBe(14);
  await shown(14);
});

it("of two files the later one counts, and none once the reader has gone", async () => {
  const { player, state, shown } = await open("steps=20"),
    end = player.connect();
  await shown(20);
  const bytes = await player.save(),
    file = (name: string) => new File([bytes], name);
  await Promise.all([player.open(file("first.neurite")), player.open(file("second.neurite"))]);
  expect([player.saved.value?.file.name, state.steps.value]).toEqual(["second.neurite", 0]);
  state.steps.value = 5;
  const late = player.open(file("third.neurite"));
  end();
  await late;
  expect([player.saved.value?.file.name, state.steps.value]).toEqual(["second.neurite", 5]);
});
