import { ArgumentError } from "../errors.js";
import type { Experiment, Scale } from "../experiments/experiment.js";
import { textTable } from "../experiments/report/text.js";
import { nearest } from "./nearest.js";

type Fields = Readonly<Record<string, unknown>>;
type Choices = readonly (string | number)[] | undefined;

/** What text can be read as. */
type Kind = "number" | "boolean" | "string" | "numbers" | "strings";

const scales: readonly Scale[] = ["smoke", "default", "paper"];

const allowed: Readonly<Record<Kind, string>> = {
  number: "a finite number",
  boolean: "true or false",
  string: "text",
  numbers: "one or more finite numbers, separated by commas",
  strings: "one or more words, separated by commas",
};

/**
 * The config of a scale with the fields changed that were given as `name=value`, each read as the type it has there; of a
 * field given twice, the last. The experiment has agreed to it.
 * @throws {ArgumentError} for an unknown field, one that holds an object, a value of another type or not among the choices,
 *   or a config the experiment refuses
 */
export function configOf(call: string, experiment: Experiment, scale: Scale, given: readonly string[]): object {
  const config: Record<string, unknown> = { ...experiment.scales[scale] };
  for (const text of given) {
    const equals = text.indexOf("=");
    if (equals < 1) throw new ArgumentError(call, "--set", text, "name=value");
    const name = text.slice(0, equals);
    config[name] = parse(call, experiment, experiment.scales[scale] as Fields, name, text.slice(equals + 1));
  }
  experiment.check?.(config);
  return config;
}

/** The fields in which a config differs from its scale's, as `name=value`. */
export function changesOf(experiment: Experiment, scale: Scale, config: object): string[] {
  const own = experiment.scales[scale] as Fields;
  return Object.entries(config)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(own[name]))
    .map(([name, value]) => `${name}=${value}`);
}

/** The help on an experiment: its fields, their values at each scale, what they mean. */
export function settingsHelp(experiment: Experiment): string[] {
  const { slug, title, needs, about, choices, resumable, job } = experiment,
    names = new Set(scales.flatMap((scale) => settable(experiment, experiment.scales[scale] as Fields)));
  const rows = [...names].map((name) => {
    const among = choices?.[name] ? `one of ${choices[name].join(", ")}` : "";
    const values = scales.map((scale) => shown((experiment.scales[scale] as Fields)[name]));
    return [`  ${name}`, ...values, [about?.[name], among].filter(Boolean).join("; ")];
  });
  const table = textTable([["  --set", ...scales, ""], ...rows]).map((line) => line.trimEnd());
  return [
    `${slug}: ${title}`,
    `Data sets: ${needs.join(", ") || "none"}. Checkpoints: ${resumable ? "kept when asked for" : "none"}.${
      job ? " Takes --workers." : ""
    }`,
    ...(rows.length > 0 ? ["", ...table] : []),
  ];
}

/** A value for the help; of a long list its beginning, end and length. */
const shown = (value: unknown): string =>
  Array.isArray(value) && value.length > 20
    ? `${value.slice(0, 3).join()},…,${value.at(-1)} (${value.length})`
    : String(value ?? "");

function settable({ choices }: Experiment, config: Fields): string[] {
  return Object.keys(config).filter((name) => kindOf(config[name], choices?.[name]));
}

/** Undefined for what text cannot say: objects, and arrays whose entries are neither all numbers nor all strings. */
function kindOf(value: unknown, choices: Choices): Kind | undefined {
  if (Array.isArray(value)) {
    const types = new Set([...value, ...(choices ?? [])].map((entry) => typeof entry));
    if (types.size !== 1) return undefined;
    return types.has("number") ? "numbers" : types.has("string") ? "strings" : undefined;
  }
  const type = typeof value;
  return type === "number" || type === "boolean" || type === "string" ? type : undefined;
}

function parse(call: string, experiment: Experiment, config: Fields, name: string, text: string): unknown {
  if (!Object.hasOwn(config, name)) {
    const names = settable(experiment, config),
      guess = nearest(name, names);
    const known = names.length > 0 ? `one of ${names.join(", ")}` : "left out: nothing can be set here";
    throw new ArgumentError(call, "--set", name, guess ? `${known}; did you mean ${guess}?` : known);
  }
  const choices = experiment.choices?.[name],
    kind = kindOf(config[name], choices);
  if (!kind) throw new ArgumentError(call, `--set ${name}`, text, "left out: it holds objects, which cannot be set");
  const value = read(kind, text),
    entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (value !== undefined && (!choices || entries.every((entry) => (choices as readonly unknown[]).includes(entry))))
    return value;
  const many = kind === "numbers" || kind === "strings";
  const among = `${many ? "one or more, separated by commas," : "one"} of ${choices?.join(", ")}`;
  throw new ArgumentError(call, `--set ${name}`, text, choices ? among : allowed[kind]);
}

function read(kind: Kind, text: string): number | boolean | string | (number | string)[] | undefined {
  if (kind === "string") return text;
  if (kind === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (kind === "number") return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
  const entries = text.split(",").map((entry) => entry.trim());
  if (entries.includes("")) return undefined;
  if (kind === "strings") return entries;
  const numbers = entries.map(Number);
  return numbers.every(Number.isFinite) ? numbers : undefined;
}
