import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { rewiringKernels } from "../src/tensor/rewiring.js";
import type { DataType, Tensor } from "../src/tensor/tensor.js";
import { Arena } from "../src/wasm/arena.js";
import type { KernelFamily } from "../src/wasm/family.js";
import { instantiateKernels, type Kernels } from "../src/wasm/load.js";

/** The builds every kernel is tested in: the shipped one, and the unoptimised one with assertions. */
export const variants = ["simd", "debug"] as const;
export type Variant = (typeof variants)[number];

const modules = new Map<string, Promise<WebAssembly.Module>>();

/** The compiled module of one build of a family. */
async function compiled(family: string, variant: Variant): Promise<WebAssembly.Module> {
  const file = `../build/${family}.${variant}.wasm`;
  let module = modules.get(file);
  if (module === undefined) {
    module = readFile(new URL(file, import.meta.url)).then((bytes) => WebAssembly.compile(bytes));
    modules.set(file, module);
  }
  return module;
}

/** Fresh kernels of one build, with a memory of their own. */
export async function openKernels(variant: Variant = "simd", families: readonly KernelFamily[] = []): Promise<Kernels> {
  const kernels = await instantiateKernels(await compiled("core", variant));
  for (const family of families) await family.attachModule(kernels, await compiled(family.name, variant));
  rewiringKernels.attach(kernels, await compiled("rewiring", variant));
  return kernels;
}

/** A fresh arena over fresh kernels of one build. */
export async function openArena(variant: Variant = "simd", families: readonly KernelFamily[] = []): Promise<Arena> {
  return new Arena(await openKernels(variant, families));
}

/** The folder of real data sets: $NEURITE_DATA, or shared/data beside the repository; undefined when there is none. */
export function dataFolder(): string | undefined {
  const folder = process.env.NEURITE_DATA ?? fileURLToPath(new URL("../../shared/data", import.meta.url));
  return existsSync(folder) ? folder : undefined;
}

/**
 * A kernel over a range of units writes that range alone, and the same bits however the range is cut.
 * @param output what the kernel writes; elements beyond the units are guards
 * @param unitOf the unit an element of `output` belongs to
 */
export function expectRangeInvariance(
  units: number,
  output: Tensor<DataType>,
  unitOf: (index: number) => number,
  run: (begin: number, end: number) => void,
): void {
  const bits = () => [...new Int32Array(output.arena.buffer, output.ptr, output.size)],
    before = bits(),
    restore = () => new Int32Array(output.arena.buffer, output.ptr, output.size).set(before);
  run(0, units);
  const whole = bits();
  for (let begin = 0; begin <= units; begin++) {
    const end = begin + ((begin * 7 + 3) % (units - begin + 1));
    restore();
    run(begin, end);
    expect(bits()).toEqual(whole.map((value, i) => (unitOf(i) >= begin && unitOf(i) < end ? value : before[i])));
    run(0, begin);
    run(end, units);
    expect(bits()).toEqual(whole);
  }
  expect(whole.filter((value, i) => unitOf(i) >= units && value !== before[i])).toEqual([]);
}

/** Equal numbers, a difference shown at its first place. */
export function expectSame(got: ArrayLike<number>, want: readonly number[]): void {
  const at = want.findIndex((value, i) => value !== got[i]);
  expect(at < 0 ? "no difference" : `[${at}]: ${got[at]}, not ${want[at]}`).toBe("no difference");
  expect(got.length).toBe(want.length);
}
