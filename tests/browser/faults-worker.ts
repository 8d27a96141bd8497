import { serve } from "../../src/jobs/index.js";
import { load } from "../../src/wasm/load.js";
import { train } from "./jobs-training.js";

// The worker of faults.test.ts.
serve({
  async train({ epochs }: { epochs: number }, { signal }) {
    const weights = await train({ epochs, signal });
    return weights.length;
  },
  /** Loads kernels in an engine that knows no SIMD, then in this one. */
  async withoutSimd() {
    const { compile } = WebAssembly;
    WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError("invalid value type 's128' @+118"));
    const refused = await load().catch(({ code, message, cause }) => ({ code, message, cause: String(cause) }));
    WebAssembly.compile = compile;
    return { refused, loaded: typeof (await load()).relu_f32 };
  },
});
