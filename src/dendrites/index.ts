export {
  ActiveDendrites,
  type ActiveDendritesOptions,
  type ActiveDendritesSite,
  type BoundActiveDendrites,
} from "./active-dendrites.js";
export { type Contexts, dendriticGate } from "./dendritic-gate.js";
export { kWinners, markWinners, winnersOf } from "./k-winners.js";
export { type DendriteKernels, dendrites } from "./kernels.js";
export { type NearestPrototype, nearestPrototype, prototypeOf, type Samples } from "./prototypes.js";
export { type SegmentChoice, segmentGradient, selectSegments } from "./segments.js";
