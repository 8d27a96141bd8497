import type { Dataset } from "../../data/dataset.js";
import { pca } from "../../embedding/pca.js";
import { tsne } from "../../embedding/tsne.js";
import { hiddenUnits } from "../../learning/units.js";
import { clusterSpread } from "../../metrics/cluster-spread.js";
import { Random } from "../../random.js";
import type { Sequential } from "../../training/sequential.js";
import { identityOrder, Session } from "../../training/session.js";
import { Arena } from "../../wasm/arena.js";
import type { Kernels } from "../../wasm/load.js";
import type { Context } from "../experiment.js";
import { type Config, perplexity, principalComponents, tsneRate } from "./config.js";
import type { ActivityMap } from "./course.js";
import type { Plan } from "./training.js";

/**
 * A map of the first training images by the activity that enters the last hidden layer, all components of vector units: its
 * 600 principal components, then t-SNE. Undefined when the run is aborted before the map is drawn.
 */
export async function mapOf(
  network: Sequential,
  { train, tsneImages }: Plan,
  { tsneIterations }: Config,
  { kernels, seed, signal }: Context,
): Promise<ActivityMap | undefined> {
  if (signal.aborted) return undefined;
  const images = train.take(Math.min(tsneImages, train.size)),
    { points, features } = activityOf(network, kernels, images),
    arena = new Arena(kernels),
    random = new Random(seed).stream("map");
  try {
    // With fewer images than components nothing would be left out, and distances are all that t-SNE looks at.
    const reduce = principalComponents < Math.min(images.size - 1, features),
      scores = reduce
        ? (await pca(arena, points, { features, components: principalComponents, random, signal })).scores
        : points;
    const map = await tsne(arena, scores, {
      features: reduce ? principalComponents : features,
      perplexity,
      rate: tsneRate,
      iterations: tsneIterations,
      random,
      signal,
    });
    const labels = images.labels!;
    return { points: map, labels, spread: spreadOf(map, labels) };
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    arena.dispose();
  }
}

/** The spread of the classes of which at least two images are shown. */
function spreadOf(map: Float32Array, labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const isCounted = (i: number) => counts.get(labels[i]!)! > 1;
  return clusterSpread(
    map.filter((_, i) => isCounted(i >> 1)),
    labels.filter((_, i) => isCounted(i)),
  );
}

/** What enters the last hidden layer for every image, one image after the other. */
function activityOf(
  network: Sequential,
  kernels: Kernels,
  images: Dataset,
): { points: Float32Array<ArrayBuffer>; features: number } {
  const arena = new Arena(kernels);
  try {
    const session = new Session(arena, network, images, { batchSize: Math.min(100, images.size), gradients: false }),
      { tape, loss, batchSize } = session,
      order = identityOrder(arena, images.size),
      { value } = hiddenUnits(tape, loss).at(-1)!.weights.input,
      features = value.size / batchSize,
      points = new Float32Array(images.size * features);
    for (let start = 0; start < images.size; start += batchSize) {
      const count = session.load(order, start);
      tape.forward();
      const { data } = value;
      for (let b = 0; b < count; b++)
        for (let i = 0; i < features; i++) points[(start + b) * features + i] = data[i * batchSize + b]!;
    }
    return { points, features };
  } finally {
    arena.dispose();
  }
}
