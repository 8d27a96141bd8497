import { expect, it } from "vitest";
import { Replay } from "../../../playground/panels/sequence-memory/sequences/replay.js";
import { openArena, quiet, usual } from "./support.js";

it("reaches a state alike by going on, going back, and from the beginning", async () => {
  using arena = await openArena();
  using replay = new Replay(arena);
  const at = (steps: number) => replay.show({ settings: usual, steps, from: 0 }, quiet),
    { fingerprint } = await at(100),
    later = await at(250);
  expect(later.anomalies).toHaveLength(250);
  expect(later.fingerprint).not.toBe(fingerprint);
  expect((await at(100)).fingerprint).toBe(fingerprint);
  await replay.show({ settings: { ...usual, seed: 2 }, steps: 100, from: 0 }, quiet);
  expect(await at(250)).toEqual(later);
  using other = new Replay(arena);
  expect(await other.show({ settings: usual, steps: 250, from: 0 }, quiet)).toEqual(later);
});

it("stops when it is aborted, and goes on from there", async () => {
  using arena = await openArena();
  using replay = new Replay(arena);
  const aborting = new AbortController(),
    shares: number[] = [],
    request = { settings: usual, steps: 20_000, from: 19_999 },
    reason = new Error("enough");
  const progress = (share: number) => {
    shares.push(share);
    aborting.abort(reason);
  };
  await expect(replay.show(request, { signal: aborting.signal, progress })).rejects.toBe(reason);
  expect(shares).toHaveLength(1);
  expect(shares[0]).toBeLessThan(1);
  const { steps, fingerprint, anomalies } = await replay.show(request, quiet);
  expect([steps, anomalies.length]).toEqual([20_000, 1]);
  using other = new Replay(arena);
  expect((await other.show(request, quiet)).fingerprint).toBe(fingerprint);
});

it("saves a memory and begins with one from a file", async () => {
  using arena = await openArena();
  using replay = new Replay(arena);
  const bytes = await replay.save({ settings: usual, steps: 300, from: 0 }, quiet),
    saved = { id: 1, file: new Blob([bytes]) },
    { fingerprint } = await replay.show({ settings: usual, steps: 300, from: 300 }, quiet);
  expect(await replay.show({ settings: usual, steps: 0, from: 0, saved }, quiet)).toMatchObject({
    steps: 0,
    fingerprint,
  });
  const { anomalies } = await replay.show({ settings: usual, steps: 10, from: 0, saved }, quiet);
  expect(Array.from(anomalies)).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  const broken = { id: 2, file: new Blob([bytes.subarray(1)]) };
  await expect(replay.show({ settings: usual, steps: 0, from: 0, saved: broken }, quiet)).rejects.toThrow(
    "TemporalMemory.load: no file of this package",
  );
});

it("requests at the same time wait for each other, as they share the session", async () => {
  using arena = await openArena();
  using replay = new Replay(arena);
  const request = { settings: usual, steps: 3000, from: 2999 },
    other = { settings: { ...usual, seed: 2 }, steps: 10, from: 0 },
    [long, short] = await Promise.all([replay.show(request, quiet), replay.show(other, quiet)]);
  expect([long.steps, short.steps]).toEqual([3000, 10]);
  expect((await replay.show(request, quiet)).fingerprint).toBe(long.fingerprint);
});
