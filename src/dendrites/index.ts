export { type DrawOptions, KernelRandom } from "./kernel-random.js";
export { type DendriteKernels, dendrites } from "./kernels.js";
export { type Segment, SegmentStore, type SegmentStoreOptions } from "./segment-store.js";
export {
  type ExternalInputs,
  TemporalMemory,
  type TemporalMemoryOptions,
  type TemporalMemoryParameters,
} from "./temporal-memory.js";
