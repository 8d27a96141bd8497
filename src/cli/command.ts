import { parseArgs } from "node:util";
import { ArgumentError } from "../errors.js";
import { textTable } from "../experiments/report/text.js";
import { nearest } from "./nearest.js";
import type { Terminal } from "./terminal.js";

export interface Option {
  /** What stands for the option's value in the help; absent when it takes none. */
  readonly value?: string;
  readonly help: string;
}

/** One subcommand: its help and its work. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The arguments without dashes, as the help shows them. */
  readonly operands?: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Lines at the end of the help, or what finds them. */
  readonly notes?: readonly string[] | (() => Promise<readonly string[]>);
  /** More lines of help, on what the operands name; not asked when there are none. */
  helpOn?(operands: readonly string[]): Promise<readonly string[]>;
  /** Gives the exit status. */
  run(given: Arguments, terminal: Terminal): Promise<number>;
}

/** What was given to a subcommand. Every name is one of its options. */
export interface Arguments {
  readonly operands: readonly string[];
  has(name: string): boolean;
  /** The option's value; the last one when it was given several times. */
  value(name: string): string | undefined;
  /** All values of an option that may be given several times, in order. */
  values(name: string): readonly string[];
}

/** Exit statuses. 1 is kept apart from errors so that `--check` can be relied on. */
export const exit = { ok: 0, claimFailed: 1, failed: 2, interrupted: 130 } as const;

const helpOption: Option = { help: "this help" };

/** @throws {ArgumentError} for an unknown option, a missing or superfluous value, or too many operands */
export function parseCommand(command: Command, args: readonly string[]): Arguments {
  const call = `neurite ${command.name}`,
    known: Readonly<Record<string, Option>> = { ...command.options, help: helpOption };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(known).map(([name, { value }]) => [
        name,
        { type: value ? ("string" as const) : ("boolean" as const), ...(name === "help" && { short: "h" }) },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const operands: string[] = [],
    values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (!option) {
      const guess = nearest(token.name, Object.keys(known));
      throw new ArgumentError(call, "option", token.rawName, `one of its options${guess ? `: --${guess}?` : ""}`);
    }
    const missing = !token.value || (!token.inlineValue && token.value.startsWith("-"));
    if (option.value && missing)
      throw new ArgumentError(call, `--${token.name}`, token.value ?? "", `followed by ${option.value}`);
    if (!option.value && token.value !== undefined)
      throw new ArgumentError(call, `--${token.name}`, token.value, "given without a value");
    values.set(token.name, [...(values.get(token.name) ?? []), ...(token.value === undefined ? [] : [token.value])]);
  }
  const extra = operands[command.operands?.length ?? 0];
  if (extra !== undefined) throw new ArgumentError(call, "argument", extra, "left out");
  return {
    operands,
    has: (name) => values.has(name),
    value: (name) => values.get(name)?.at(-1),
    values: (name) => values.get(name) ?? [],
  };
}

/** The help of a command and, where it has more to say, on what its operands name. */
export async function helpOf(command: Command, operands: readonly string[] = []): Promise<string> {
  const usage = ["neurite", command.name, ...(command.operands ?? []), "[options]"].join(" ");
  const rows = Object.entries({ ...command.options, help: helpOption }).map(([name, { value, help }]) => [
    `  --${name}${value ? ` ${value}` : ""}`,
    help,
  ]);
  const lines = typeof command.notes === "function" ? await command.notes() : command.notes,
    notes = lines ? ["", ...lines] : [];
  const more = operands.length > 0 && command.helpOn ? ["", ...(await command.helpOn(operands))] : [];
  return [command.summary, "", `Usage: ${usage}`, "", ...textTable(rows), ...notes, ...more, ""].join("\n");
}
