import { serve } from "../../src/jobs/index.js";

// A worker's file that job-worker.test.ts has served wrongly, and then rightly.
const refused = [undefined, train, { train: 1 }].map((jobs) => {
  try {
    serve(jobs as never);
    return "nothing";
  } catch (error) {
    return (error as Error).message;
  }
});
function train() {}

serve({ refused: () => refused });
