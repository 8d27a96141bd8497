// The one file of this folder that needs Node; src/data/index.ts does not export it.
import { readdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { ArgumentError, FormatError } from "../errors.js";
import { readCifar10 } from "./cifar.js";
import type { Dataset } from "./dataset.js";
import { type IdxImagesOptions, readIdxImages } from "./images.js";

/** The real data sets that can be read from files. */
export const IMAGE_SETS = ["mnist", "fashion-mnist", "emnist-letters", "cifar-10"] as const;
export type ImageSet = (typeof IMAGE_SETS)[number];

export interface ImageData {
  readonly train: Dataset;
  readonly test: Dataset;
}

/** Folder names under which downloads of a set come. */
const folderNames: Readonly<Record<ImageSet, readonly string[]>> = {
  mnist: ["mnist"],
  "fashion-mnist": ["fashion-mnist"],
  "emnist-letters": ["emnist-letters"],
  "cifar-10": ["cifar-10", "cifar-10-batches-bin"],
};

/** Beginnings of the IDX file names of training and test set, as regular expressions. */
const idxPrefixes: Readonly<Record<Exclude<ImageSet, "cifar-10">, readonly [string, string]>> = {
  mnist: ["train", "t10k"],
  "fashion-mnist": ["train", "t10k"],
  "emnist-letters": ["emnist-letters-train(?:-first\\d+)?", "emnist-letters-test"],
};

/**
 * Training and test set from the files of a real data set, plain or .gz: the four IDX files of MNIST, Fashion-MNIST or
 * EMNIST letters (upright, A = 0 … Z = 25), or whatever training batches there are and the test batch of CIFAR-10's binary
 * version. A set's name says when only a part of it is there.
 * @param folder holds the files, or a folder of the set's name that holds them
 * @throws {ArgumentError} when a file is missing: the message says what was looked for and where
 * @throws {FormatError} when a file is damaged or cannot be read
 */
export async function loadImages(folder: string, name: ImageSet): Promise<ImageData> {
  if (!IMAGE_SETS.includes(name))
    throw new ArgumentError("loadImages", "name", name, `one of ${IMAGE_SETS.join(", ")}`);
  const root = resolve(folder);
  const places = folderNames[name].map((inner) => join(root, inner));
  // MNIST and Fashion-MNIST use the same file names: a folder named after another set is not this one.
  if (!IMAGE_SETS.some((other) => other !== name && other === basename(root))) places.push(root);
  for (const place of places) {
    const files = await readdir(place).catch(() => []);
    const data = name === "cifar-10" ? findCifar(place, files) : findIdx(place, files, name);
    if (data) return { train: await data.train(), test: await data.test() };
  }
  const wanted = name === "cifar-10" ? "data_batch_1 … 5.bin and test_batch.bin" : wantedIdx(name).join(", ");
  const allowed = `a folder with ${wanted} (each plain or .gz) in ${places.join(" or ")}`;
  throw new ArgumentError("loadImages", "folder", folder, allowed);
}

interface Found {
  train(): Promise<Dataset>;
  test(): Promise<Dataset>;
}

function findIdx(place: string, files: readonly string[], name: Exclude<ImageSet, "cifar-10">): Found | undefined {
  const [train, test] = idxPrefixes[name].map((prefix) => findPair(files, prefix));
  if (!train || !test) return undefined;
  const format: IdxImagesOptions =
    name === "emnist-letters" ? { classes: 26, firstLabel: 1, transposed: true } : { classes: 10 };
  const part = /-first(\d+)/.exec(train.images)?.[1];
  return {
    train: () => readPair(place, train, { ...format, name: `${name} train${part ? ` (first ${part})` : ""}` }),
    test: () => readPair(place, test, { ...format, name: `${name} test` }),
  };
}

interface Pair {
  readonly images: string;
  readonly labels: string;
}

/** The image file of that beginning, the shortest name (the most complete set) first, and its label file. */
function findPair(files: readonly string[], prefix: string): Pair | undefined {
  const pattern = new RegExp(`^(${prefix})-images[-.]idx3-ubyte(\\.gz)?$`);
  const candidates = files.filter((file) => pattern.test(file)).sort((a, b) => a.length - b.length);
  for (const images of candidates) {
    const beginning = pattern.exec(images)?.[1];
    const endings = ["-labels-idx1-ubyte", "-labels.idx1-ubyte"].flatMap((ending) => [ending, `${ending}.gz`]);
    const labels = endings.map((ending) => `${beginning}${ending}`).find((file) => files.includes(file));
    if (labels) return { images, labels };
  }
  return undefined;
}

async function readPair(place: string, pair: Pair, options: IdxImagesOptions): Promise<Dataset> {
  const imagesName = join(place, pair.images),
    labelsName = join(place, pair.labels);
  return readIdxImages(await readBytes(imagesName), await readBytes(labelsName), {
    ...options,
    imagesName,
    labelsName,
  });
}

function wantedIdx(name: Exclude<ImageSet, "cifar-10">): string[] {
  const prefixes = idxPrefixes[name].map((prefix) => prefix.replace("(?:-first\\d+)?", ""));
  return prefixes.flatMap((prefix) => [`${prefix}-images-idx3-ubyte`, `${prefix}-labels-idx1-ubyte`]);
}

function findCifar(place: string, files: readonly string[]): Found | undefined {
  const existing = (file: string) => [file, `${file}.gz`].filter((candidate) => files.includes(candidate)).slice(0, 1);
  const numbers = [1, 2, 3, 4, 5].filter((number) => existing(`data_batch_${number}.bin`).length > 0);
  const train = numbers.flatMap((number) => existing(`data_batch_${number}.bin`)),
    test = existing("test_batch.bin");
  if (train.length === 0 || test.length === 0) return undefined;
  const part = numbers.length < 5 ? ` (batch ${numbers.join(", ")} of 5)` : "";
  const read = async (name: string, batches: readonly string[]) => {
    const names = batches.map((file) => join(place, file));
    return readCifar10(await Promise.all(names.map(readBytes)), { name, names });
  };
  return { train: () => read(`cifar-10 train${part}`, train), test: () => read("cifar-10 test", test) };
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new FormatError(path, `cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
