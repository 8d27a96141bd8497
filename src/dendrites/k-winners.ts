import { ArgumentError, ShapeError } from "../errors.js";
import { expectDisjoint, expectInteger, expectIsTensor, expectTensor } from "../ops/check.js";
import { dropoutBackward } from "../ops/random.js";
import type { Variable } from "../tape/variable.js";
import { Tensor } from "../tensor/tensor.js";
import { expectPositive, expectVariable } from "./expect.js";
import { dendrites } from "./kernels.js";

/**
 * Marks the k largest of every column: winners[i,b] = 1 where x[i,b] is one of them, else 0. Exactly k win: of equals (−0 and
 * 0 among them) those with the lowest i. NaN counts as largest, so that none is hidden.
 * @param x [units, batch]    @param k from 0 to units
 * @param scratch [units, 4], overwritten    @param winners receives the marks, [units, batch]; overlaps neither
 * @throws {ArgumentError} for another k, or an arena without the kernels of `dendrites`
 * @throws {ShapeError} when shapes or memories do not fit or arrays overlap
 */
export function markWinners(x: Tensor, k: number, scratch: Tensor, winners: Tensor<"u8">): Tensor<"u8"> {
  const call = "markWinners",
    [units, batch] = expectMatrix(call, x);
  expectInteger(call, "k", k, 0, units);
  expectTensor(call, "scratch", scratch, [units, 4], x, "f32");
  expectTensor(call, "winners", winners, [units, batch], x, "u8");
  expectDisjoint(call, x, scratch, "x and scratch");
  expectDisjoint(call, x, winners, "x and winners");
  expectDisjoint(call, scratch, winners, "scratch and winners");
  const kernels = dendrites.of(call, x.arena);
  kernels.k_winners_f32(0, batch, units, batch, k, x.ptr, scratch.ptr, winners.ptr);
  return winners;
}

/**
 * k winners take all: y = x where x is one of the k largest of its column, else 0; slope 1 and 0. There is no rectifier, so
 * winners may be negative, and no boosting; learning and inference are alike. Ties and NaN as in `markWinners`: many
 * implementations keep all that is not below the k-th value, which is more than k where values are equal.
 * Source: Ahmad & Scheinkman 2019, arXiv:1903.11257; as in Iyer et al. 2022, doi:10.3389/fnbot.2022.846219.
 * @param x [units, batch]    @param k from 1 to units
 * @throws {ArgumentError} for another k, or an arena without the kernels of `dendrites`    @throws {ShapeError} for another x
 */
export function kWinners(x: Variable, k: number): Variable {
  const { tape, value } = expectVariable("kWinners", "x", x),
    [units, batch] = expectMatrix("kWinners", value);
  expectInteger("kWinners", "k", k, 1, units);
  dendrites.of("kWinners", tape.arena);
  const output = tape.result([units, batch]),
    winners = new Tensor(tape.arena, [units, batch], "u8"),
    scratch = new Tensor(tape.arena, [units, 4]);
  return tape.record({
    name: "kWinners",
    inputs: [x],
    parameters: [],
    output,
    // What is marked passes unchanged, both ways: dropout at rate 0.
    forward() {
      markWinners(value, k, scratch, winners);
      dropoutBackward(value, winners, 0, output.value);
    },
    backward() {
      if (x.gradient) dropoutBackward(output.gradient!, winners, 0, x.gradient, x.accumulates());
    },
  }).output;
}

/**
 * The number of winners that a share of the units makes, round(share · units), but at least one.
 * @throws {ArgumentError} unless the share is above 0, up to 1, and units an integer from 1
 */
export function winnersOf(share: number, units: number): number {
  expectInteger("winnersOf", "units", units, 1, Number.MAX_SAFE_INTEGER);
  if (!(expectPositive("winnersOf", "share", share) <= 1))
    throw new ArgumentError("winnersOf", "share", share, "above 0, up to 1");
  return Math.max(1, Math.round(share * units));
}

function expectMatrix(call: string, x: Tensor): [units: number, batch: number] {
  expectIsTensor(call, "x", x);
  const [units, batch, ...rest] = x.shape;
  if (units === undefined || batch === undefined || rest.length > 0)
    throw new ShapeError(call, `x is [${x.shape}], must be [units, batch]`);
  expectTensor(call, "x", x, x.shape, x, "f32");
  return [units, batch];
}
