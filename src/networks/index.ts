export { AveragePool2d } from "./average-pool2d.js";
export { Conv2d } from "./conv2d.js";
export type { ConvolutionOptions, VectorConvolutionOptions } from "./convolution.js";
export { Dense } from "./dense.js";
export { Dropout } from "./dropout.js";
export type { Initialisation } from "./initialisation.js";
export type { BoundLayer, Layer, Network, Site } from "./layer.js";
export { Local2d } from "./local2d.js";
export { MaskedLinear } from "./masked-linear.js";
export type { WeightLayerOptions } from "./options.js";
export { SparseLinear } from "./sparse-linear.js";

<<<<<<< HEAD

export { VectorConv2d } from "./vector-conv2d.js";

=======

export { SparseVectorLinear } from "./sparse-vector-linear.js";

>>>>>>> sparse

export { VectorGate } from "./vector-gate.js";
export { VectorLinear } from "./vector-linear.js";
export { VectorLocal2d } from "./vector-local2d.js";
export type { VectorLayerOptions } from "./vector-options.js";
export { VectorOutput } from "./vector-output.js";
export type { Window } from "./window.js";
export type { Wiring } from "./wiring.js";
