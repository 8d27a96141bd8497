export { type Contexts, dendriticGate } from "./dendritic-gate.js";
export { kWinners, markWinners, winnersOf } from "./k-winners.js";
export { type DendriteKernels, dendrites } from "./kernels.js";
export { type SegmentChoice, segmentGradient, selectSegments } from "./segments.js";
