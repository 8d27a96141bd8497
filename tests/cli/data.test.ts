import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadData } from "../../src/cli/data.js";
import { ArgumentError, FormatError } from "../../src/errors.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neurite-cli-data-"));
});
afterAll(() => rm(folder, { recursive: true }));

const record = (label: number) => Uint8Array.of(label, ...new Uint8Array(3072));

async function addBatches(place: string, ...names: string[]): Promise<string> {
  const batches = join(folder, place, "cifar-10");
  await mkdir(batches, { recursive: true });
  for (const [label, name] of names.entries()) await writeFile(join(batches, `${name}.bin`), record(label));
  return join(folder, place);
}

const load = async (usable: string[], option?: string) => (await loadData("neurite run", usable, option, {})).data;

it("the description names the training batches when only some are there", async () => {
  const place = await addBatches("part", "test_batch", "data_batch_1", "data_batch_3");
  const { train, description } = (await load(["cifar-10"], place))!;
  expect([...train.labels!]).toEqual([1, 2]);
  expect(description).toBe(`cifar-10 train (batch 1, 3 of 5), cifar-10 test from ${place}`);
});

it("the description is short when the whole set is there", async () => {
  const batches = [1, 2, 3, 4, 5].map((number) => `data_batch_${number}`);
  const place = await addBatches("whole", "test_batch", ...batches);
  expect((await load(["cifar-10"], place))!.description).toBe(`cifar-10 from ${place}`);
});

it("takes only sets a run can use, the preferred one first", async () => {
  const place = await addBatches("usable", "test_batch", "data_batch_1");
  expect((await load(["mnist", "cifar-10"], place))!.train.shape).toEqual([3, 32, 32]);
  const error = await load(["mnist"], place).catch((reason) => reason);
  expect(error).toBeInstanceOf(ArgumentError);
  expect(error.message).toContain("must be a folder that holds mnist. ");
  await expect(load([], place)).rejects.toThrow("must be left out: this run uses no data set");
  expect(await load(["mnist"])).toBeUndefined();
});

it("a damaged data set is an error that names the file, never replaced by the next set", async () => {
  const damaged = join(folder, "mnist");
  await mkdir(damaged);
  for (const name of [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ])
    await writeFile(join(damaged, name), "not an IDX file");
  const error = await load(["mnist", "cifar-10"], folder).catch((reason) => reason);
  expect(error).toBeInstanceOf(FormatError);
  expect(error.message).toContain(`${join(damaged, "train-images-idx3-ubyte")}: not an IDX file`);
});

it("gives the files of sets that are none of images, beside an image set or alone, and nothing where none is", async () => {
  const place = await addBatches("mixed", "test_batch", "data_batch_1"),
    open = (usable: string[], option?: string, env = {}) => loadData("neurite run", usable, option, env);
  await mkdir(join(place, "graphs"));
  await writeFile(join(place, "graphs", "a.gml"), "graph []");
  const both = await open(["cifar-10", "graphs"], place),
    alone = await open(["celegans", "graphs"], undefined, { NEURITE_DATA: join(place, "graphs") });
  expect([both.data?.train.size, both.files?.description]).toEqual([1, place]);
  expect([alone.data, await alone.files?.read("graphs/a.gml")]).toEqual([
    undefined,
    new Uint8Array(Buffer.from("graph []")),
  ]);
  expect((await open(["cifar-10"], place)).files).toBeUndefined();
  expect(await open(["graphs"])).toEqual({ data: undefined, files: undefined });
  const error = await open(["mnist", "celegans", "uci"], place).catch((reason) => reason);
  expect(error).toBeInstanceOf(ArgumentError);
  for (const part of [
    "a folder that holds mnist or celegans or uci. ",
    "t10k-images",
    `no folder ${join(place, "celegans")}`,
  ])
    expect(error.message).toContain(part);
});
