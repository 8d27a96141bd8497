import { version } from "../version.js";
import { coreWasm } from "./inline/core.js";
import { type Kernels, load } from "./load.js";
import { aloneBecause, processors } from "./threads/threads.js";

/** What this environment offers and whether the kernels work in it: what belongs into a bug report. */
export interface Report {
  /** This package's version. */
  readonly version: string;
  readonly runtime: { readonly name: "Node.js" | "Deno" | "Bun" | "browser" | "unknown"; readonly version: string };
  readonly features: {
    readonly wasm: boolean;
    /** Fixed-width SIMD, which the kernels need. */
    readonly simd: boolean;
    /** Not used: it rounds differently from CPU to CPU. */
    readonly relaxedSimd: boolean;
    /** Shared memory; in a page this takes cross-origin isolation. */
    readonly threads: boolean;
    /** Unpacks the inlined kernels; without it pass their bytes to `load`. */
    readonly decompressionStream: boolean;
  };
  readonly kernels: { readonly bytes: number; readonly sha256: string; readonly exports: number };
  /** An instance's memory after its first allocation, undefined when it did not load. The limit is WebAssembly's; the machine may give less. */
  readonly memory:
    | { readonly initialBytes: number; readonly limitBytes: number; readonly largestBlockBytes: number }
    | undefined;
  /** What `load({ threads })` can have here. */
  readonly threads: {
    /** Processors that the engine tells of. */
    readonly processors: number;
    /** Whether a worker could be started and computes as the caller does. */
    readonly usable: boolean;
    /** Why not, and what to do about it. */
    readonly reason: string | undefined;
  };
  /** Milliseconds that `load()` took; the first call of a process includes unpacking and compiling. */
  readonly loadMs: number | undefined;
  /** What is wrong, in sentences; empty when all is well. */
  readonly problems: readonly string[];
}

const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** Type section with the one type () → v128, function section with one function of it. */
const returnsVector = [1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0];
/** i32.const 0, i8x16.splat */
const zeroVector = [0x41, 0, 0xfd, 0x0f];
const probes = {
  wasm: header,
  simd: [...header, ...returnsVector, 10, 8, 1, 6, 0, ...zeroVector, 0x0b],
  /** … i8x16.relaxed_swizzle (0xfd, 0x100) */
  relaxedSimd: [...header, ...returnsVector, 10, 15, 1, 13, 0, ...zeroVector, ...zeroVector, 0xfd, 0x80, 2, 0x0b],
  /** Memory section: one memory, shared, of 1 to 1 page. */
  threads: [...header, 5, 4, 1, 3, 1, 1],
};

/** Examines the environment. Never throws: what fails stands in `problems`. */
export async function doctor(): Promise<Report> {
  const problems: string[] = [],
    supports = (probe: number[]) => typeof WebAssembly !== "undefined" && WebAssembly.validate(Uint8Array.from(probe));
  let memory: Report["memory"],
    loadMs: number | undefined,
    threads: Report["threads"] = { processors: processors(), usable: false, reason: "the kernels do not load" };
  try {
    const start = performance.now(),
      kernels = await load();
    loadMs = performance.now() - start;
    if (!computes(kernels)) problems.push("the kernels load but compute wrong numbers in this engine");
    memory = {
      initialBytes: kernels.memory.buffer.byteLength,
      limitBytes: 2 ** 32,
      largestBlockBytes: kernels.allocation_limit() >>> 0,
    };
    threads = await tryThreads(threads.processors);
  } catch (error) {
    problems.push((error as Error).message);
  }
  return {
    version,
    runtime: runtime(),
    features: {
      wasm: supports(probes.wasm),
      simd: supports(probes.simd),
      relaxedSimd: supports(probes.relaxedSimd),
      threads: supports(probes.threads) && aloneBecause() === undefined,
      decompressionStream: typeof DecompressionStream !== "undefined",
    },
    kernels: { bytes: coreWasm.bytes, sha256: coreWasm.sha256, exports: coreWasm.exports },
    memory,
    threads,
    loadMs,
    problems,
  };
}

/**
 * Integer and floating-point lanes and the tail give the right bits: the generator's published first block (philox4x32-10
 * of zeros), and a rectifier that must keep the smallest subnormal number.
 */
function computes(kernels: Kernels): boolean {
  const x = [-1.5, 2 ** -149, -Infinity, 3, -0.25],
    pointer = kernels.allocate(4 * x.length),
    words = new Uint32Array(kernels.memory.buffer, pointer >>> 0, x.length),
    values = new Float32Array(words.buffer, words.byteOffset, x.length);
  kernels.fill_bits_i32(0, 4, 0, 0, 0, 0, 0, pointer);
  let right = [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8].every((expected, i) => words[i] === expected);
  values.set(x);
  kernels.relu_f32(0, x.length, pointer, pointer);
  right &&= x.every((value, i) => values[i] === (value > 0 ? value : 0));
  kernels.release(pointer);
  return right;
}

/** Has a worker rectify one half of some numbers. */
async function tryThreads(processors: number): Promise<Report["threads"]> {
  const kernels = await load({ threads: { count: 2, leastMs: 0 } }),
    { count, reason } = kernels.threads!;
  try {
    if (count === 1) return { processors, usable: false, reason };
    const size = 4096,
      pointer = kernels.allocate(4 * size) >>> 0,
      values = new Float32Array(kernels.memory.buffer, pointer, size).map((_, i) => (i % 2 ? i : -i));
    new Float32Array(kernels.memory.buffer, pointer, size).set(values);
    kernels.relu_f32(0, size, pointer, pointer);
    const right = new Float32Array(kernels.memory.buffer, pointer, size).every((y, i) => y === Math.max(0, values[i]!));
    return { processors, usable: right, reason: right ? undefined : "workers compute wrong numbers in this engine" };
  } finally {
    await kernels.threads!.stop();
  }
}

function runtime(): Report["runtime"] {
  const { Bun, Deno, process, navigator } = globalThis as {
    Bun?: { version: string };
    Deno?: { version: { deno: string } };
    process?: { versions?: { node?: string } };
    navigator?: { userAgent?: string };
  };
  if (Bun) return { name: "Bun", version: Bun.version };
  if (Deno) return { name: "Deno", version: Deno.version.deno };
  if (process?.versions?.node) return { name: "Node.js", version: process.versions.node };
  if (navigator?.userAgent) return { name: "browser", version: navigator.userAgent };
  return { name: "unknown", version: "" };
}
