import { textTable } from "../experiments/report/text.js";
import { type Command, exit } from "./command.js";
import { allExperiments } from "./experiments.js";
import { paintFor } from "./terminal.js";

export const list: Command = {
  name: "list",
  summary: "Lists the experiments and the data sets each can use.",
  options: { json: { help: "one JSON array on standard output" } },
  async run(given, terminal) {
    const experiments = await allExperiments();
    if (given.has("json")) {
      const entries = experiments.map(({ slug, title, source, needs, scales, choices, about, resumable, job }) => ({
        slug,
        title,
        source,
        needs,
        scales,
        choices,
        about,
        resumable: resumable ?? false,
        parallel: job !== undefined,
      }));
      terminal.out.write(`${JSON.stringify(entries)}\n`);
      return exit.ok;
    }
    const paint = paintFor(terminal.out, terminal);
    const rows = experiments.map(({ slug, title, needs }) => [slug, title, needs.join(", ") || "none"]);
    const lines = textTable([["experiment", "what it shows", "data"], ...rows], {
      style: (entry, row, column) => (row === 0 ? paint("dim", entry) : column === 0 ? paint("bold", entry) : entry),
    });
    terminal.out.write(
      `${lines.join("\n")}\n\nneurite run <experiment> runs one; without --data it uses generated data.\n` +
        "neurite run <experiment> --help shows what can be set.\n",
    );
    return exit.ok;
  },
};
