import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ArgumentError, FormatError, NeuriteError } from "../../src/errors.js";
import { readSafetensors, writeSafetensors } from "../../src/io/safetensors.js";
import type { Checkpoint } from "../../src/training/checkpoint.js";
import { checkpointFromBytes, checkpointToBytes } from "../../src/training/checkpoint-bytes.js";
import { openArena } from "../support.js";
import { clusters } from "./clusters.js";
import { everyLayer, train } from "./resumption.js";

const wrongly = (value: unknown) => value as never;
const KEY = "neurite.checkpoint";

let taken: Checkpoint;
beforeAll(async () => {
  using arena = await openArena();
  taken = (await train(everyLayer(arena), { epochs: 2, validation: 0.1 })).checkpoints[1]!;
});

/** The file with another text for the checkpoint. */
const withText = (text: string) => writeSafetensors(taken.arrays, { [KEY]: text });
/** The file with its checkpoint's text changed. */
const changed = (change: (rest: Record<string, unknown>) => unknown) => {
  const rest = JSON.parse(readSafetensors(checkpointToBytes(taken)).metadata[KEY]!) as Record<string, unknown>;
  return withText(JSON.stringify(change(rest)));
};

describe("a checkpoint's file", () => {
  it("gives the checkpoint back, beside texts of one's own", () => {
    const bytes = checkpointToBytes(taken, { experiment: "7", ["__proto__"]: "y" });
    expect(checkpointFromBytes(bytes)).toStrictEqual(taken);
    expect(checkpointToBytes(checkpointFromBytes(bytes))).toEqual(checkpointToBytes(taken));
    const { metadata, tensors } = readSafetensors(bytes);
    expect([Object.keys(metadata), metadata.experiment]).toEqual([["experiment", "__proto__", KEY], "7"]);
    expect(tensors.get("parameters/dense6.weights")!.shape).toEqual([3, 12]);
  });

  it("keeps every double: NaN, the infinities and −0 too", () =>
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 6, maxLength: 6 }), fc.maxSafeNat(), (doubles, position) => {
        const [loss, accuracy, rateFactor, milliseconds, a, b] = doubles as [
          number,
          number,
          number,
          number,
          number,
          number,
        ];
        const record = { epoch: 1, loss, accuracy, rateFactor, milliseconds },
          epochs = [record, { ...record, epoch: 2, validation: { loss: a, accuracy: b } }],
          generators = [{ name: "order", seed: position, streamWords: [1, 2] as const, position }];
        const checkpoint = { ...taken, epochs, generators, steps: position };
        expect(checkpointFromBytes(checkpointToBytes(checkpoint))).toStrictEqual(checkpoint);
      }),
    ));
});

describe("checkpointToBytes refuses", () => {
  it("what is no checkpoint, and metadata in the way", () => {
    for (const value of [undefined, null, 5, {}, { ...taken, steps: -1 }])
      expect(() => checkpointToBytes(wrongly(value))).toThrow(ArgumentError);
    for (const metadata of [null, 5, { [KEY]: "mine" }, { a: 1 }])
      expect(() => checkpointToBytes(taken, wrongly(metadata))).toThrow(ArgumentError);
  });
});

describe("checkpointFromBytes refuses", () => {
  it.each<[string, () => Uint8Array, RegExp]>([
    ["no file", () => new Uint8Array(3), /^a\.run: truncated/],
    ["a file of weights", () => writeSafetensors(taken.arrays), /^a\.run: holds no checkpoint/],
    ["another text", () => withText("hello"), /^a\.run: its checkpoint is not JSON/],
    ["nothing", () => withText("null"), /^a\.run: its checkpoint is no object/],
    ["a list", () => withText("[]"), /of version undefined, must be 1/],
    ["a later version", () => changed((rest) => ({ ...rest, version: 2 })), /of version 2, must be 1/],
    [
      "a long version",
      () => changed((rest) => ({ ...rest, version: "x".repeat(1e6) })),
      /of version x{80}, must be 1$/,
    ],
    [
      "no records",
      () => changed((rest) => ({ ...rest, epochs: { length: 1 } })),
      /^a\.run: not a checkpoint: its epochs/,
    ],
    ["a null record", () => changed((rest) => ({ ...rest, epochs: [null] })), /its epochs must be/],
    [
      "a loss in words",
      () => changed((r) => ({ ...r, epochs: [{ ...taken.epochs[0], loss: "little" }] })),
      /its epochs/,
    ],
    ["odd steps", () => changed((rest) => ({ ...rest, steps: "NaN" })), /its steps must be/],
  ])("%s", (_, file, message) => {
    expect(() => checkpointFromBytes(file(), { name: "a.run" })).toThrow(FormatError);
    expect(() => checkpointFromBytes(file(), { name: "a.run" })).toThrow(message);
  });

  it("nothing but by a FormatError, and fit the rest by a typed error, whatever bytes were changed", async () => {
    using arena = await openArena();
    const file = checkpointToBytes(taken),
      network = everyLayer(arena),
      header = 8 + Number(new DataView(file.buffer).getBigUint64(0, true));
    const change = fc.tuple(fc.oneof(fc.nat(header - 1), fc.nat(file.length - 1)), fc.nat(255));
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const damaged = file.slice();
        for (const [at, value] of changes) damaged[at] = value;
        let resume: Checkpoint;
        try {
          resume = checkpointFromBytes(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          refusals++;
          return;
        }
        const options = { epochs: 3, batchSize: 20, validation: 0.1, resume };
        await network.fit(clusters(90), options).catch((error: unknown) => expect(error).toBeInstanceOf(NeuriteError));
      }),
      { numRuns: 200 },
    );
    expect(refusals).toBeGreaterThan(50);
  });
});
