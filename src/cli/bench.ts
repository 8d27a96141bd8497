import { existsSync } from "node:fs";
import { ArgumentError, UnsupportedError } from "../errors.js";
import { type Command, exit } from "./command.js";
import { interruptible } from "./interrupt.js";

/** The part of bench/main.ts that is used here; the package's code imports nothing from there. */
interface Runner {
  readonly suiteNames: readonly string[];
  runBenches(options: {
    suite?: string | undefined;
    json?: string | undefined;
    signal: AbortSignal;
    out: { write(text: string): unknown };
    err: { write(text: string): unknown; readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };
  }): Promise<void>;
}

export const bench: Command = {
  name: "bench",
  summary: "Measures the kernels on this machine beside plain JavaScript.",
  operands: ["[suite]"],
  options: {
    suite: { value: "NAME", help: "only this suite: the same as naming it without --suite" },
    json: { value: "FILE", help: "also write the measurements as a JSON array" },
  },
  async notes() {
    const { suiteNames } = await open();
    return [`Suites: ${suiteNames.join(", ")}.`];
  },
  async run(given, terminal) {
    const named = given.value("suite"),
      [suite = named] = given.operands;
    if (named !== undefined && suite !== named)
      throw new ArgumentError("neurite bench", "--suite", named, `left out beside ${suite}`);
    const runner = await open();
    return interruptible(terminal, async (signal) => {
      const { out, err } = terminal;
      await runner.runBenches({ suite, json: given.value("json"), signal, out, err });
      return signal.aborted ? exit.interrupted : exit.ok;
    });
  },
};

/** Beside src in a checkout, beside cli in the package. */
async function open(): Promise<Runner> {
  for (const place of ["../bench/main.js", "../../bench/main.ts"]) {
    const address = new URL(place, import.meta.url);
    if (existsSync(address)) return import(/* @vite-ignore */ address.href);
  }
  throw new UnsupportedError("neurite bench", "this installation lacks dist/bench; install the package anew");
}
