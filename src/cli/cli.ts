import { ArgumentError, NeuriteError } from "../errors.js";
import { textTable } from "../experiments/report/text.js";
import { version } from "../version.js";
import { bench } from "./bench.js";
import { type Command, exit, helpOf, parseCommand } from "./command.js";
import { doctor } from "./doctor.js";
import { list } from "./list.js";
import { nearest } from "./nearest.js";
import { run } from "./run.js";
import { paintFor, type Terminal } from "./terminal.js";

const commands: readonly Command[] = [list, run, bench, doctor];

/** Runs the `neurite` command and gives its exit status; see `exit`. Errors are printed, never thrown. */
export async function cli(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    const paint = paintFor(terminal.err, terminal);
    const expected = error instanceof NeuriteError && !terminal.env.NEURITE_DEBUG;
    const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
    terminal.err.write(`${paint("red", "error")} ${text}\n`);
    return exit.failed;
  }
}

async function dispatch([name, ...args]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === "--version" || name === "-v") {
    terminal.out.write(`${version}\n`);
    return exit.ok;
  }
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const asked = commands.find((command) => name !== undefined && command.name === args[0]);
    terminal.out.write(asked ? await helpOf(asked, args.slice(1)) : overview());
    return name === undefined ? exit.failed : exit.ok;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    const names = commands.map((candidate) => candidate.name),
      guess = nearest(name, names);
    throw new ArgumentError("neurite", "command", name, `one of ${names.join(", ")}${guess ? `: ${guess}?` : ""}`);
  }
  const given = parseCommand(command, args);
  if (!given.has("help")) return command.run(given, terminal);
  terminal.out.write(await helpOf(command, given.operands));
  return exit.ok;
}

function overview(): string {
  return [
    `neurite ${version}: sparse, modular, brain-inspired networks at SIMD speed`,
    "",
    "Usage: neurite <command> [options]",
    "",
    ...textTable(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    "",
    ...textTable([
      ["  --help", "this help; neurite <command> --help has that command's"],
      ["  --version", "the version"],
    ]),
    "",
    "Exit status: 0 done; 1 a claim does not hold (run --check); 2 an error; 130 interrupted.",
    "NEURITE_DATA names the data folder, NEURITE_DEBUG=1 adds the stack to errors, NO_COLOR=1 turns colours off.",
    "",
  ].join("\n");
}
