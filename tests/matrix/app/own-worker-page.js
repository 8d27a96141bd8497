import { run } from "./program.js";
import { options, report } from "./report.js";

const worker = () => new Worker(new URL("./own-worker.js", import.meta.url), { type: "module" });
report(run({ threads: { ...options().threads, worker } }));
