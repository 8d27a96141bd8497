import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openCheckpoints } from "../../src/cli/checkpoints.js";
import { ArgumentError, FormatError } from "../../src/errors.js";

const disk = vi.hoisted(() => ({ full: false, steps: [] as string[] }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const open: typeof real.open = async (...given) => {
    const file = await real.open(...given),
      { writeFile: write, sync } = file;
    file.writeFile = async (bytes) => {
      disk.steps.push("write");
      if (!disk.full) return write.call(file, bytes);
      await write.call(file, (bytes as Uint8Array).subarray(0, 1));
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    };
    file.sync = async () => {
      disk.steps.push("sync");
      return sync.call(file);
    };
    return file;
  };
  const rename: typeof real.rename = async (from, to) => {
    disk.steps.push("rename");
    return real.rename(from, to);
  };
  return { ...real, open, rename };
});

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "neurite-checkpoints-"));
});
afterAll(() => rm(scratch, { recursive: true }));

const opened = (name: string) => openCheckpoints("neurite run", join(scratch, name));

it("makes the folder, keeps one file per name, and gives its bytes back, as plain arrays of their own", async () => {
  const store = await opened("made/by/it");
  expect(store.folder).toBe(join(scratch, "made/by/it"));
  expect(await readdir(store.folder)).toEqual([]);
  expect(await store.load("bp")).toBeUndefined();
  await store.save("bp", Uint8Array.of(1, 2, 3));
  await store.save("gevb++_seed-1.0", new Uint8Array(0));
  expect((await readdir(store.folder)).sort()).toEqual(["bp.safetensors", "gevb++_seed-1.0.safetensors"]);
  const bytes = await store.load("bp");
  expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
  expect([bytes!.byteOffset, bytes!.buffer.byteLength, ...bytes!]).toEqual([0, 3, 1, 2, 3]);
  expect(await store.load("gevb++_seed-1.0")).toEqual(new Uint8Array(0));
});

it("goes on from what another store left there, and replaces it whole", async () => {
  await (await opened("again")).save("bp", new Uint8Array(1000).fill(7));
  const store = await opened("again");
  expect(await store.load("bp")).toEqual(new Uint8Array(1000).fill(7));
  await store.save("bp", Uint8Array.of(8));
  expect(await (await opened("again")).load("bp")).toEqual(Uint8Array.of(8));
});

it("saves the bytes of a view only", async () => {
  const store = await opened("views");
  await store.save("bp", Uint8Array.of(1, 2, 3, 4, 5).subarray(1, 3));
  expect(await store.load("bp")).toEqual(Uint8Array.of(2, 3));
});

it("renames only what has reached the disk", async () => {
  const store = await opened("order");
  disk.steps.length = 0;
  await store.save("bp", Uint8Array.of(1));
  expect(disk.steps).toEqual(["write", "sync", "rename"]);
});

it("a full disk is a typed error that leaves the old checkpoint and nothing else", async () => {
  const store = await opened("full");
  await store.save("bp", Uint8Array.of(1, 2, 3));
  disk.full = true;
  try {
    const error = await store.save("bp", Uint8Array.of(4, 5, 6)).catch((reason) => reason);
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.message).toContain("--checkpoint");
    expect(error.message).toContain("ENOSPC");
    await expect(opened("full")).rejects.toThrow("ENOSPC");
  } finally {
    disk.full = false;
  }
  expect(await readdir(store.folder)).toEqual(["bp.safetensors"]);
  expect(await store.load("bp")).toEqual(Uint8Array.of(1, 2, 3));
});

it.each(["", ".", "..", ".hidden", "a/b", "../a", "a\\b", "a b", "a:b", "a\0", "é", "x".repeat(101)])(
  "refuses the name %j",
  async (name) => {
    const store = await opened("names");
    for (const work of [store.load(name), store.save(name, new Uint8Array(1))])
      await expect(work).rejects.toThrow(ArgumentError);
    expect(await readdir(store.folder)).toEqual([]);
  },
);

it("a checkpoint that cannot be replaced or read is a typed error, and no temporary file stays", async () => {
  const store = await opened("taken");
  await mkdir(join(store.folder, "bp.safetensors", "inner"), { recursive: true });
  await expect(store.save("bp", Uint8Array.of(1))).rejects.toThrow(ArgumentError);
  await expect(store.load("bp")).rejects.toThrow(FormatError);
  await expect(store.load("bp")).rejects.toThrow(join(store.folder, "bp.safetensors"));
  expect(await readdir(store.folder)).toEqual(["bp.safetensors"]);
});

it("refuses a place that is no folder, or where nothing can be written", async () => {
  const file = join(scratch, "file");
  await writeFile(file, "untouched");
  for (const place of ["file", "file/inner"]) {
    await expect(opened(place)).rejects.toThrow(ArgumentError);
    await expect(opened(place)).rejects.toThrow("must be a folder in which files can be written");
  }
  expect(await readFile(file, "utf8")).toBe("untouched");
});

// The administrator may write anywhere.
it.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
  "refuses a folder that may only be read",
  async () => {
    const folder = join(scratch, "sealed");
    await mkdir(folder);
    await chmod(folder, 0o555);
    await expect(opened("sealed")).rejects.toThrow(ArgumentError);
  },
);
