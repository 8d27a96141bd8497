import { expect, it } from "vitest";
import { Queue } from "../../../playground/shell/queue.js";

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it("does one thing after the other, whatever became of the one before", async () => {
  const queue = new Queue(),
    order: string[] = [];
  const work = (name: string, ms: number) => async () => {
    order.push(`${name} begins`);
    await later(ms);
    order.push(`${name} ends`);
    if (name === "a") throw new Error("of a");
    return name;
  };
  const [a, b] = await Promise.allSettled([queue.run(work("a", 20)), queue.run(work("b", 1))]);
  expect(order).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  expect(a).toMatchObject({ reason: { message: "of a" } });
  expect(b).toMatchObject({ value: "b" });
});

it("an abort answers at once, is waited for by the next, and keeps what has not begun from beginning", async () => {
  const queue = new Queue(),
    controller = new AbortController(),
    { signal } = controller;
  let stopped = false,
    begun = false;
  const slow = queue.run(async () => {
    await later(30);
    stopped = true;
  }, signal);
  const waiting = queue.run(() => {
    begun = true;
  }, signal);
  const settled = Promise.allSettled([slow, waiting]);
  await later(0);
  controller.abort("enough");
  expect(await settled).toMatchObject([{ reason: "enough" }, { reason: "enough" }]);
  expect(stopped).toBe(false);
  expect(await queue.run(() => stopped)).toBe(true);
  expect(begun).toBe(false);
});
