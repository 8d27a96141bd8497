export * from "./errors.js";
export { Random } from "./tensor/random.js";
export { type DataType, Tensor } from "./tensor/tensor.js";
export { version } from "./version.js";
export { Arena, type MemoryReport } from "./wasm/arena.js";
export { doctor, type Report } from "./wasm/doctor.js";
export { type Kernels, load, type WasmSource } from "./wasm/load.js";
