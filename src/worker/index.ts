/**
 * The program of a worker that lends its processor to the kernels of `load({ threads })`. Importing it is all there is to
 * do: a page whose content security policy forbids blob workers serves a file of one line, `import "neurite/worker"`.
 */
import {
  ARGUMENTS,
  BEGIN,
  type Control,
  controlOf,
  DONE,
  END,
  EPOCH,
  FAILED,
  JOINING,
  KERNEL,
  SEEN,
  SLEEPERS,
  STEP,
  STOPPED,
  spin,
  takePiece,
} from "../wasm/threads/control.js";
import type { Enlistment } from "../wasm/threads/team.js";

interface Port {
  onmessage: ((event: { data: Enlistment }) => void) | null;
  postMessage(message: unknown): void;
}
type Kernel = (...values: number[]) => void;
interface Host {
  process?: { getBuiltinModule?(name: string): { parentPort: Port | null } };
}

const host = globalThis as unknown as Host & Port,
  port = host.process?.getBuiltinModule?.("node:worker_threads").parentPort ?? host;

port.onmessage = async ({ data: { module, memory, control, index, kernels, spinMs } }) => {
  let functions: Kernel[];
  try {
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    functions = kernels.map((name) => exports[name] as Kernel);
  } catch (error) {
    port.postMessage({ problem: String(error) });
    return;
  }
  port.postMessage({});
  serve(controlOf(control), index, functions, spinMs);
};

/** Waits for the next hand-out and works on its pieces, until it is stopped: browsers end no thread at once that is in a loop. */
function serve(control: Control, index: number, functions: Kernel[], spinMs: number): void {
  const { words } = control;
  for (let epoch = 0; ; ) {
    if (!spin(words, EPOCH, epoch, spinMs)) {
      Atomics.add(words, SLEEPERS, 1);
      Atomics.wait(words, EPOCH, epoch);
      Atomics.sub(words, SLEEPERS, 1);
    }
    epoch = Atomics.load(words, EPOCH);
    if (epoch === STOPPED) return;
    Atomics.store(words, SEEN + index, epoch);
    for (let piece = takePiece(control, epoch); piece >= 0; piece = takePiece(control, epoch)) {
      // Held up for so long that the call was given up, and the memory may be others' by now.
      if (Atomics.load(words, EPOCH) === STOPPED) return;
      try {
        work(control, functions, piece);
      } catch {
        Atomics.store(words, FAILED, 1);
      }
      Atomics.add(words, DONE, 1);
      if (Atomics.load(words, JOINING) !== 0) Atomics.notify(words, DONE);
    }
  }
}

/** The kernel's arguments after its range. */
const rest: number[] = [];

function work({ words, values }: Control, functions: Kernel[], piece: number): void {
  const begin = words[BEGIN]! + piece * words[STEP]!,
    end = Math.min(begin + words[STEP]!, words[END]!);
  rest.length = words[ARGUMENTS]!;
  for (let i = 0; i < rest.length; i++) rest[i] = values[i]!;
  functions[words[KERNEL]!]!(begin, end, ...rest);
}
