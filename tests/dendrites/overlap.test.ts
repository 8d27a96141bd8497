import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { overlaps, packSdrs } from "../../src/dendrites/overlap.js";
import { Sdr } from "../../src/dendrites/sdr.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

describe.each(variants)("overlaps, %s build", (variant) => {
  it("counts the bits that both have, as Sdr.overlap does", async () => {
    const kernels = (await openArena(variant, [dendrites])).kernels;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9000 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(),
        (size, rows, others, seed) => {
          using arena = new Arena(kernels);
          const random = new Random(seed),
            drawn = () => Sdr.random(size, { count: random.integer(size + 1) }, random),
            a = Array.from({ length: rows }, drawn),
            b = Array.from({ length: others }, drawn),
            counts = new Tensor(arena, [rows, others], "i32");
          overlaps(packSdrs(arena, a), packSdrs(arena, b), counts);
          expect([...counts.data]).toEqual(a.flatMap((x) => b.map((y) => x.overlap(y))));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("counts all bits of long rows", async () => {
    using arena = await openArena(variant, [dendrites]);
    const full = new Tensor(arena, [1, 16 * 1000], "u8"),
      counts = new Tensor(arena, [1, 1], "i32");
    full.data.fill(255);
    expect(overlaps(full, full, counts).data[0]).toBe(128_000);
  });

  it("counts rows in any parts alike, and no others", async () => {
    using arena = await openArena(variant, [dendrites]);
    const random = new Random(1),
      draw = (count: number) => Array.from({ length: count }, () => Sdr.random(300, { count: 60 }, random)),
      rows = packSdrs(arena, draw(7)),
      others = packSdrs(arena, draw(3)),
      counts = new Tensor(arena, [8, 3], "i32");
    counts.data.fill(-1);
    const { overlap_bits_i32 } = dendrites.of("test", arena);
    expectRangeInvariance(
      7,
      counts,
      (index) => Math.floor(index / 3),
      (begin, end) => overlap_bits_i32(begin, end, 3, 3, rows.ptr, others.ptr, counts.ptr),
    );
  });
});

describe("overlaps", () => {
  it("refuses what does not fit", async () => {
    using arena = await openArena("simd", [dendrites]);
    const rows = new Tensor(arena, [2, 16], "u8"),
      counts = new Tensor(arena, [2, 2], "i32");
    expect(() => overlaps(rows, new Tensor(arena, [2, 32], "u8"), counts)).toThrow(ShapeError);
    expect(() => overlaps(rows, rows, new Tensor(arena, [2, 3], "i32"))).toThrow(ShapeError);
    expect(() => overlaps(rows, rows, new Tensor(arena, [2, 2]) as unknown as Tensor<"i32">)).toThrow(ShapeError);
    expect(() => overlaps(null as unknown as Tensor<"u8">, rows, counts)).toThrow(ArgumentError);
    const odd = new Tensor(arena, [2, 10], "u8");
    expect(() => overlaps(odd, odd, counts)).toThrow(/10 bytes must be multiples of 16/);
    expect(() => packSdrs(arena, [])).toThrow(ShapeError);
    expect(() => packSdrs(arena, [new Sdr(5), new Sdr(6)])).toThrow(ShapeError);
  });

  it("asks for its kernels", async () => {
    using arena = await openArena();
    const rows = new Tensor(arena, [1, 16], "u8");
    expect(() => overlaps(rows, rows, new Tensor(arena, [1, 1], "i32"))).toThrow(/families: \[dendrites\]/);
  });
});
