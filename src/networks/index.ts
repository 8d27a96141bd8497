export { Dense } from "./dense.js";
export { Dropout } from "./dropout.js";
export type { Initialisation } from "./initialisation.js";
export type { BoundLayer, Layer, Network, Site } from "./layer.js";
export { MaskedLinear } from "./masked-linear.js";
export type { WeightLayerOptions } from "./options.js";
export { SparseLinear } from "./sparse-linear.js";
export type { Wiring } from "./wiring.js";
