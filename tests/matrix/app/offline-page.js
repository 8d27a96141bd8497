import { run } from "./program.js";
import { options, report } from "./report.js";

addEventListener("unplugged", () => report(run(options())));
document.title = "loaded";
