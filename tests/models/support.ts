import type { bp } from "../../src/learning/bp.js";
import { type Architecture, architectures, gevbNetwork, type Images, images } from "../../src/models/gevb.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { softmaxCrossEntropy } from "../../src/tape/losses.js";
import type { Loss } from "../../src/tape/operation.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";

/** Data and architecture of every vector network of the paper. */
export const six = images.flatMap((data) => architectures.map((architecture) => [data, architecture] as const));

/** A small vector network on random images, above its loss, with small random biases for the ones that it starts without. */
export async function record(
  [data, architecture]: readonly [Images, Architecture],
  { nonnegative, batch, seed = 1 }: { nonnegative: boolean; batch: number; seed?: number },
) {
  const arena = await openArena(),
    random = new Random(seed),
    width = data === "mnist" && architecture !== "lc" ? 1 / 16 : 1 / 32;
  const network = gevbNetwork(arena, { data, architecture, vectors: true, nonnegative, width, random });
  for (const { name, value } of network.parameters) if (name.endsWith("bias")) fillNormal(random, value, 0, 0.1);
  const tape = new Tape(arena),
    x = tape.input([network.inputs, batch]),
    labels = Tensor.from(
      arena,
      [batch],
      Int32Array.from({ length: batch }, () => random.integer(10)),
      "i32",
    );
  fillNormal(random, x.value, 0, 1);
  const loss = softmaxCrossEntropy(network.record(x), labels);
  tape.forward();
  return { arena, network, tape, x, loss };
}

/** A rule's gradients of all parameters. */
export function gradients(tape: Tape, loss: Loss, rule: typeof bp): Float32Array[] {
  rule().bind(tape, loss, new Random(1)).assignCredit();
  return tape.parameters.map(({ gradient }) => gradient.data.slice());
}
