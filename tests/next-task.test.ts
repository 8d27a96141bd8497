import { afterEach, expect, it, vi } from "vitest";
import { nextTask } from "../src/next-task.js";

afterEach(() => vi.unstubAllGlobals());

it.each(["setImmediate", "MessageChannel"])("nextTask lets a due timer have its turn (%s)", async (means) => {
  if (means === "MessageChannel") vi.stubGlobal("setImmediate", undefined);
  let fired = false;
  setTimeout(() => {
    fired = true;
  }, 0);
  const due = performance.now() + 5;
  while (performance.now() < due);
  for (let turn = 0; turn < 3 && !fired; turn++) await nextTask();
  expect(fired).toBe(true);
});
