import { run } from "./program.js";
import { options, report } from "./report.js";

report(run(options()));
