import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DataFiles } from "../../../src/experiments/experiment.js";
import { dataFolder } from "../../support.js";

/** Files out of texts. */
export const filesOf = (texts: Readonly<Record<string, string | Uint8Array>>): DataFiles => ({
  description: "texts",
  async read(path) {
    const text = texts[path];
    return typeof text === "string" ? new TextEncoder().encode(text) : text;
  },
});

/** The real data sets; undefined, with a line that says so, where there are none. */
export function sharedFiles(): DataFiles | undefined {
  const folder = dataFolder();
  if (folder !== undefined)
    return {
      description: folder,
      read: (path) =>
        readFile(join(folder, path)).then(
          (bytes) => new Uint8Array(bytes),
          () => undefined,
        ),
    };
  console.info("skipped: the data sets of graphs are not here; set NEURITE_DATA to the folder of data sets");
  return undefined;
}
