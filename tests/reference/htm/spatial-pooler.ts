import { exp } from "../../../src/elementary.js";
import { Connections } from "./connections.js";
import { inhibitGlobally, inhibitLocally } from "./inhibition.js";
import { MersenneTwister } from "./mersenne-twister.js";
import { coordinatesOf, neighbourhood, sizeOf } from "./neighbourhood.js";
import { bumpSegment, raisePermanencesToThreshold } from "./synapse-rules.js";

const { fround } = Math;

export interface SpatialPoolerOptions {
  readonly inputDimensions: readonly number[];
  readonly columnDimensions: readonly number[];
  readonly potentialRadius: number;
  readonly potentialPct: number;
  readonly globalInhibition: boolean;
  readonly localAreaDensity: number;
  readonly stimulusThreshold: number;
  readonly inactiveDecrement: number;
  readonly activeIncrement: number;
  readonly connectedPermanence: number;
  readonly minPctOverlapDutyCycle: number;
  readonly dutyCyclePeriod: number;
  readonly boostStrength: number;
  readonly seed: number;
  readonly wrapAround: boolean;
}

export const spatialPoolerDefaults = {
  potentialRadius: 16,
  potentialPct: 0.5,
  globalInhibition: true,
  localAreaDensity: 0.05,
  stimulusThreshold: 0,
  inactiveDecrement: 0.008,
  activeIncrement: 0.05,
  connectedPermanence: 0.1,
  minPctOverlapDutyCycle: 0.001,
  dutyCyclePeriod: 1000,
  boostStrength: 0,
  seed: 1,
  wrapAround: true,
} as const satisfies Omit<SpatialPoolerOptions, "inputDimensions" | "columnDimensions">;

/** Share of the potential synapses that start connected. */
const initiallyConnected = 0.5;
/** Steps from one update of the inhibition radius and the duty-cycle minima to the next. */
const updatePeriod = 50;
/** Below this, boosting is off. */
const leastBoost = 1e-6;

/** Spatial Pooler (sheet, "Spatial Pooler"); column c is segment c on cell c of its connections. */
export class SpatialPooler {
  readonly options: SpatialPoolerOptions;
  readonly inputs: number;
  readonly columns: number;
  readonly connections: Connections;
  inhibitionRadius = 0;
  iteration = 0;

  readonly activeDutyCycles: Float32Array;
  readonly overlapDutyCycles: Float32Array;
  readonly minOverlapDutyCycles: Float32Array;
  readonly boostFactors: Float32Array;
  /** Overlaps times boost factors, of the last step. */
  readonly boostedOverlaps: Float32Array;
  readonly #activeInput: Uint8Array;
  readonly #random: MersenneTwister;

  constructor(
    options: Pick<SpatialPoolerOptions, "inputDimensions" | "columnDimensions"> & Partial<SpatialPoolerOptions>,
  ) {
    this.options = { ...spatialPoolerDefaults, ...options };
    const { inputDimensions, columnDimensions, connectedPermanence, stimulusThreshold, seed } = this.options;
    this.inputs = sizeOf(inputDimensions);
    this.columns = sizeOf(columnDimensions);
    this.connections = new Connections(this.columns, connectedPermanence);
    this.activeDutyCycles = new Float32Array(this.columns);
    this.overlapDutyCycles = new Float32Array(this.columns);
    this.minOverlapDutyCycles = new Float32Array(this.columns);
    this.boostFactors = new Float32Array(this.columns).fill(1);
    this.boostedOverlaps = new Float32Array(this.columns);
    this.#activeInput = new Uint8Array(this.inputs);
    this.#random = new MersenneTwister(seed);
    for (let column = 0; column < this.columns; column++) {
      const segment = this.connections.createSegment(column);
      for (const input of this.#potentialPool(column))
        this.connections.createSynapse(segment, input, this.#initialPermanence());
      raisePermanencesToThreshold(this.connections, segment, stimulusThreshold);
    }
    this.#updateInhibitionRadius();
  }

  /**
   * One step.
   * @param activeInputs ascending
   * @returns the winning columns, ascending
   */
  compute(activeInputs: ArrayLike<number>, learn: boolean): number[] {
    const { connections, options, boostedOverlaps } = this;
    if (learn) this.iteration++;
    connections.computeActivity(activeInputs);
    const overlaps = connections.activeConnected;
    for (let column = 0; column < this.columns; column++)
      boostedOverlaps[column] =
        options.boostStrength < leastBoost ? overlaps[column]! : overlaps[column]! * this.boostFactors[column]!;
    const winners = options.globalInhibition
      ? inhibitGlobally(boostedOverlaps, options)
      : inhibitLocally(boostedOverlaps, this.inhibitionRadius, options);
    if (learn) this.#learn(activeInputs, winners);
    return winners;
  }

  #learn(activeInputs: ArrayLike<number>, winners: readonly number[]): void {
    const { connections, options } = this,
      { activeIncrement, inactiveDecrement, stimulusThreshold } = options;
    this.#activeInput.fill(0);
    for (let i = 0; i < activeInputs.length; i++) this.#activeInput[activeInputs[i]!] = 1;
    for (const column of winners) {
      connections.adaptSegment(column, this.#activeInput, activeIncrement, inactiveDecrement);
      raisePermanencesToThreshold(connections, column, stimulusThreshold);
    }
    const period = Math.min(options.dutyCyclePeriod, this.iteration),
      overlapping: number[] = [];
    for (let column = 0; column < this.columns; column++)
      if (connections.activeConnected[column]! > 0) overlapping.push(column);
    updateDutyCycles(this.overlapDutyCycles, overlapping, period);
    updateDutyCycles(this.activeDutyCycles, winners, period);
    this.#bumpWeakColumns();
    this.#updateBoostFactors();
    if (this.iteration % updatePeriod === 0) {
      this.#updateInhibitionRadius();
      this.#updateMinOverlapDutyCycles();
    }
  }

  /** Inputs a column may connect to: a random part of the neighbourhood of its centre, ascending. */
  #potentialPool(column: number): Uint32Array {
    const { inputDimensions, columnDimensions, potentialRadius, potentialPct, wrapAround } = this.options,
      coordinates = coordinatesOf(column, columnDimensions);
    let center = 0;
    inputDimensions.forEach((inputs, d) => {
      center = center * inputs + Math.floor(((coordinates[d]! + 0.5) * inputs) / columnDimensions[d]!);
    });
    const pool = neighbourhood(center, Math.min(potentialRadius, this.inputs), inputDimensions, wrapAround);
    return this.#random.sample(pool, Math.round(pool.length * fround(potentialPct))).sort();
  }

  /** Two draws. */
  #initialPermanence(): number {
    const random = this.#random,
      { threshold } = this.connections;
    return random.real() <= initiallyConnected ? random.realRange(threshold, 1) : random.realRange(0, threshold);
  }

  /** Columns that overlap too seldom get a tenth of the connected permanence on all synapses. */
  #bumpWeakColumns(): void {
    const bump = fround(fround(this.options.connectedPermanence) / 10);
    for (let column = 0; column < this.columns; column++)
      if (this.overlapDutyCycles[column]! < this.minOverlapDutyCycles[column]!)
        bumpSegment(this.connections, column, bump);
  }

  /** boost = exp((target − active duty cycle) · strength). */
  #updateBoostFactors(): void {
    const { activeDutyCycles, options } = this,
      strength = fround(options.boostStrength);
    if (strength < leastBoost) return;
    for (let column = 0; column < this.columns; column++) {
      const target = options.globalInhibition ? fround(options.localAreaDensity) : this.#meanActivity(column);
      this.boostFactors[column] = exp(fround(fround(target - activeDutyCycles[column]!) * strength));
    }
  }

  #meanActivity(column: number): number {
    const hood = this.#neighbours(column);
    let sum = 0;
    for (const other of hood) sum = fround(sum + this.activeDutyCycles[other]!);
    return fround(sum / hood.length);
  }

  #updateMinOverlapDutyCycles(): void {
    const { overlapDutyCycles, minOverlapDutyCycles, options } = this,
      share = fround(options.minPctOverlapDutyCycle);
    if (options.globalInhibition) {
      minOverlapDutyCycles.fill(fround(share * overlapDutyCycles.reduce((a, b) => Math.max(a, b), 0)));
      return;
    }
    for (let column = 0; column < this.columns; column++) {
      const largest = this.#neighbours(column).reduce((max, other) => Math.max(max, overlapDutyCycles[other]!), 0);
      minOverlapDutyCycles[column] = share * largest;
    }
  }

  #neighbours(column: number): number[] {
    const { columnDimensions, wrapAround } = this.options;
    return neighbourhood(column, this.inhibitionRadius, columnDimensions, wrapAround);
  }

  /**
   * Global inhibition: the largest column dimension. Local: max(1, round((s · q − 1) / 2)) with s the mean span of a
   * column's connected inputs (max − min + 1, meaned over dimensions, then columns) and q the mean over dimensions of
   * columns per input.
   */
  #updateInhibitionRadius(): void {
    const { columnDimensions, inputDimensions, globalInhibition } = this.options;
    if (globalInhibition) {
      this.inhibitionRadius = Math.max(...columnDimensions);
      return;
    }
    let span = 0,
      columnsPerInput = 0;
    for (let column = 0; column < this.columns; column++) span = fround(span + this.#connectedSpan(column));
    span = fround(span / this.columns);
    inputDimensions.forEach((inputs, d) => {
      columnsPerInput = fround(columnsPerInput + fround(columnDimensions[d]! / inputs));
    });
    columnsPerInput = fround(columnsPerInput / inputDimensions.length);
    const radius = fround(fround(fround(span * columnsPerInput) - 1) / 2);
    this.inhibitionRadius = Math.round(Math.max(1, radius));
  }

  /** Mean over dimensions of max − min + 1 of a column's connected inputs' coordinates; 0 without connections. */
  #connectedSpan(column: number): number {
    const { connections, options } = this,
      { inputDimensions } = options,
      least = inputDimensions.map(() => Number.POSITIVE_INFINITY),
      largest = inputDimensions.map(() => -1);
    if (connections.segmentConnected[column] === 0) return 0;
    for (const synapse of connections.segmentSynapses[column]!) {
      if (!connections.isConnected(synapse)) continue;
      coordinatesOf(connections.synapsePresynaptic[synapse]!, inputDimensions).forEach((x, d) => {
        least[d] = Math.min(least[d]!, x);
        largest[d] = Math.max(largest[d]!, x);
      });
    }
    const total = inputDimensions.reduce((sum, _, d) => sum + largest[d]! - least[d]! + 1, 0);
    return fround(total / inputDimensions.length);
  }
}

/** DC ← DC · (P − 1)/P, + 1/P where active. */
export function updateDutyCycles(dutyCycles: Float32Array, active: readonly number[], period: number): void {
  const decay = fround(fround(period - 1) / period),
    increment = fround(1 / period);
  for (let i = 0; i < dutyCycles.length; i++) dutyCycles[i]! *= decay;
  for (const i of active) dutyCycles[i]! += increment;
}
