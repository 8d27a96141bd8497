import { load } from "neurite";
import { type JobContext, serve, transferring } from "neurite/jobs";
import { Queue } from "../../shell/queue.js";
import { courseFromBytes, courseToBytes } from "./course-file.js";
import { drawImages, type Images } from "./pairs.js";
import type { Picture } from "./picture.js";
import type { Settings } from "./settings.js";
import { type SweepPoint, type SweepUpdate, sweep } from "./sweep.js";
import { type Measured, type Point, type Running, Trainee } from "./trainee.js";

/** What the page shows of a network. */
export interface View {
  readonly settings: Settings;
  /** Q, counted on the graph. */
  readonly modularity: number;
  readonly points: readonly Point[];
  readonly running: Running | undefined;
  readonly picture: Picture;
  /** Of the last finished epoch. */
  readonly fingerprint: string;
}

/** A network, how far to train it and which test pair to show. */
export interface Wanted {
  readonly settings: Settings;
  readonly epochs: number;
  readonly example: number;
}

/** Specialisations by all measures, and those of the untrained network. */
export interface Found {
  readonly trained: Measured;
  readonly untrained: Measured;
}

/** Between two pictures of a network that learns. */
const pictureMs = 80;

let images: Promise<Images> | undefined,
  trainee: Trainee | undefined,
  example = 0;

/** For all jobs but the sweep: they share the network. */
const network = new Queue();

serve({
  /** Brings a network to where it is wanted: on from where it stands, or else from the start. */
  train: ({ settings, epochs, example: wanted }: Wanted, { signal, progress }: JobContext<View>) =>
    network.run(async () => {
      example = wanted;
      await provide(settings, epochs);
      const own = trainee!;
      let next = 0;
      await own.train(epochs, {
        signal,
        look: (running) => {
          if (running && performance.now() < next) return;
          next = performance.now() + pictureMs;
          progress(viewOf(own, running));
        },
      });
      return viewOf(own);
    }, signal),

  /** The network as it stands, for another test pair; while it learns, its updates show that pair at once. */
  look: ({ example: wanted }: { example: number }) => {
    example = wanted;
    return network.run(async () => trainee && viewOf(trainee));
  },

  measure: (_: undefined, { signal }: JobContext): Promise<Found | undefined> =>
    network.run(async () => trainee?.measure(signal), signal),

  save: () =>
    network.run(async () => {
      const bytes = trainee && courseToBytes(trainee);
      return bytes && transferring(bytes, [bytes.buffer]);
    }),

  /** The network of a file takes the place of the present one once everything fits. */
  restore: ({ bytes, name }: { bytes: ArrayBuffer; name: string }) =>
    network.run(async () => {
      const { settings, checkpoint, specialisations } = courseFromBytes(bytes, name),
        other = await Trainee.open(settings, await (images ??= drawImages()), await load());
      try {
        await other.resume(checkpoint, specialisations);
      } catch (error) {
        other.dispose();
        throw error;
      }
      trainee?.dispose();
      trainee = other;
      return viewOf(other);
    }),

  sweep: async (
    { networks, done }: { networks: readonly Settings[]; done: readonly SweepPoint[] },
    { signal, progress }: JobContext<SweepUpdate>,
  ) => sweep(networks, await (images ??= drawImages()), await load(), { done, signal, tell: progress }),
});

async function provide(settings: Settings, epochs: number): Promise<void> {
  if (trainee && trainee.epochs <= epochs && sameCourse(trainee.settings, settings)) return;
  const next = await Trainee.open(settings, await (images ??= drawImages()), await load());
  trainee?.dispose();
  trainee = next;
}

/** A course may go on for more epochs. */
const sameCourse = (a: Settings, b: Settings): boolean =>
  (Object.keys(a) as (keyof Settings)[]).every((name) => name === "epochs" || a[name] === b[name]);

const viewOf = (own: Trainee, running?: Running): View => ({
  settings: own.settings,
  modularity: own.modularity,
  points: own.points,
  running,
  picture: own.picture(example),
  fingerprint: own.fingerprint,
});
