import type { Dataset } from "../../data/dataset.js";
import type { FitOptions } from "../../training/fit-options.js";
import type { Sequential } from "../../training/sequential.js";
import { fingerprint } from "../../training/snapshot.js";
import type { JobContext } from "../experiment.js";
import type { Found } from "./results.js";
import { centralShare, denseWeights, matricesOf, weightsOf, wiringOf } from "./wiring.js";

/** Trains a network whose hidden layers have these widths, and watches its accuracy and its wiring. */
export async function trainWatched(
  network: Sequential,
  hidden: readonly number[],
  { train, test }: { readonly train: Dataset; readonly test: Dataset },
  options: FitOptions & { readonly epochs: number },
  { signal, progress }: JobContext,
  note: string,
): Promise<Found> {
  const begin = performance.now(),
    [first] = matricesOf(network),
    before = wiringOf(network),
    weights = weightsOf(network),
    central = [centralShare(first, train.shape)];
  const { epochs } = await network.fit(train, {
    ...options,
    validation: test,
    signal,
    callbacks: [
      {
        onBatch({ epoch, step, steps }) {
          progress((epoch - 1 + step / steps) / options.epochs, note);
          return undefined;
        },
        onEpoch() {
          central.push(centralShare(first, train.shape));
          return undefined;
        },
      },
    ],
  });
  const after = wiringOf(network);
  return {
    accuracy: epochs.map(({ validation }) => validation!.accuracy),
    loss: epochs.map(({ loss }) => loss),
    central,
    weights: [weights, weightsOf(network), denseWeights([train.features, ...hidden, train.outputs])],
    ...(before && after && { wirings: [before, after] }),
    milliseconds: performance.now() - begin,
    fingerprint: await fingerprint(network.parameters),
  };
}
