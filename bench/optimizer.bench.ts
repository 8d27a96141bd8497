import { adamStep } from "../src/ops/optimizer.js";
import { Tensor } from "../src/tensor/tensor.js";
import { adam as plainAdam } from "./baseline/optimizer.js";
import { weights } from "./shapes.js";
import type { Suite } from "./suite.js";
import { values } from "./values.js";
