export { type DendriteKernels, dendrites } from "./kernels.js";
