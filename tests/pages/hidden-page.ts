import { JobWorker } from "../../src/jobs/index.js";
import { train } from "./hidden-training.js";

// The page of hidden.test.ts.
Object.assign(globalThis, {
  train: (where: "page" | "worker", epochs: number) => {
    if (where === "page") return train(epochs);
    const worker = new JobWorker(() => new Worker("/worker.js", { type: "module" }));
    return worker.run<string>("train", epochs).finally(() => worker.dispose());
  },
});
