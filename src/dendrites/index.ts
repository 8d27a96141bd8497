export { type DendriteKernels, dendrites } from "./kernels.js";
export type { SpatialPoolerOptions, SpatialPoolerParameters } from "./pooler-options.js";
export { type ActiveInputs, SpatialPooler } from "./spatial-pooler.js";
