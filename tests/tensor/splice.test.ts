import fc from "fast-check";
import { expect, it } from "vitest";
import { Random } from "../../src/random.js";
import { sampleWithoutReplacement } from "../../src/sparsity/sample.js";
import { splice } from "../../src/tensor/splice.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena, variants } from "../support.js";

it.each(variants)("takes elements out and puts zeros in, whether few or many go (%s)", async (variant) => {
  using arena = await openArena(variant);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(),
      (size, goes, comes, seed) => {
        const random = new Random(seed),
          drops = Math.round(goes ** 3 * size), // often few
          grows = Math.round(comes * drops),
          end = size - drops + grows,
          removed = Int32Array.from(sampleWithoutReplacement(random, size, drops)),
          inserted = Int32Array.from(sampleWithoutReplacement(random, end, grows)),
          bits = Int32Array.from({ length: size }, () => random.integer(2 ** 32) - 2 ** 31), // NaNs with payloads among them
          words = Tensor.from(arena, [size], bits, "i32"),
          floats = new Tensor(arena, [size]),
          room = [new Tensor(arena, [size], "i32"), new Tensor(arena, [size], "i32")] as const;
        const bitsOf = ({ ptr }: Tensor | Tensor<"i32">) => [...new Int32Array(arena.buffer, ptr, end)];
        new Int32Array(arena.buffer, floats.ptr, size).set(bits);
        const left = [...bits].filter((_, place) => !removed.includes(place)),
          wanted = Array.from({ length: end }, (_, place) => (inserted.includes(place) ? 0 : left.shift()!));
        splice([words as never, floats as never], { removed, inserted }, room);
        expect([bitsOf(words), bitsOf(floats)]).toEqual([wanted, wanted]);
        for (const tensor of [words, floats, ...room]) tensor.dispose();
      },
    ),
    { numRuns: 200 },
  );
});
