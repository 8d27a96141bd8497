import type { Kernels } from "../load.js";
import { MOST_PIECES } from "./control.js";
import { type Plan, plans } from "./plans.js";
import { Team } from "./team.js";
import { aloneBecause, type Threads, type threadOptions } from "./threads.js";

/** Below this a kernel is not handed out: waking a sleeping worker takes about 30 µs. */
const leastNs = 60_000;
/** Pieces for each thread, so that one that is held up leaves its share to the others, but none shorter than this. */
const piecesPerThread = 4,
  leastPieceNs = 15_000;

type Kernel = (begin: number, end: number, ...rest: number[]) => unknown;

/** Ends the workers of kernels that are no longer referred to. */
const forgotten = /* @__PURE__ */ new FinalizationRegistry<Team>((team) => void team.stop());

/** Kernels of which the large ones share their work with workers; alone, the same with nobody to share with. */
export async function withThreads(
  own: Kernels,
  module: WebAssembly.Module,
  { count, worker, patienceMs }: ReturnType<typeof threadOptions>,
  alone: boolean,
): Promise<Kernels> {
  if (alone) return { ...own, threads: nobody(count === 1 ? undefined : aloneBecause()) };
  const names = Object.keys(plans),
    team = new Team({ module, memory: own.memory, kernels: names }, { workers: count - 1, start: worker, patienceMs });
  await team.ready;
  const shared: Record<string, unknown> = { ...own, threads: team },
    read = reader(own.memory);
  names.forEach((name, index) => {
    const kernel = shared[name] as Kernel;
    shared[name] = (begin: number, end: number, ...rest: number[]) => {
      const step = team.count > 1 ? pieceSize(plans[name]!, begin, end, rest, team.count, read) : end;
      if (step < end - begin) team.run(name, index, kernel, begin, end, rest, step);
      else kernel(begin, end, ...rest);
    };
  });
  forgotten.register(shared, team);
  return shared as unknown as Kernels;
}

/** The size of the pieces; of the whole range where cutting is not worth it. */
function pieceSize(
  { grain, ns }: Plan,
  begin: number,
  end: number,
  rest: readonly number[],
  threads: number,
  read: (pointer: number) => number,
): number {
  const count = end - begin,
    total = ns(count, rest, begin, read);
  if (!(total >= leastNs)) return count;
  const pieces = Math.min(MOST_PIECES, piecesPerThread * threads, Math.floor(total / leastPieceNs));
  return grain * Math.ceil(count / pieces / grain);
}

function reader(memory: WebAssembly.Memory): (pointer: number) => number {
  let words = new Int32Array(memory.buffer);
  return (pointer) => {
    if (words.buffer !== memory.buffer) words = new Int32Array(memory.buffer);
    return words[pointer >>> 2]!;
  };
}

function nobody(reason: string | undefined): Threads {
  return { count: 1, reason, ready: Promise.resolve(), stop: () => Promise.resolve() };
}
