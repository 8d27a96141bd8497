const { fround } = Math;

/** Permanences closer than this to a bound count as there. f32. */
export const epsilon = fround(1e-6);

/**
 * Segments on cells, synapses on segments, permanences on synapses, and for every presynaptic cell the synapses that
 * listen to it, connected ones apart from potential ones (sheet, "Connections").
 * - Connected ⇔ permanence ≥ threshold = f32(connectedPermanence − ε).
 * - Ids of destroyed segments and synapses are used again, the last freed first.
 * - The lists of a presynaptic cell keep, beside each synapse, its segment: counting activity reads those alone.
 * Plain arrays serve where lists grow and shrink, typed ones for the values.
 */
export class Connections {
  readonly threshold: number;
  /** Skip an update of a synapse that equals the one of the cycle before (a cycle begins with computeActivity). */
  readonly timeseries: boolean;

  /** Segments of every cell, in the order they were created. */
  readonly cellSegments: number[][];
  readonly segmentCell: number[] = [];
  readonly segmentSynapses: number[][] = [];
  readonly segmentConnected: number[] = [];

  synapsePresynaptic = new Uint32Array(1024);
  synapseSegment = new Uint32Array(1024);
  synapsePermanence = new Float32Array(1024);
  /** Place of the synapse in its presynaptic cell's list. */
  #synapsePlace = new Uint32Array(1024);
  #synapses = 0;

  readonly #connected: SynapseList[] = [];
  readonly #potential: SynapseList[] = [];
  readonly #freeSegments: number[] = [];
  readonly #freeSynapses: number[] = [];

  /** Active connected synapses of every segment, by the last computeActivity. */
  activeConnected = new Uint16Array(256);
  /** Active synapses of every segment, connected or not, by the last computeActivity. */
  activePotential = new Uint16Array(256);

  /** Updates of this cycle and of the one before, by synapse; NaN where there was none. Only for `timeseries`. */
  #updates = new Float32Array(0);
  #previousUpdates = new Float32Array(0);

  constructor(cells: number, connectedPermanence = 0.5, timeseries = false) {
    this.threshold = fround(fround(connectedPermanence) - epsilon);
    this.timeseries = timeseries;
    this.cellSegments = Array.from({ length: cells }, () => []);
  }

  get segmentCount(): number {
    return this.segmentCell.length - this.#freeSegments.length;
  }

  get synapseCount(): number {
    return this.#synapses - this.#freeSynapses.length;
  }

  /**
   * A new segment of a cell. While the cell has `maxPerCell` segments or more, the one whose squared permanences have
   * the smallest sum goes (ties: the lowest id).
   */
  createSegment(cell: number, maxPerCell = 65535): number {
    const segments = this.cellSegments[cell]!;
    while (segments.length >= maxPerCell) this.destroySegment(this.#weakest(segments));
    const segment = this.#freeSegments.pop() ?? this.segmentCell.length;
    this.segmentCell[segment] = cell;
    this.segmentSynapses[segment] = [];
    this.segmentConnected[segment] = 0;
    segments.push(segment);
    return segment;
  }

  /** Destroys a segment's synapses, the last first, then the segment. */
  destroySegment(segment: number): void {
    const synapses = this.segmentSynapses[segment]!,
      segments = this.cellSegments[this.segmentCell[segment]!]!;
    while (synapses.length > 0) this.destroySynapse(synapses[synapses.length - 1]!);
    segments.splice(segments.indexOf(segment), 1);
    this.#freeSegments.push(segment);
  }

  /** A new synapse; where the segment has one of that presynaptic cell, that one, raised to the permanence if lower. */
  createSynapse(segment: number, presynaptic: number, permanence: number): number {
    const synapses = this.segmentSynapses[segment]!;
    for (const synapse of synapses)
      if (this.synapsePresynaptic[synapse] === presynaptic) {
        if (permanence > this.synapsePermanence[synapse]!) this.updatePermanence(synapse, permanence);
        return synapse;
      }
    const synapse = this.#freeSynapses.pop() ?? this.#nextSynapse();
    this.synapsePresynaptic[synapse] = presynaptic;
    this.synapseSegment[synapse] = segment;
    // Below every threshold, even that of connectedPermanence 0, until updatePermanence sets it.
    this.synapsePermanence[synapse] = -1;
    if (this.timeseries) this.#updates[synapse] = this.#previousUpdates[synapse] = Number.NaN;
    this.#insert(this.#potential, synapse);
    synapses.push(synapse);
    this.updatePermanence(synapse, permanence);
    return synapse;
  }

  destroySynapse(synapse: number): void {
    const segment = this.synapseSegment[synapse]!,
      synapses = this.segmentSynapses[segment]!;
    if (this.isConnected(synapse)) {
      this.#remove(this.#connected, synapse);
      this.segmentConnected[segment]!--;
    } else this.#remove(this.#potential, synapse);
    const last = synapses.pop()!;
    if (last !== synapse) synapses[synapses.indexOf(synapse)] = last;
    this.#freeSynapses.push(synapse);
  }

  isConnected(synapse: number): boolean {
    return this.synapsePermanence[synapse]! >= this.threshold;
  }

  /** Sets a permanence, clamped to [0, 1], and moves the synapse between the lists where its status changes. */
  updatePermanence(synapse: number, permanence: number): void {
    const before = this.isConnected(synapse);
    this.synapsePermanence[synapse] = permanence < 0 ? 0 : permanence > 1 ? 1 : permanence;
    const after = this.isConnected(synapse);
    if (before === after) return;
    this.#remove(before ? this.#connected : this.#potential, synapse);
    this.#insert(after ? this.#connected : this.#potential, synapse);
    this.segmentConnected[this.synapseSegment[synapse]!]! += after ? 1 : -1;
  }

  /** Counts the active synapses of all segments into activeConnected and activePotential. */
  computeActivity(activeCells: ArrayLike<number>): void {
    const length = this.segmentCell.length;
    if (this.activeConnected.length < length) {
      this.activeConnected = new Uint16Array(2 * length);
      this.activePotential = new Uint16Array(2 * length);
    }
    const { activeConnected, activePotential } = this;
    activeConnected.fill(0, 0, length);
    count(this.#connected, activeCells, activeConnected);
    activePotential.set(activeConnected.subarray(0, length));
    count(this.#potential, activeCells, activePotential);
    if (this.timeseries) {
      [this.#updates, this.#previousUpdates] = [this.#previousUpdates, this.#updates];
      this.#updates.fill(Number.NaN);
    }
  }

  /**
   * Adds `increment` to the permanence of every synapse whose presynaptic cell is active, takes `decrement` from that of
   * every other. With `prune`, a synapse that would fall below ε is destroyed, and then the segment if fewer than
   * `minSynapses` are left.
   * @param active 1 for every active cell
   * @returns whether the segment lives on
   */
  adaptSegment(
    segment: number,
    active: Uint8Array,
    increment: number,
    decrement: number,
    prune = false,
    minSynapses = 0,
  ): boolean {
    const synapses = this.segmentSynapses[segment]!,
      up = fround(increment),
      down = fround(-decrement),
      doomed: number[] = [];
    for (const synapse of synapses) {
      const update = active[this.synapsePresynaptic[synapse]!] === 1 ? up : down;
      if (this.timeseries) {
        this.#updates[synapse] = update;
        if (this.#previousUpdates[synapse] === update) continue;
      }
      const permanence = fround(this.synapsePermanence[synapse]! + update);
      if (prune && permanence < epsilon) doomed.push(synapse);
      else this.updatePermanence(synapse, permanence);
    }
    for (const synapse of doomed) this.destroySynapse(synapse);
    if (!prune || synapses.length >= minSynapses) return true;
    this.destroySegment(segment);
    return false;
  }

  #weakest(segments: readonly number[]): number {
    let weakest = -1,
      least = Number.POSITIVE_INFINITY;
    for (const segment of segments) {
      let sum = 0;
      for (const synapse of this.segmentSynapses[segment]!) {
        const permanence = this.synapsePermanence[synapse]!;
        sum = fround(sum + fround(permanence * permanence));
      }
      if (sum < least || (sum === least && segment < weakest)) {
        least = sum;
        weakest = segment;
      }
    }
    return weakest;
  }

  #nextSynapse(): number {
    const capacity = this.synapsePermanence.length;
    if (this.#synapses === capacity) {
      this.synapsePresynaptic = extended(this.synapsePresynaptic, new Uint32Array(2 * capacity));
      this.synapseSegment = extended(this.synapseSegment, new Uint32Array(2 * capacity));
      this.synapsePermanence = extended(this.synapsePermanence, new Float32Array(2 * capacity));
      this.#synapsePlace = extended(this.#synapsePlace, new Uint32Array(2 * capacity));
    }
    if (this.timeseries && this.#updates.length < this.synapsePermanence.length) {
      this.#updates = extended(this.#updates, new Float32Array(this.synapsePermanence.length));
      this.#previousUpdates = extended(this.#previousUpdates, new Float32Array(this.synapsePermanence.length));
    }
    return this.#synapses++;
  }

  #insert(lists: SynapseList[], synapse: number): void {
    const presynaptic = this.synapsePresynaptic[synapse]!;
    while (lists.length <= presynaptic) lists.push({ synapses: [], segments: [] });
    const { synapses, segments } = lists[presynaptic]!;
    this.#synapsePlace[synapse] = synapses.length;
    synapses.push(synapse);
    segments.push(this.synapseSegment[synapse]!);
  }

  /** Takes a synapse from its list; the list's last one moves to its place. */
  #remove(lists: SynapseList[], synapse: number): void {
    const { synapses, segments } = lists[this.synapsePresynaptic[synapse]!]!,
      place = this.#synapsePlace[synapse]!,
      lastSynapse = synapses.pop()!,
      lastSegment = segments.pop()!;
    if (lastSynapse === synapse) return;
    synapses[place] = lastSynapse;
    segments[place] = lastSegment;
    this.#synapsePlace[lastSynapse] = place;
  }
}

/** What listens to one presynaptic cell: synapses, and the segment of each. */
interface SynapseList {
  readonly synapses: number[];
  readonly segments: number[];
}

function count(lists: readonly SynapseList[], activeCells: ArrayLike<number>, counts: Uint16Array): void {
  for (let i = 0; i < activeCells.length; i++) {
    const list = lists[activeCells[i]!];
    if (list === undefined) continue;
    const { segments } = list;
    for (let j = 0; j < segments.length; j++) counts[segments[j]!]!++;
  }
}

function extended<T extends Uint32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
