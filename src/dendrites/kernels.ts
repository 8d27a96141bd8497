import type * as generated from "../wasm/exports/dendrites.js";
import { KernelFamily } from "../wasm/family.js";
import { dendritesWasm } from "../wasm/inline/dendrites.js";

/** The kernels of segments, poolers and dendritic gates. */
export type DendriteKernels = Awaited<ReturnType<typeof generated.instantiate>>;

/**
 * What everything here computes with, loaded beside the core's kernels:
 * `new Arena(await load({ families: [dendrites] }))`.
 */
export const dendrites: KernelFamily<DendriteKernels> = /* @__PURE__ */ new KernelFamily("dendrites", dendritesWasm);
