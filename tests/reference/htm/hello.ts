import { MersenneTwister } from "./mersenne-twister.js";
import { murmur3 } from "./murmur3.js";
import { SpatialPooler } from "./spatial-pooler.js";
import { TemporalMemory } from "./temporal-memory.js";

const { fround } = Math;

/** Random distributed scalar encoding of the hello protocol: bit_k = murmur(⌊value/resolution⌋ + k) mod size. */
export class HelloEncoder {
  readonly size = 1000;
  readonly active = 200;
  readonly seed = 2019;
  readonly resolution = fround(fround(0.03) / 200);

  /** Active bits, ascending. Hash collisions make them fewer; a negative value's index wraps around in 32 bits. */
  encode(value: number): number[] {
    const index = Math.trunc(fround(value / this.resolution)) >>> 0,
      bits = new Uint8Array(this.size);
    for (let k = 0; k < this.active; k++) bits[murmur3((index + k) >>> 0, this.seed) % this.size] = 1;
    return indicesOf(bits);
  }
}

/** Moves round(0.01 · ON) random ON bits to random OFF bits. Draws |ON| − 1 and |OFF| − 1 numbers. */
export function addNoise(on: readonly number[], size: number, random: MersenneTwister): number[] {
  const bits = new Uint8Array(size);
  for (const i of on) bits[i] = 1;
  const off = Array.from({ length: size }, (_, i) => i).filter((i) => bits[i] === 0),
    moved = Math.round(fround(fround(0.01) * on.length)),
    falling = random.sample(on, moved),
    rising = random.sample(off, moved);
  for (const i of falling) bits[i] = 0;
  for (const i of rising) bits[i] = 1;
  return indicesOf(bits);
}

/** The deterministic *hello* protocol of the sheet: a sine, encoded, disturbed, pooled, and learnt as a sequence. */
export class Hello {
  readonly encoder = new HelloEncoder();
  readonly pooler = new SpatialPooler({ inputDimensions: [1000], columnDimensions: [2048] });
  readonly memory = new TemporalMemory({ columns: 2048, cellsPerColumn: 8 });
  readonly #random = new MersenneTwister(42);

  step = 0;
  x = 0;
  value = 0;
  input: number[] = [];
  columns: number[] = [];

  advance(): void {
    this.step++;
    this.x = fround(this.x + fround(0.01));
    this.value = fround(Math.sin(this.x));
    this.input = addNoise(this.encoder.encode(this.value), this.encoder.size, this.#random);
    this.columns = this.pooler.compute(this.input, true);
    this.memory.compute(this.columns, true);
    this.memory.activateDendrites();
  }

  /** What the sheet lists of a step; the predicted columns are those of the step to come. */
  checkpoint(): number[] {
    const { memory, columns, step } = this,
      { connections } = memory;
    let permanences = 0;
    for (const synapses of connections.segmentSynapses)
      for (const synapse of synapses) permanences += connections.synapsePermanence[synapse]!;
    return [
      step,
      columns.reduce((a, b) => a + b, 0),
      memory.activeCells.length,
      memory.cellsToColumns(memory.predictiveCells).length,
      Math.round(memory.anomaly * 1e6) / 1e6,
      connections.segmentCount,
      connections.synapseCount,
      permanences,
    ];
  }
}

function indicesOf(bits: Uint8Array): number[] {
  const indices: number[] = [];
  for (let i = 0; i < bits.length; i++) if (bits[i] === 1) indices.push(i);
  return indices;
}
