import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { DataType, Tensor } from "../src/tensor/tensor.js";
import { Arena } from "../src/wasm/arena.js";
import { instantiateKernels, type Kernels } from "../src/wasm/load.js";

/** The builds every kernel is tested in: the shipped one, and the unoptimised one with assertions. */
export const variants = ["simd", "debug"] as const;
export type Variant = (typeof variants)[number];

const modules = new Map<Variant, Promise<WebAssembly.Module>>();

/** Fresh kernels of one build, with a memory of their own. */
export async function openKernels(variant: Variant = "simd"): Promise<Kernels> {
  let module = modules.get(variant);
  if (module === undefined) {
    module = readFile(new URL(`../build/${variant}.wasm`, import.meta.url)).then((bytes) => WebAssembly.compile(bytes));
    modules.set(variant, module);
  }
  return instantiateKernels(await module);
}

/** A fresh arena over fresh kernels of one build. */
export async function openArena(variant: Variant = "simd"): Promise<Arena> {
  return new Arena(await openKernels(variant));
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
