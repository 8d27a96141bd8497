import { resolve } from "node:path";
import { IMAGE_SETS, type ImageData, type ImageSet, loadImages } from "../data/folder.js";
import { ArgumentError, NeuriteError } from "../errors.js";
import type { Context, ExperimentData } from "../experiments/experiment.js";
import { isFolder, openFiles } from "./files.js";
import type { Terminal } from "./terminal.js";

/**
 * What the named folder, the value of --data or else of NEURITE_DATA, has of the data sets a run can use: the first image
 * set of which there is one, and the files of the others. Both undefined when neither is given: the experiment then
 * generates its data.
 * @throws {ArgumentError} when the folder holds none of them: data that was asked for is never silently replaced
 * @throws {FormatError} when a file is damaged or cannot be read
 */
export async function loadData(
  call: string,
  usable: readonly string[],
  option: string | undefined,
  env: Terminal["env"],
): Promise<Pick<Context, "data" | "files">> {
  const [name, folder] = option === undefined ? ["NEURITE_DATA", env.NEURITE_DATA || undefined] : ["--data", option];
  const isImages = (set: string): set is ImageSet => (IMAGE_SETS as readonly string[]).includes(set);
  if (usable.length === 0 && option !== undefined)
    throw new ArgumentError(call, "--data", option, "left out: this run uses no data set");
  if (usable.length === 0 || folder === undefined) return { data: undefined, files: undefined };

  if (!(await isFolder(folder))) throw new ArgumentError(call, name, folder, "a folder that exists and can be read");
  const reasons: string[] = [],
    data = await firstOf(usable.filter(isImages), folder, reasons),
    files = await openFiles(
      folder,
      usable.filter((set) => !isImages(set)),
      reasons,
    );
  if (!data && !files)
    throw new ArgumentError(call, name, folder, `a folder that holds ${usable.join(" or ")}. ${reasons.join(" ")}`);
  return { data, files };
}

/** Undefined when none of the sets is there; `reasons` then says what was looked for. */
async function firstOf(sets: readonly ImageSet[], folder: string, reasons: string[]) {
  for (const set of sets)
    try {
      return describe(set, resolve(folder), await loadImages(folder, set));
    } catch (error) {
      // A set that is not there may be replaced by the next; a damaged one may not.
      if (!(error instanceof NeuriteError && error.code === "argument")) throw error;
      reasons.push(error.message);
    }
  return undefined;
}

/** A set of which only a part was read is called by its names, which say so. */
function describe(set: ImageSet, folder: string, { train, test }: ImageData): ExperimentData {
  const what = train.name === `${set} train` ? set : `${train.name}, ${test.name}`;
  return { train, test, description: `${what} from ${folder}` };
}
