export {
  readSafetensors,
  type SafeTensor,
  type Safetensors,
  type SafetensorsOptions,
  writeSafetensors,
} from "./safetensors.js";
