import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ArgumentError, FormatError } from "../errors.js";
import type { CheckpointStore } from "../experiments/experiment.js";

/** A store whose checkpoints are the files `<name>.safetensors` of a folder. */
export interface CheckpointFolder extends CheckpointStore {
  /** Its absolute path. */
  readonly folder: string;
}

/**
 * Opens a folder of checkpoints, and makes it when it is missing. A file is written beside its place, forced to the disk and
 * then renamed, so that whatever happens, either the old or the new one is there, whole.
 * @throws {ArgumentError} unless files can be written in it; asked before a run, which may take long. `save` throws it when
 *   that is no longer so, and both methods for a name that may not be a file's
 * @throws {FormatError} from `load`, when a file is there and cannot be read
 */
export async function openCheckpoints(call: string, path: string): Promise<CheckpointFolder> {
  const folder = resolve(path);
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (cause) {
      const reason = (cause as Error).message;
      throw new ArgumentError(call, "--checkpoint", path, `a folder in which files can be written (${reason})`);
    }
  };
  await attempt(async () => {
    await mkdir(folder, { recursive: true });
    await rm(await writeTemporary(folder, new Uint8Array(1)));
  });
  return {
    folder,
    async load(name) {
      const file = fileOf("load", folder, name);
      try {
        // A copy, because a Buffer is no plain Uint8Array and may begin at any byte of its memory.
        return new Uint8Array(await readFile(file));
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw new FormatError(file, `cannot be read: ${(cause as Error).message}`, { cause });
      }
    },
    async save(name, bytes) {
      const file = fileOf("save", folder, name);
      await attempt(async () => {
        const temporary = await writeTemporary(folder, bytes);
        try {
          await rename(temporary, file);
        } catch (error) {
          await rm(temporary, { force: true });
          throw error;
        }
      });
    },
  };
}

function fileOf(method: string, folder: string, name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/.test(name)) {
    const allowed = "at most 100 letters, digits, dots, underscores, plus and minus signs, a letter or a digit first";
    throw new ArgumentError(`checkpoints.${method}`, "name", name, allowed);
  }
  return join(folder, `${name}.safetensors`);
}

/** Gives the path of a new file that has reached the disk; leaves none when that fails. */
async function writeTemporary(folder: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, `.${randomUUID()}.temporary`),
    file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
  return path;
}
