import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { IMAGE_SETS, type ImageData, type ImageSet, loadImages } from "../data/folder.js";
import { ArgumentError, NeuriteError } from "../errors.js";
import type { ExperimentData } from "../experiments/experiment.js";
import type { Terminal } from "./terminal.js";

/**
 * The first of the data sets a run can use that the named folder has: the value of --data, or else of NEURITE_DATA.
 * Undefined when neither is given: the experiment then generates its data.
 * @throws {ArgumentError} when the folder holds none of them: data that was asked for is never silently replaced
 * @throws {FormatError} when a file is damaged or cannot be read
 */
export async function loadData(
  call: string,
  usable: readonly string[],
  option: string | undefined,
  env: Terminal["env"],
): Promise<ExperimentData | undefined> {
  const [name, folder] = option === undefined ? ["NEURITE_DATA", env.NEURITE_DATA || undefined] : ["--data", option];
  const sets = usable.filter((set): set is ImageSet => (IMAGE_SETS as readonly string[]).includes(set));
  if (sets.length === 0 && option !== undefined)
    throw new ArgumentError(call, "--data", option, "left out: this run uses no data set");
  if (sets.length === 0 || folder === undefined) return undefined;

  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new ArgumentError(call, name, folder, "a folder that exists and can be read");
  const reasons: string[] = [];
  for (const set of sets)
    try {
      return describe(set, resolve(folder), await loadImages(folder, set));
    } catch (error) {
      // A set that is not there may be replaced by the next; a damaged one may not.
      if (!(error instanceof NeuriteError && error.code === "argument")) throw error;
      reasons.push(error.message);
    }
  throw new ArgumentError(call, name, folder, `a folder that holds ${sets.join(" or ")}. ${reasons.join(" ")}`);
}

/** A set of which only a part was read is called by its names, which say so. */
function describe(set: ImageSet, folder: string, { train, test }: ImageData): ExperimentData {
  const what = train.name === `${set} train` ? set : `${train.name}, ${test.name}`;
  return { train, test, description: `${what} from ${folder}` };
}
