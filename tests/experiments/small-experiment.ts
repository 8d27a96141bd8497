import { ArgumentError } from "../../src/errors.js";
import type { Experiment } from "../../src/experiments/experiment.js";
import { paragraph, tiles } from "../../src/experiments/report/index.js";
import { nextTask } from "../../src/next-task.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";

interface Config {
  readonly draws: number;
}

/** An experiment with all that one may have, and little of it: its jobs draw numbers into WebAssembly memory. */
export const experiment: Experiment<Config, number, number> = {
  slug: "small",
  title: "Small",
  source: "tests",
  needs: [],
  scales: { smoke: { draws: 3 }, default: { draws: 5 }, paper: { draws: Number.MAX_SAFE_INTEGER } },
  check({ draws }) {
    if (draws < 1) throw new ArgumentError("small", "draws", draws, "at least 1");
  },
  async job(i, _, { kernels, seed }) {
    using arena = new Arena(kernels);
    return Tensor.from(arena, [1], [new Random(seed).stream(`draw ${i}`).uniform()]).data[0]!;
  },
  async run({ draws }, { jobs, signal, progress, seed, data }) {
    const found = (await jobs([1, 2, 3])) as number[];
    for (let done = 1; done <= draws && !signal.aborted; done++) {
      progress({ label: "waiting", done, total: draws });
      await nextTask();
    }
    return {
      data: data ? "given" : "generated",
      metrics: { seed, draws },
      series: { found },
      claims: [{ name: "it runs", expected: "yes", actual: "yes", holds: true, source: "tests" }],
      summary: ["done"],
      report: [
        paragraph("A text."),
        tiles([{ label: "draws", value: String(draws) }]),
        { render: (id) => `<p id="${id}-a" aria-labelledby="${id}-b"></p><p id="${id}-b">$&</p>` },
      ],
    };
  },
};
