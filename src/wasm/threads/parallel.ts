import type { Kernels } from "../load.js";
import { MOST_PIECES } from "./control.js";
import { plans } from "./plans.js";
import { Team } from "./team.js";
import { aloneBecause, type Crew, type Threads } from "./threads.js";

/** So many pieces for each thread: one that is held up leaves the rest to the others. But none of less than a quarter of the least. */
const piecesPerThread = 4,
  piecesOfLeast = 4;

type Kernel = (begin: number, end: number, ...rest: number[]) => void;

/** Ends the workers of kernels that are no longer referred to. */
const forgotten = /* @__PURE__ */ new FinalizationRegistry<Team>((team) => void team.stop());

/** The same kernels, of which the large ones share their work with workers; `alone`, with nobody to share with. */
export async function withThreads(
  own: Kernels,
  module: WebAssembly.Module,
  { count, worker, patienceMs, leastMs }: Crew,
  alone: boolean,
): Promise<Kernels> {
  if (alone) return { ...own, threads: nobody(count === 1 ? undefined : aloneBecause()) };
  const names = Object.keys(plans),
    enlistment = { module, memory: own.memory, kernels: names },
    team = new Team(enlistment, { workers: count - 1, start: worker, patienceMs }),
    shared: Record<string, unknown> = { ...own, threads: team },
    read = reader(own.memory);
  await team.ready;
  names.forEach((name, index) => {
    const kernel = shared[name] as Kernel,
      { grain, ns } = plans[name]!;
    shared[name] = (begin: number, end: number, ...rest: number[]) => {
      const time = team.count > 1 && end > begin ? 1e-6 * ns(end - begin, rest, begin, read) : -1;
      if (time < leastMs) return kernel(begin, end, ...rest);
      const most = Math.min(MOST_PIECES, piecesPerThread * team.count, (piecesOfLeast * time) / leastMs),
        step = grain * Math.ceil((end - begin) / most / grain);
      if (step < end - begin) team.run(name, index, kernel, begin, end, rest, step);
      else kernel(begin, end, ...rest);
    };
  });
  forgotten.register(shared, team);
  return shared as unknown as Kernels;
}

/** Reads 32-bit integers at their addresses. */
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
