import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { fillNormal } from "../ops/random.js";
import { Random } from "../random.js";
import { constant, type Progress, type Schedule } from "../schedules.js";
import { Tensor } from "../tensor/tensor.js";
import { mostConnections } from "./criterion.js";
import { dropHebbian, dropRandom, dropSmallest } from "./drop.js";
import { dropSigned } from "./drop-signed.js";
import { growByGradient, growHebbian, growRandom } from "./grow.js";
import type { Rewiring } from "./rewiring.js";
import { applyProposal, type Proposal, type Wired, wiredOf } from "./wired.js";

const drops = { magnitude: dropSmallest, signed: dropSigned, random: dropRandom, hebbian: dropHebbian };
const grows = { random: growRandom, gradient: growByGradient, hebbian: growHebbian };
const returns = ["keep", "restart", "forbid"] as const;

export interface DynamicSparsityOptions {
  /**
   * Which connections go: those of the smallest |weight|; of each sign those nearest to 0, as SET counts; any; those between
   * units whose activities agree least.
   */
  readonly drop: keyof typeof drops;
  /** Where as many grow: anywhere; at the largest |dense gradient|; between units whose activities agree best. */
  readonly grow: keyof typeof grows;
  /** Share of a matrix's connections that go at once, above 0, up to 1. */
  readonly fraction: number;
  /** Factor on `fraction`, from 0 to 1; constant by default. */
  readonly schedule?: Schedule;
  /** Interval: in steps, or in epochs, where it happens in an epoch's first step, before the optimiser's. */
  readonly every: { readonly steps: number } | { readonly epochs: number };
  /** First and last time that may happen, in steps or epochs taken, as `every`; after one interval, and never, by default. */
  readonly from?: number;
  readonly until?: number;
  /** Whether the optimiser's step is left out where connections are moved; false by default. */
  readonly skipsStep?: boolean;
  /**
   * What becomes of a connection that is dropped and would grow again at once. "keep": it stays with weight and moments, the
   * default where growth follows the gradient; "restart": as any other that grows, the default elsewhere; "forbid": no
   * connection grows where one has just been dropped.
   */
  readonly returning?: (typeof returns)[number];
  /** Standard deviation of the normal weights that grow, around 0; 0 by default. */
  readonly deviation?: number;
  /** The layers to rewire; all sparse ones by default. */
  readonly layers?: (layer: Wired) => boolean;
  /** Source of what is drawn; `new Random(0)` by default. It is not drawn from: the stream it names is. */
  readonly random?: Random;
}

/**
 * Dynamic sparse training: now and then a matrix loses a share of its connections and grows as many elsewhere, with moments
 * of 0. So their number never changes; scores of places without a connection are looked at a few rows at a time, in memory
 * O(connections + rows + columns) besides what a block of 2^18 scores takes. `set` and `rigl` are of this kind.
 *
 * Binding throws UnsupportedError for scores of matrices that do not join scalar units, and ArgumentError where there is no
 * matrix. A step throws NumericalError where what is to be chosen by is NaN or infinite, and ArgumentError where "forbid"
 * leaves too few places, or a schedule leaves 0 … 1.
 * @throws {ArgumentError} on an option out of range
 */
export function dynamicSparsity(options: DynamicSparsityOptions): Rewiring {
  if (typeof options !== "object" || options === null)
    throw refused("options", options, "an object with drop and grow");
  const { fraction, schedule = constant(), skipsStep = false, deviation = 0, layers: chosen = () => true } = options,
    { random = new Random(0), returning = options.grow === "gradient" ? "keep" : "restart" } = options,
    dropOf = expectNamed("drop", drops, options.drop),
    growOf = expectNamed("grow", grows, options.grow),
    isTime = timing(options);
  if (!(fraction > 0 && fraction <= 1)) throw refused("fraction", fraction, "above 0, up to 1");
  if (typeof schedule !== "function") throw refused("schedule", schedule, "a schedule: constant()");
  if (!returns.includes(returning)) throw refused("returning", returning, returns.join(", "));
  if (!(deviation >= 0 && deviation < Infinity)) throw refused("deviation", deviation, "a number from 0");
  if (typeof chosen !== "function") throw refused("layers", chosen, "a function that chooses among layers");
  if (!(random instanceof Random)) throw refused("random", random, "a Random");
  return {
    name: `${options.drop} drop, ${options.grow} growth`,
    bind(site) {
      const { arena, tape } = site,
        layers = wiredOf(site).filter(chosen),
        generator = random.stream("dynamicSparsity");
      if (layers.length === 0) throw refused("layers", layers, "one or more sparse layers");
      // Before the rest: it stays with the matrix, whatever becomes of that.
      for (const { matrix } of layers) matrix.prepareRewiring();
      const criteria = { arena, tape, layers, random: generator },
        { drop, grow, drawn } = arena.atomically(() => ({
          drop: dropOf(criteria),
          grow: growOf(criteria),
          drawn: deviation > 0 ? new Tensor(arena, [mostConnections(layers)]) : undefined,
        }));
      const propose = (layer: Wired, share: number): Proposal => {
        const gone = drop(layer, share);
        expectRoom(layer, gone.length, returning, fraction);
        const grown = grow(layer, gone, returning !== "forbid"),
          proposal = { dropped: gone, grown, keep: returning === "keep" };
        if (!drawn) return proposal;
        const values = new Tensor(arena, [grown.length], "f32", drawn);
        return { ...proposal, values: fillNormal(generator, values, 0, deviation).data };
      };
      return {
        layers,
        generators: new Map([["dynamicSparsity", generator]]),
        step(progress) {
          if (!isTime(progress)) return undefined;
          const factor = schedule(progress);
          if (!(factor >= 0 && factor <= 1)) throw refused("schedule's factor", factor, "from 0 to 1");
          if (factor > 0) for (const layer of layers) applyProposal(layer, propose(layer, factor * fraction));
          return skipsStep ? "skip" : undefined;
        },
      };
    },
  };
}

const refused = (name: string, value: unknown, allowed: string) =>
  new ArgumentError("dynamicSparsity", name, value, allowed);

function expectNamed<Part>(name: string, parts: Readonly<Record<string, Part>>, key: string): Part {
  if (!Object.hasOwn(parts, key)) throw refused(name, key, Object.keys(parts).join(", "));
  return parts[key]!;
}

/** Whether it is time: at a multiple of the interval, within the limits. */
function timing({ every, from, until = Infinity }: DynamicSparsityOptions): (progress: Progress) => boolean {
  const { steps, epochs }: { readonly steps?: number; readonly epochs?: number } = every ?? {};
  if ((steps === undefined) === (epochs === undefined)) throw refused("every", every, "{ steps: … } or { epochs: … }");
  const inSteps = steps !== undefined,
    interval = (inSteps ? steps : epochs) as number,
    unit = inSteps ? "steps" : "epochs",
    start = from ?? interval;
  expectInteger("dynamicSparsity", `every.${unit}`, interval, 1, Number.MAX_SAFE_INTEGER);
  expectInteger("dynamicSparsity", "from", start, 0, Number.MAX_SAFE_INTEGER);
  if (!(until >= start)) throw refused("until", until, `${unit} from ${start} on`);
  return ({ epoch, step, steps }) => {
    const time = inSteps ? epoch * steps + step : epoch;
    return (inSteps || step === 0) && time % interval === 0 && time >= start && time <= until;
  };
}

function expectRoom({ name, matrix }: Wired, count: number, returning: string, fraction: number): void {
  const free = matrix.rows * matrix.columns - matrix.nnz;
  if (returning === "forbid" && count > free)
    throw refused("fraction", fraction, `less: ${name} has ${free} free places for ${count} connections`);
}
