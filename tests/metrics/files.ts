import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "../support.js";

/** The text of a file of the real data sets; undefined, with a line that says so, where there are none. */
export async function sharedText(path: string): Promise<string | undefined> {
  const folder = dataFolder();
  if (folder !== undefined) return readFile(join(folder, path), "utf8");
  console.info(`skipped: ${path} is not here; set NEURITE_DATA to the folder of data sets`);
  return undefined;
}
