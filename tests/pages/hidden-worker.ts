import { serve } from "../../src/jobs/index.js";
import { train } from "./hidden-training.js";

// The worker of hidden.test.ts.
serve({ train });
