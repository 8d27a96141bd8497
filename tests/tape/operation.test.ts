import { expect, it } from "vitest";
import { convGeometry } from "../../src/ops/conv.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { addBias } from "../../src/tape/arithmetic.js";
import { averagePool2d } from "../../src/tape/average-pool2d.js";
import { conv2d } from "../../src/tape/conv2d.js";
import { dropout } from "../../src/tape/dropout.js";
import { linear } from "../../src/tape/linear.js";
import { maskedLinear } from "../../src/tape/masked-linear.js";
import { isWeightOperation } from "../../src/tape/operation.js";
import { Parameter } from "../../src/tape/parameter.js";
import { sparseLinear } from "../../src/tape/sparse-linear.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { vectorOutput } from "../../src/tape/vector-output.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Mask } from "../../src/tensor/mask.js";
import { openArena } from "../support.js";
import { input, lossOf, newTape, parameter } from "./gradients.js";

it("a learning rule works on what carries weights of connections, and on nothing else", async () => {
  using arena = await openArena();
  const { tape, random } = newTape(arena),
    ones = new Array<number>(4).fill(1),
    matrix = CsrMatrix.fromDense(arena, 2, 2, ones),
    square = () => parameter(arena, random, [2, 2]),
    geometry = convGeometry("test", { height: 2, width: 2, channels: 1, units: 1, kernelSize: 1 });
  const image = conv2d(input(tape, random, [4, 1]), parameter(arena, random, [1, 1, 1, 1]), undefined, geometry),
    pooled = averagePool2d(relu(image), { height: 2, width: 2, size: 1 }),
    dense = linear(
      dropout(addBias(pooled, parameter(arena, random, [4])), 0.5, new Random(1)),
      parameter(arena, random, [2, 4]),
    ),
    masked = maskedLinear(dense, square(), Mask.fromDense(arena, 2, 2, ones)),
    sparse = sparseLinear(masked, matrix, new Parameter("w", matrix.values)),
    vectors = vectorLinear(sparse, parameter(arena, random, [1, 2, 2]), parameter(arena, random, [1, 2]));
  lossOf(vectorOutput(vectors), random);
  expect(tape.operations.filter(isWeightOperation).map(({ name }) => name)).toEqual([
    "conv2d",
    "linear",
    "maskedLinear",
    "sparseLinear",
    "vectorLinear",
  ]);
  // Also with parameters, but with none of connections.
  const others = tape.operations.filter((operation) => !isWeightOperation(operation)).map(({ name }) => name);
  expect(others).toEqual(["relu", "averagePool2d", "addBias", "dropout", "vectorOutput", "squaredError"]);
});
