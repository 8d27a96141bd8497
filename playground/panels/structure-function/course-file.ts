import { type Checkpoint, checkpointFromBytes, checkpointToBytes, FormatError } from "neurite";
import { readSafetensors } from "neurite/io";
import type { Specialisation } from "./measures.js";
import { bounds, expectSettings, type Settings } from "./settings.js";
import type { Trainee } from "./trainee.js";

/** A course as far as it went: with it training goes on as if it had never stopped. */
export interface Course {
  readonly settings: Settings;
  readonly checkpoint: Checkpoint;
  /** By correlation, after each epoch. */
  readonly specialisations: readonly Specialisation[];
}

/** The text in the file's metadata that says which settings its weights belong to. */
const key = "neurite.playground.structure-function";

/** A safetensors file with weights, optimiser and settings; undefined for an untrained network. */
export function courseToBytes({ checkpoint, settings, points }: Trainee): Uint8Array<ArrayBuffer> | undefined {
  if (!checkpoint) return undefined;
  const specialisations = points.slice(1).map(({ specialisation }) => specialisation);
  return checkpointToBytes(checkpoint, { [key]: JSON.stringify({ settings, specialisations }) });
}

/**
 * @throws {FormatError} naming the file when it is none of this panel
 * @throws {ArgumentError} when its settings are out of range
 */
export function courseFromBytes(bytes: Uint8Array | ArrayBuffer, name: string): Course {
  const checkpoint = checkpointFromBytes(bytes, { name }),
    { settings: given, specialisations } = contentOf(readSafetensors(bytes, { name }).metadata[key], name),
    { epochs, arrays } = checkpoint;
  const settings = Object.fromEntries(Object.keys(bounds).map((field) => [field, given[field]])) as unknown as Settings;
  expectSettings(settings);
  if (specialisations.length !== epochs.length)
    throw new FormatError(name, `has measures of ${specialisations.length} epochs and ${epochs.length} epochs`);
  for (const [tensor, { data }] of arrays)
    if (!data.every(Number.isFinite)) throw new FormatError(name, `${tensor} holds NaN or infinity`);
  if (epochs.length > bounds.epochs.maximum)
    throw new FormatError(name, `${epochs.length} epochs, must be ${bounds.epochs.maximum} at most`);
  return {
    settings: { ...settings, epochs: Math.max(settings.epochs, epochs.length) },
    checkpoint,
    specialisations: specialisations.map((pair) => specialisationIn(pair, name)),
  };
}

function contentOf(text: string | undefined, name: string) {
  if (text === undefined) throw new FormatError(name, `was not saved by this panel: its metadata has no "${key}"`);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new FormatError(name, "its settings are not JSON", { cause });
  }
  const { settings, specialisations } = Object(content);
  if (Object(settings) !== settings || !Array.isArray(specialisations))
    throw new FormatError(name, "lacks settings or measures");
  return { settings: settings as Record<string, unknown>, specialisations: specialisations as unknown[] };
}

/** JSON has null in place of NaN. */
function specialisationIn(pair: unknown, name: string): Specialisation {
  const [first, second, ...rest] = Array.isArray(pair) ? pair.map((value) => value ?? Number.NaN) : [];
  if (typeof first !== "number" || typeof second !== "number" || rest.length > 0)
    throw new FormatError(name, "a measure of it is not a pair of numbers");
  return [first, second];
}
