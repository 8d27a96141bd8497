import { TemporalMemory } from "../../dendrites/temporal-memory.js";
import { sha256 } from "../../io/sha256.js";
import { nextTask } from "../../next-task.js";
import type { Random } from "../../random.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import type { Config } from "./config.js";
import { drawPatterns } from "./patterns.js";

export interface ProtocolSizes {
  readonly columns: number;
  readonly cellsPerColumn: number;
  readonly activeColumns: number;
  readonly sequences: number;
  readonly elements: number;
  readonly passes: number;
}

/** What a pass through all sequences gave. */
export interface Pass {
  /** Raw anomaly at each element, a mean over sequences. */
  readonly byElement: readonly number[];
  readonly anomaly: number;
  readonly millisecondsPerStep: number;
}

export interface Protocol {
  readonly kind: "protocol";
  readonly sizes: ProtocolSizes;
  /** Those of learning, then the one of testing; fewer after an abort. */
  readonly passes: readonly Pass[];
  /** Passes after which a new synapse is connected: one that makes it and those that strengthen it. */
  readonly passesToConnect: number;
  readonly segments: number;
  readonly synapses: number;
  /** Of the memory and all it learnt. */
  readonly bytes: number;
  readonly fingerprint: string;
}

export function largeSizes(config: Config): ProtocolSizes {
  const { columns, activeColumns, sequences } = config;
  return {
    ...config,
    columns: 2 * columns,
    activeColumns: 6 * activeColumns,
    sequences: Math.max(1, Math.floor(sequences / 2)),
  };
}

/** Random sequences, learnt pass by pass with a reset behind each; then a pass without learning. */
export async function runProtocol(sizes: ProtocolSizes, random: Random, context: JobContext): Promise<Protocol> {
  const { columns, cellsPerColumn, activeColumns, sequences, elements, passes } = sizes,
    patterns = random.stream("patterns"),
    all = Array.from({ length: sequences }, () => drawPatterns(elements, columns, activeColumns, patterns)),
    found: Pass[] = [];
  using arena = new Arena(context.kernels);
  const memory = new TemporalMemory(arena, { columns, cellsPerColumn, random: random.stream("memory") }),
    { initialPermanence, connectedPermanence, permanenceIncrement } = memory.parameters;
  for (let pass = 0; pass <= passes; pass++) {
    const byElement = new Array<number>(elements).fill(0);
    let milliseconds = 0;
    for (const [at, sequence] of all.entries()) {
      await nextTask();
      if (context.signal.aborted) break;
      context.progress((pass * sequences + at) / ((passes + 1) * sequences), `pass ${pass + 1}`);
      const begin = performance.now();
      for (const [element, { indices }] of sequence.entries())
        byElement[element]! += memory.compute(indices, pass < passes) / sequences;
      memory.reset();
      milliseconds += performance.now() - begin;
    }
    if (context.signal.aborted) break;
    found.push({
      byElement,
      anomaly: byElement.reduce((sum, anomaly) => sum + anomaly, 0) / elements,
      millisecondsPerStep: milliseconds / (sequences * elements),
    });
  }
  return {
    kind: "protocol",
    sizes: { columns, cellsPerColumn, activeColumns, sequences, elements, passes },
    passes: found,
    passesToConnect: 1 + Math.ceil((connectedPermanence - initialPermanence) / permanenceIncrement),
    segments: memory.segments.size,
    synapses: memory.segments.synapseCount,
    bytes: arena.memory().bytesInUse,
    fingerprint: await sha256(memory.segments.save()),
  };
}
