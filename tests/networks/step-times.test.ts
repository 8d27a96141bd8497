import { afterEach, expect, it, vi } from "vitest";
import { Dense } from "../../src/networks/dense.js";
import { layerStep, timesInTurns } from "../../src/networks/step-times.js";
import { openArena } from "../support.js";

afterEach(() => void vi.restoreAllMocks());

function busy(milliseconds: number) {
  return vi.fn(() => {
    for (const end = performance.now() + milliseconds; performance.now() < end; );
  });
}

it("forms take turns until each had three, slow ones no more", () => {
  const [slow, slower] = [busy(25), busy(35)];
  const [one, two] = timesInTurns([slow, slower], 1e6);
  expect(slow).toHaveBeenCalledTimes(4);
  expect(slower).toHaveBeenCalledTimes(4);
  expect(one).toBeGreaterThanOrEqual(25);
  expect(two).toBeGreaterThanOrEqual(35);
  const order = [slow, slower].flatMap(({ mock }, form) => mock.invocationCallOrder.slice(1).map((at) => [at, form]));
  expect(order.sort(([a = 0], [b = 0]) => a - b).map(([, form]) => form)).toEqual([0, 1, 0, 1, 0, 1]);
});

it("quick forms are called in a row, and the quickest turn counts", () => {
  let calls = 0;
  const now = vi.spyOn(performance, "now").mockImplementation(() => calls);
  // A call takes a millisecond, but in the tenth to nineteenth another program gets nine.
  const times = timesInTurns([() => void (calls += calls >= 10 && calls < 100 ? 10 : 1)], 1e6);
  now.mockRestore();
  expect(times).toEqual([1]);
});

it("where the clock stands still it ends all the same", () => {
  vi.spyOn(performance, "now").mockReturnValue(5);
  const form = vi.fn();
  expect(timesInTurns([form], 10)).toEqual([0]);
  // 1 + 2 + 4 + 8 calls to find the length of a turn, and 12 turns of 8.
  expect(form).toHaveBeenCalledTimes(15 + 96);
});

it("a layer's step allocates nothing, and reserves no more than its use needs", async () => {
  const layer = new Dense(20),
    bytes: number[] = [];
  for (const use of [{}, { first: true }, { training: false }]) {
    using arena = await openArena();
    const step = layerStep(arena, layer, 30, { batch: 8, ...use });
    const { bytesInUse, allocations } = arena.memory();
    step();
    step();
    expect(arena.memory().allocations).toBe(allocations);
    bytes.push(bytesInUse);
  }
  // Of f32 [batch, inputs] and [batch, outputs] the errors.
  expect([bytes[0]! - bytes[1]!, bytes[1]! - bytes[2]!]).toEqual([4 * 8 * 30, 4 * 8 * 20]);
});
