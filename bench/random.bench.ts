import { dropout, fillNormal, fillUniform, permutation } from "../src/ops/random.js";
import { Random } from "../src/random.js";
import { Tensor } from "../src/tensor/tensor.js";
import type { Suite } from "./suite.js";

/** Random fills of one million elements, against Math.random in plain JavaScript. `gflops` counts elements. */
export const random: Suite = {
  name: "random",
  *cases(arena) {
    const n = 1_000_000,
      source = new Random(1),
      x = new Tensor(arena, [n]),
      y = new Tensor(arena, [n]),
      mask = new Tensor(arena, [n], "u8"),
      order = new Tensor(arena, [n], "i32"),
      plain = new Float32Array(n),
      plainMask = new Uint8Array(n),
      plainOrder = new Int32Array(n),
      common = { density: null, flops: n };
    yield {
      ...common,
      name: `uniform [${n}]`,
      kernel: () => void fillUniform(source, x),
      baseline() {
        for (let i = 0; i < n; i++) plain[i] = Math.random();
      },
    };
    yield {
      ...common,
      name: `normal [${n}]`,
      kernel: () => void fillNormal(source, x),
      baseline() {
        for (let i = 0; i < n; i += 2) {
          const radius = Math.sqrt(-2 * Math.log(1 - Math.random())),
            angle = 2 * Math.PI * Math.random();
          plain[i] = radius * Math.cos(angle);
          plain[i + 1] = radius * Math.sin(angle);
        }
      },
    };
    yield {
      ...common,
      name: `dropout [${n}]`,
      kernel: () => void dropout(source, x, 0.5, y, mask),
      baseline() {
        for (let i = 0; i < n; i++) {
          const kept = Math.random() >= 0.5;
          plainMask[i] = kept ? 1 : 0;
          plain[i] = kept ? 2 * plain[i]! : 0;
        }
      },
    };
    yield {
      ...common,
      name: `permutation [${n}]`,
      kernel: () => void permutation(source, order),
      baseline() {
        for (let i = 0; i < n; i++) {
          const j = Math.floor(Math.random() * (i + 1));
          plainOrder[i] = plainOrder[j]!;
          plainOrder[j] = i;
        }
      },
    };
  },
};
