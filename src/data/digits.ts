import { ArgumentError } from "../errors.js";
import { Random } from "../random.js";
import { Dataset } from "./dataset.js";
import { SampleDraws } from "./draws.js";
import { GLYPHS, type Glyph } from "./glyphs.js";
import { InkField, REACH, traceCurve, Warp } from "./strokes.js";

export interface DigitsOptions {
  readonly count: number;
  readonly seed: number;
  /** Images of different streams of one seed have nothing in common; default "train". */
  readonly stream?: string;
  /** "balanced" (default): every ten images from the first show each digit once. "random": each is drawn alone. */
  readonly classes?: "balanced" | "random";
  /** How far writing, pen and noise stray, from 0 (printed) to 2; default 1. */
  readonly difficulty?: number;
}

const SIZE = 28;
const PIXELS = SIZE * SIZE;
const MAX_COUNT = 2 ** 20;

/**
 * Embedded images of handwritten-looking digits, [28, 28] u8 seen as 0 … 1, classes 0–9: a way of writing the digit is
 * drawn as strokes whose points stray, then warped, turned, slanted, stretched and shifted, and inked by a pen of random
 * width, pressure and softness; specks, stray strokes and noise come on top. Image i is a function of (seed, stream,
 * difficulty, i) and its class alone, byte for byte the same in every engine.
 * @throws {ArgumentError} unless count is an integer from 0 to 2^20 and the other options are in range
 */
export function digits(options: DigitsOptions): Dataset {
  const { count, seed, stream = "train", classes = "balanced", difficulty = 1 } = options;
  if (!Number.isInteger(count) || count < 0 || count > MAX_COUNT)
    throw new ArgumentError("digits", "count", count, `an integer from 0 to ${MAX_COUNT}`);
  if (!(difficulty >= 0 && difficulty <= 2))
    throw new ArgumentError("digits", "difficulty", difficulty, "a number from 0 to 2");
  if (classes !== "balanced" && classes !== "random")
    throw new ArgumentError("digits", "classes", classes, '"balanced" or "random"');
  const random = new Random(seed).stream("digits").stream(stream);
  const labels = drawLabels(count, classes, random.stream("classes"));
  const inputs = new Uint8Array(count * PIXELS),
    writer = new Writer(random.stream("images"), difficulty);
  for (let i = 0; i < count; i++) writer.write(labels[i]!, i, inputs.subarray(i * PIXELS, (i + 1) * PIXELS));
  const shape = [SIZE, SIZE];
  return new Dataset({ name: "digits", inputs, features: PIXELS, labels, outputs: 10, scale: 1 / 255, shape });
}

export interface DigitsSplitOptions extends Omit<DigitsOptions, "count" | "stream"> {
  /** Number of training images; default 20 000. */
  readonly train?: number;
  /** Number of test images; default 4000. */
  readonly test?: number;
}

/** Training and test images of one seed, from disjoint streams: more of one never changes the other. */
export function digitsSplit({ train = 20_000, test = 4_000, ...options }: DigitsSplitOptions) {
  return {
    train: digits({ ...options, count: train, stream: "train" }),
    test: digits({ ...options, count: test, stream: "test" }),
  };
}

function drawLabels(count: number, classes: "balanced" | "random", random: Random): Int32Array {
  const labels = new Int32Array(count);
  for (let start = 0; start < count; start += 10) {
    const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    for (let i = 9; i >= 0; i--) {
      const j = random.integer(classes === "balanced" ? i + 1 : 10),
        label = ten[j]!;
      if (classes === "balanced") ten[j] = ten[i]!;
      if (start + i < count) labels[start + i] = label;
    }
  }
  return labels;
}

/** Straying of the default difficulty, as standard deviations (⅓ of the largest) unless said otherwise. */
const JITTER = 0.032; // of each point, in glyph heights
const WARP = 0.085; // of the warp's control values, in glyph heights
const SHEAR = 0.16;
const TURN = 0.055; // tangent of half the angle
const STRETCH = 0.09; // of width and height, on top of the common size
const SHIFT = 0.9; // pixels
const HEIGHT = 19; // pixels

class Writer {
  readonly #draws: SampleDraws;
  readonly #difficulty: number;
  readonly #ink = new InkField(SIZE);
  readonly #stray = new InkField(SIZE);
  readonly #warp = new Warp();
  readonly #displacement = new Float64Array(2);

  constructor(random: Random, difficulty: number) {
    this.#draws = new SampleDraws(random);
    this.#difficulty = difficulty;
  }

  /** Writes image `sample`, a `digit`, over the 784 bytes of `image`. */
  write(digit: number, sample: number, image: Uint8Array): void {
    const draws = this.#draws,
      difficulty = this.#difficulty;
    draws.seek(sample);
    const ways = GLYPHS[digit]!;
    this.#ink.clear();
    this.#writeGlyph(ways[Math.floor(draws.uniform(0, ways.length))]!);
    this.#stray.clear();
    const strays = Math.floor(draws.uniform(0, 1 + 1.6 * difficulty));
    for (let i = 0; i < strays; i++) this.#writeStray();

    const pressure = 255 - difficulty * draws.uniform(0, 55),
      softness = 1 / draws.uniform(0.9, 0.9 + 0.5 * difficulty),
      strayPressure = draws.uniform(60, 220),
      noise = difficulty * Math.max(0, draws.uniform(-14, 18));
    this.#expose(image, pressure, strayPressure, softness, noise);
  }

  #writeGlyph(glyph: Glyph): void {
    const draws = this.#draws,
      difficulty = this.#difficulty;
    const points = glyph.points.map((value) => value + 3 * JITTER * difficulty * draws.bump());
    for (let i = 0; i < 50; i++) this.#warp.controls[i] = 3 * WARP * difficulty * draws.bump();
    const place = this.#placement();
    const radius = 1.25 + difficulty * 0.6 * draws.bump(),
      taper = 0.25 * difficulty * draws.bump();
    for (const stroke of glyph.strokes) {
      let fromX = 0,
        fromY = 0,
        fromRadius = 0;
      traceCurve(points, stroke, (pointX, pointY, along) => {
        this.#warp.displace(pointX, pointY, this.#displacement);
        const u = pointX + this.#displacement[0]! - 0.5,
          v = pointY + this.#displacement[1]! - 0.5;
        const x = place.xx * u + place.xy * v + place.x,
          y = place.yx * u + place.yy * v + place.y,
          toRadius = radius * (1 + taper * (2 * along - 1));
        if (along > 0) this.#ink.addSegment(fromX, fromY, fromRadius, x, y, toRadius);
        fromX = x;
        fromY = y;
        fromRadius = toRadius;
      });
    }
  }

  /** Glyph box to pixels: stretch, then slant, then turn, then shift. The turn needs no sine: t = tan(angle / 2). */
  #placement() {
    const draws = this.#draws,
      stray = () => 3 * this.#difficulty * draws.bump();
    const size = HEIGHT * (1 + 0.07 * stray()),
      width = size * (1 + STRETCH * stray()),
      height = size * (1 + STRETCH * 0.5 * stray()),
      shear = SHEAR * stray(),
      t = TURN * stray();
    const cosine = (1 - t * t) / (1 + t * t),
      sine = (2 * t) / (1 + t * t);
    return {
      xx: cosine * width,
      xy: -(cosine * shear + sine) * height,
      yx: sine * width,
      yy: (cosine - sine * shear) * height,
      x: SIZE / 2 + SHIFT * stray(),
      y: SIZE / 2 + SHIFT * stray(),
    };
  }

  /** A short line somewhere, mostly near the border where the digit is not. */
  #writeStray(): void {
    const draws = this.#draws;
    const border = () => SIZE / 2 + (draws.word() & 1 ? 1 : -1) * draws.uniform(8, 14);
    const across = draws.word() & 1;
    const free = draws.uniform(0, SIZE),
      fixed = border();
    const x = across ? free : fixed,
      y = across ? fixed : free;
    const radius = draws.uniform(0.4, 1.1);
    this.#stray.addSegment(x, y, radius, x + draws.uniform(-4, 4), y + draws.uniform(-4, 4), radius);
  }

  /** Ink to grey levels: a ramp of width 1/softness across the edge, plus even noise of the given half-width. */
  #expose(image: Uint8Array, pressure: number, strayPressure: number, softness: number, noise: number): void {
    const ink = this.#ink.distance,
      stray = this.#stray.distance;
    let words: readonly number[] = [];
    for (let i = 0; i < PIXELS; i++) {
      let value = 0;
      if (ink[i]! < REACH) value = pressure * Math.max(0, Math.min(1, 0.5 - ink[i]! * softness));
      if (stray[i]! < REACH)
        value = Math.max(value, strayPressure * Math.max(0, Math.min(1, 0.5 - stray[i]! * softness)));
      if (noise > 0) {
        if ((i & 15) === 0) words = this.#draws.block();
        value += noise * (((words[(i >> 2) & 3]! >>> ((i & 3) << 3)) & 255) / 127.5 - 1);
      }
      image[i] = Math.max(0, Math.min(255, Math.floor(value + 0.5)));
    }
  }
}
