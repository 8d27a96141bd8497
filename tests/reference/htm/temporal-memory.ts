import { Connections } from "./connections.js";
import { MersenneTwister } from "./mersenne-twister.js";
import { growSynapses } from "./synapse-rules.js";

const { fround } = Math;

export interface TemporalMemoryOptions {
  readonly columns: number;
  readonly cellsPerColumn: number;
  readonly activationThreshold: number;
  readonly minThreshold: number;
  readonly maxNewSynapses: number;
  readonly initialPermanence: number;
  readonly connectedPermanence: number;
  readonly permanenceIncrement: number;
  readonly permanenceDecrement: number;
  readonly predictedSegmentDecrement: number;
  readonly maxSegmentsPerCell: number;
  readonly maxSynapsesPerSegment: number;
  readonly seed: number;
  /** Ids columns · cellsPerColumn and above, up to this many, are external predictive inputs. */
  readonly externalInputs: number;
  readonly anomaly: "raw" | "disabled";
  readonly timeseries: boolean;
}

export const temporalMemoryDefaults = {
  cellsPerColumn: 32,
  activationThreshold: 13,
  minThreshold: 10,
  maxNewSynapses: 20,
  initialPermanence: 0.21,
  connectedPermanence: 0.5,
  permanenceIncrement: 0.1,
  permanenceDecrement: 0.1,
  predictedSegmentDecrement: 0,
  maxSegmentsPerCell: 255,
  maxSynapsesPerSegment: 255,
  seed: 42,
  externalInputs: 0,
  anomaly: "raw",
  timeseries: false,
} as const satisfies Omit<TemporalMemoryOptions, "columns">;

/** Temporal Memory (sheet, "Temporal Memory step"), every draw and every rounding in the sheet's order. */
export class TemporalMemory {
  readonly options: TemporalMemoryOptions;
  readonly cells: number;
  readonly connections: Connections;

  activeCells: number[] = [];
  winnerCells: number[] = [];
  /** Segments that predict their cells, and those that come near: sorted by (cell, id). */
  activeSegments: number[] = [];
  matchingSegments: number[] = [];
  anomaly = 0.5;

  readonly #random: MersenneTwister;
  /** 1 for every cell active in the step before, external ones included. */
  readonly #previousActive: Uint8Array;
  #segmentsValid = false;

  constructor(options: Pick<TemporalMemoryOptions, "columns"> & Partial<TemporalMemoryOptions>) {
    this.options = { ...temporalMemoryDefaults, ...options };
    const { columns, cellsPerColumn, connectedPermanence, timeseries, externalInputs, seed } = this.options;
    this.cells = columns * cellsPerColumn;
    this.connections = new Connections(this.cells, connectedPermanence, timeseries);
    this.#previousActive = new Uint8Array(this.cells + externalInputs);
    this.#random = new MersenneTwister(seed);
  }

  /** Forgets the sequence, not the connections. */
  reset(): void {
    this.activeCells = [];
    this.winnerCells = [];
    this.activeSegments = [];
    this.matchingSegments = [];
    this.#segmentsValid = false;
  }

  /**
   * One step: predictions from the cells active before (and external ones), anomaly, then activation and learning.
   * @param activeColumns ascending
   * @param externalActive ids ≥ cells, ascending; they predict as the active cells of the step before do
   * @param externalWinners ids ≥ cells; candidates for growth after the winners of the step before
   */
  compute(
    activeColumns: ArrayLike<number>,
    learn: boolean,
    externalActive: ArrayLike<number> = [],
    externalWinners: ArrayLike<number> = [],
  ): void {
    this.activateDendrites(externalActive);
    this.anomaly = this.options.anomaly === "disabled" ? 0.5 : this.#rawAnomaly(activeColumns);
    this.#previousActive.fill(0);
    for (const cell of this.activeCells) this.#previousActive[cell] = 1;
    for (let i = 0; i < externalActive.length; i++) this.#previousActive[externalActive[i]!] = 1;
    this.#activateCells(activeColumns, learn, [...this.winnerCells, ...Array.from(externalWinners)]);
    this.#segmentsValid = false;
  }

  /** Counts the activity of all segments, once a step: a second call before the next compute does nothing. */
  activateDendrites(externalActive: ArrayLike<number> = []): void {
    if (this.#segmentsValid) return;
    const { connections, options } = this,
      { activationThreshold, minThreshold } = options;
    connections.computeActivity([...this.activeCells, ...Array.from(externalActive)]);
    const { activeConnected, activePotential } = connections;
    this.activeSegments = [];
    this.matchingSegments = [];
    for (let segment = 0; segment < connections.segmentCell.length; segment++) {
      if (activeConnected[segment]! >= activationThreshold) this.activeSegments.push(segment);
      if (activePotential[segment]! >= minThreshold) this.matchingSegments.push(segment);
    }
    const order = (a: number, b: number) => connections.segmentCell[a]! - connections.segmentCell[b]! || a - b;
    this.activeSegments.sort(order);
    this.matchingSegments.sort(order);
    this.#segmentsValid = true;
  }

  /** Cells with an active segment, ascending, by the last activateDendrites. */
  get predictiveCells(): number[] {
    return unique(this.activeSegments.map((segment) => this.connections.segmentCell[segment]!));
  }

  /** Columns of cells, each once. */
  cellsToColumns(cells: readonly number[]): number[] {
    return unique(cells.map((cell) => this.#columnOf(cell)));
  }

  /** Share of the active columns in which no cell was predicted; 0 without active columns. */
  #rawAnomaly(activeColumns: ArrayLike<number>): number {
    if (activeColumns.length === 0) return 0;
    const predicted = new Set(this.predictiveCells.map((cell) => this.#columnOf(cell)));
    let missed = 0;
    for (let i = 0; i < activeColumns.length; i++) if (!predicted.has(activeColumns[i]!)) missed++;
    return missed / activeColumns.length;
  }

  #activateCells(activeColumns: ArrayLike<number>, learn: boolean, previousWinners: readonly number[]): void {
    const { activeSegments, matchingSegments } = this,
      punishes = learn && this.options.predictedSegmentDecrement > 0;
    this.activeCells = [];
    this.winnerCells = [];
    let i = 0,
      a = 0,
      m = 0;
    while (true) {
      // The next column with an input or a segment; segments are sorted by cell, hence by column.
      const column = Math.min(
        activeColumns[i] ?? Number.POSITIVE_INFINITY,
        this.#columnOfSegment(activeSegments[a]),
        this.#columnOfSegment(matchingSegments[m]),
      );
      if (column === Number.POSITIVE_INFINITY) break;
      const firstActive = a,
        firstMatching = m;
      while (this.#columnOfSegment(activeSegments[a]) === column) a++;
      while (this.#columnOfSegment(matchingSegments[m]) === column) m++;
      const active = activeSegments.slice(firstActive, a),
        matching = matchingSegments.slice(firstMatching, m);
      if (activeColumns[i] === column) {
        i++;
        if (active.length > 0) this.#activatePredictedColumn(active, learn, previousWinners);
        else this.#burstColumn(column, matching, learn, previousWinners);
      } else if (punishes) this.#punish(matching);
    }
  }

  /** Fires the predicted cells, and lets every segment that predicted learn. */
  #activatePredictedColumn(active: readonly number[], learn: boolean, previousWinners: readonly number[]): void {
    const cells = unique(active.map((segment) => this.connections.segmentCell[segment]!));
    this.activeCells.push(...cells);
    this.winnerCells.push(...cells);
    if (learn) for (const segment of active) this.#reinforce(segment, previousWinners);
  }

  /** Fires all cells; the best matching segment learns, or else a winner cell gets a new one. */
  #burstColumn(column: number, matching: readonly number[], learn: boolean, previousWinners: readonly number[]): void {
    const { connections, options } = this,
      { cellsPerColumn } = options,
      first = column * cellsPerColumn;
    for (let cell = first; cell < first + cellsPerColumn; cell++) this.activeCells.push(cell);
    if (matching.length > 0) {
      const { activePotential } = connections,
        best = matching.reduce((x, y) => (activePotential[y]! > activePotential[x]! ? y : x));
      this.winnerCells.push(connections.segmentCell[best]!);
      if (learn) this.#reinforce(best, previousWinners);
      return;
    }
    const before = previousWinners.find((cell) => cell < this.cells && this.#columnOf(cell) === column),
      winner = before ?? this.#leastUsedCell(first);
    this.winnerCells.push(winner);
    const grown = Math.min(options.maxNewSynapses, previousWinners.length);
    if (!learn || grown === 0) return;
    this.#grow(connections.createSegment(winner, options.maxSegmentsPerCell), previousWinners, grown);
  }

  /** Takes from the active synapses of segments that matched in a column that stayed silent. */
  #punish(matching: readonly number[]): void {
    for (const segment of matching)
      this.connections.adaptSegment(
        segment,
        this.#previousActive,
        -this.options.predictedSegmentDecrement,
        0,
        true,
        this.options.minThreshold,
      );
  }

  /** Adapts a segment to the cells active before; what it lacks of `maxNewSynapses` active synapses grows. */
  #reinforce(segment: number, previousWinners: readonly number[]): void {
    const { connections, options } = this,
      { permanenceIncrement, permanenceDecrement, minThreshold } = options,
      lives = connections.adaptSegment(
        segment,
        this.#previousActive,
        permanenceIncrement,
        permanenceDecrement,
        true,
        minThreshold,
      ),
      lacking = options.maxNewSynapses - connections.activePotential[segment]!;
    if (lives && lacking > 0) this.#grow(segment, previousWinners, lacking);
  }

  #grow(segment: number, candidates: readonly number[], count: number): void {
    const { initialPermanence, maxSynapsesPerSegment } = this.options;
    growSynapses(
      this.connections,
      segment,
      candidates,
      fround(initialPermanence),
      this.#random,
      count,
      maxSynapsesPerSegment,
    );
  }

  /** The cell with the fewest segments (ties: the lowest). A shuffle is drawn as well, though it decides nothing. */
  #leastUsedCell(first: number): number {
    const { cellSegments } = this.connections,
      { cellsPerColumn } = this.options;
    for (let i = cellsPerColumn; i > 1; i--) this.#random.integer(i);
    let least = first;
    for (let cell = first + 1; cell < first + cellsPerColumn; cell++)
      if (cellSegments[cell]!.length < cellSegments[least]!.length) least = cell;
    return least;
  }

  #columnOf(cell: number): number {
    return Math.floor(cell / this.options.cellsPerColumn);
  }

  /** ∞ past the end of a list of segments. */
  #columnOfSegment(segment: number | undefined): number {
    return segment === undefined ? Number.POSITIVE_INFINITY : this.#columnOf(this.connections.segmentCell[segment]!);
  }
}

/** Drops equal neighbours. */
function unique(values: readonly number[]): number[] {
  return values.filter((value, i) => i === 0 || value !== values[i - 1]);
}
