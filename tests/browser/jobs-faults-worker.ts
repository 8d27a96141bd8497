import { NumericalError } from "../../src/errors.js";
import { serve, transferring } from "../../src/jobs/index.js";

// The worker of jobs.test.ts where things go wrong. It serves late: what comes before it does must not be lost.
await new Promise((resolve) => setTimeout(resolve, 100));

serve({
  typed() {
    throw new NumericalError("fit", "the loss is NaN");
  },
  uncloneable: () => () => 1,
  handOver: (buffer: ArrayBuffer) => transferring(buffer, [buffer]),
  again: () => serve({}),
  hang() {
    for (;;);
  },
  stray() {
    setTimeout(() => {
      throw new Error("nobody waits for this");
    });
    return new Promise(() => {});
  },
});
