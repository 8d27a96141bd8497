export {
  type ReadOptions,
  readSafetensors,
  type SafeTensor,
  type Safetensors,
  writeSafetensors,
} from "./safetensors.js";
