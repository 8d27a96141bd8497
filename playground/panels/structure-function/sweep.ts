import type { Kernels } from "neurite";
import type { Images } from "./pairs.js";
import { connectionNumbers, modularityOf, type Settings } from "./settings.js";
import { type Measured, Trainee } from "./trainee.js";

/** What became of one small network. */
export interface SweepPoint {
  readonly connections: number;
  readonly seed: number;
  /** Q. */
  readonly modularity: number;
  /** On the test pairs. */
  readonly accuracy: number;
  readonly trained: Measured;
  readonly untrained: Measured;
}

/** How far a sweep has come: all points so far, and how much of it is done. */
export interface SweepUpdate {
  readonly points: readonly SweepPoint[];
  readonly share: number;
}

/** Numbers of connections, and networks of each with seeds of their own. */
const sweepSize = { numbers: 6, seeds: 3 } as const;

/** The networks of a sweep: every number of connections for one seed, then for the next. */
export function sweepSettings(settings: Settings): Settings[] {
  return Array.from({ length: sweepSize.seeds }, (_, i) => settings.seed + i).flatMap((seed) =>
    connectionNumbers(settings.units, sweepSize.numbers).map((connections) => ({ ...settings, connections, seed })),
  );
}

/**
 * Trains networks one after the other and measures each, trained and untrained.
 * @param networks settings that differ in seeds and connections
 * @param options.done points of an earlier sweep of the same networks, which are not computed again
 * @param options.tell called whenever there is more to tell    @throws the signal's reason
 */
export async function sweep(
  networks: readonly Settings[],
  images: Images,
  kernels: Kernels,
  options: {
    readonly done?: readonly SweepPoint[];
    readonly signal?: AbortSignal;
    readonly tell?: (update: SweepUpdate) => void;
  } = {},
): Promise<SweepPoint[]> {
  const { done = [], signal, tell } = options,
    points = done.filter((point) => networks.some((own) => isOf(point, own)));
  for (const own of networks) {
    if (points.some((point) => isOf(point, own))) continue;
    const look = (share: number) => tell?.({ points: [...points], share: (points.length + share) / networks.length });
    points.push(await pointOf(own, images, kernels, look, signal));
    look(0);
  }
  return points;
}

async function pointOf(
  settings: Settings,
  images: Images,
  kernels: Kernels,
  look: (share: number) => void,
  signal: AbortSignal | undefined,
): Promise<SweepPoint> {
  const { connections, seed, epochs } = settings;
  using trainee = await Trainee.open(settings, images, kernels);
  await trainee.train(epochs, {
    ...(signal && { signal }),
    look: (running) => look((trainee.epochs + (running?.share ?? 0)) / (epochs + 1)),
  });
  signal?.throwIfAborted();
  const accuracy = trainee.points.at(-1)!.testAccuracy;
  return { connections, seed, modularity: modularityOf(settings), accuracy, ...(await trainee.measure(signal)) };
}

const isOf = ({ connections, seed }: SweepPoint, own: Settings): boolean =>
  connections === own.connections && seed === own.seed;
