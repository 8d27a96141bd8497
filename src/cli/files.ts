import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { ArgumentError, FormatError } from "../errors.js";
import type { DataFiles } from "../experiments/experiment.js";

/**
 * The files of those of the sets that a data folder has: each is a folder of the set's name in it, or the data folder itself
 * when it has that name. Undefined when none is there; `reasons` then says what was looked for.
 */
export async function openFiles(
  folder: string,
  sets: readonly string[],
  reasons: string[] = [],
): Promise<DataFiles | undefined> {
  const root = resolve(folder),
    places = new Map<string, string>();
  for (const set of sets)
    for (const place of [join(root, set), ...(basename(root) === set ? [root] : [])])
      if (!places.has(set) && (await isFolder(place))) places.set(set, place);
  if (places.size === 0) {
    if (sets.length > 0) reasons.push(`There is no folder ${sets.map((set) => join(root, set)).join(" or ")}.`);
    return undefined;
  }
  return {
    description: root,
    async read(path) {
      const [set = "", ...inner] = path.split("/");
      if (!sets.includes(set) || inner.length === 0 || !inner.every(isName))
        throw new ArgumentError("files.read", "path", path, `${sets.join("/… or ")}/… without . and ..`);
      const place = places.get(set);
      return place === undefined ? undefined : readIfThere(join(place, ...inner));
    },
  };
}

export function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}

/** Whether it names something in a folder, whatever the system takes for a separator. */
function isName(text: string): boolean {
  return text !== "" && text !== "." && text !== ".." && !/[\\:\0]/.test(text);
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    // A copy, because a Buffer is no plain Uint8Array and may begin at any byte of its memory.
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new FormatError(path, `cannot be read: ${message}`, { cause });
  }
}
