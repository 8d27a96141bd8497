import { expect, it } from "vitest";
import { nearest } from "../../src/cli/nearest.js";
import { progressOn } from "../../src/cli/progress.js";

function recorder(isTTY: boolean) {
  let written = "",
    time = 0;
  const progress = progressOn({ write: (text) => (written += text), isTTY, columns: 60 }, () => time);
  return {
    progress,
    at(now: number, done: number, label = "training", note = "") {
      written = "";
      time = now;
      progress.update({ label, done, total: 100, note });
      return written;
    },
    finish() {
      written = "";
      progress.finish();
      return written;
    },
  };
}

it("on a terminal: one line, rewritten, never wider than the terminal, with the time left", () => {
  const { at, finish } = recorder(true);
  expect(at(0, 0)).toBe(`training  ${"░".repeat(24)}    0 %`);
  expect(at(50, 10)).toBe("");
  expect(at(2000, 25)).toBe(`\r\x1b[2Ktraining  ${"█".repeat(6)}${"░".repeat(18)}   25 %  6.00 s left`);
  expect(at(3000, 50, "training", "x".repeat(80)).replace("\r\x1b[2K", "")).toHaveLength(59);
  expect(finish()).toBe("\r\x1b[2K");
  expect(finish()).toBe("");
});

it("elsewhere: whole lines, few of them, no control characters", () => {
  const { at, finish } = recorder(false);
  expect(at(0, 0)).toBe("training    0 %\n");
  expect(at(100, 30)).toBe("");
  expect(at(6000, 50, "training", "half")).toBe("training   50 %  6.00 s left  half\n");
  expect(at(12_000, 55)).toBe("");
  expect(at(12_100, 0, "testing")).toBe("testing    0 %\n");
  expect(finish()).toBe("");
});

it("survives totals of zero and progress beyond the end", () => {
  let written = "";
  const progress = progressOn({ write: (text) => (written += text) }, () => 0);
  progress.update({ label: "a", done: 0, total: 0 });
  progress.update({ label: "b", done: 7, total: 5 });
  expect(written).toBe("a    0 %\nb  100 %\n");
});

it("guesses the name that was meant, or none", () => {
  const names = ["sparse-mnist", "run", "list"];
  expect(nearest("sparse-minst", names)).toBe("sparse-mnist");
  expect(nearest("SPARSE_MNIST", names)).toBe("sparse-mnist");
  expect(nearest("batchsize", ["batchSize"])).toBe("batchSize");
  expect(nearest("rnu", names)).toBe("run");
  expect(nearest("lits", names)).toBe("list");
  expect(nearest("completely-different", names)).toBeUndefined();
});
