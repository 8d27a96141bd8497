import { FormatError, NeuriteError } from "../../errors.js";
import type { DataFiles } from "../experiment.js";
import type { Connectome } from "./connectome.js";
import type { SourceFile } from "./reading.js";
import { cortexSources } from "./sources/cortex.js";
import { larvaSources } from "./sources/larva.js";
import { mouseSources } from "./sources/mouse.js";
import { primateSources } from "./sources/primates.js";
import { schaeferSources } from "./sources/schaefer.js";
import { socialSources } from "./sources/social.js";
import { wormSources } from "./sources/worm.js";

/** A graph in files. */
export interface Source {
  readonly title: string;
  /** Its files, all of one data set. */
  readonly paths: readonly string[];
  /** Whether it is a nervous system; else it is there to be compared with. */
  readonly nervous: boolean;
  /** Given to what takes longest, so that it is begun first. */
  readonly slow?: true;
  /** Makes the graph of the files, given in the order of `paths`. */
  read(files: readonly SourceFile[]): Promise<Connectome>;
}

export const sources = {
  ...socialSources,
  ...wormSources,
  ...larvaSources,
  ...primateSources,
  ...schaeferSources,
  ...mouseSources,
  ...cortexSources,
} satisfies Record<string, Source>;

export type SourceName = keyof typeof sources;
export const sourceNames = Object.keys(sources) as SourceName[];

/** The data set, a folder, that a graph's files are in. */
export const setOf = (name: SourceName): string => sources[name].paths[0]!.split("/")[0]!;

/**
 * Reads a graph, or names a file that is not there.
 * @throws {FormatError} naming the file, and where it can the line, when one is damaged
 */
export async function readSource(name: SourceName, files: DataFiles): Promise<Connectome | { missing: string }> {
  const { paths, read }: Source = sources[name],
    found: SourceFile[] = [];
  for (const path of paths) {
    const bytes = await files.read(path);
    if (!bytes) return { missing: path };
    found.push({ path, bytes });
  }
  try {
    return await read(found);
  } catch (error) {
    // What is wrong with an edge is wrong with the file that says so.
    if (error instanceof NeuriteError && error.code !== "format")
      throw new FormatError(paths[0]!, error.message, { cause: error });
    throw error;
  }
}
