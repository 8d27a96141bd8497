import { serve } from "../../src/jobs/index.js";
import { load } from "../../src/wasm/load.js";
import { trainAll } from "./threads-training.js";

// The worker of threads.test.ts: its kernels' workers are workers of a worker.
serve({
  trainAll: (count: number) => trainAll(count),
  /** Milliseconds of a load, which is the first one here. */
  async load() {
    const start = performance.now();
    await load();
    return performance.now() - start;
  },
});
