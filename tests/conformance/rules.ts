import { bp } from "../../src/learning/bp.js";
import { dfa } from "../../src/learning/dfa.js";
import { fa } from "../../src/learning/fa.js";
import { gevb } from "../../src/learning/gevb.js";
import type { LearningRule } from "../../src/learning/rule.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { relu } from "../../src/tape/activations.js";
import type { SequentialOptions } from "../../src/training/sequential.js";

type Layers = SequentialOptions["layers"];

/** Networks of 8 inputs and 3 outputs. */
const scalar: Layers = [new SparseLinear(32, { density: 0.5 }), relu, new Dense(16), relu, new Dense(3)],
  vector: Layers = [
    new VectorLinear(32, { components: 3, nonnegative: true }),
    new VectorGate(),
    new VectorLinear(16, { nonnegative: true }),
    new VectorGate(),
    new VectorOutput({ nonnegative: true }),
  ];

/** Every learning rule with a network that suits it; a new one is tested by a new row. */
export const rules: readonly { readonly rule: () => LearningRule; readonly units: string; readonly layers: Layers }[] =
  [
    { rule: bp, units: "scalar", layers: scalar },
    { rule: fa, units: "scalar", layers: scalar },
    { rule: dfa, units: "scalar", layers: scalar },
    { rule: bp, units: "vector", layers: vector },
    { rule: fa, units: "vector", layers: vector },
    { rule: gevb, units: "vector", layers: vector },
  ];
