import { applyMask } from "../../ops/masked.js";
import { fillUniform } from "../../ops/random.js";
import type { Random } from "../../random.js";
import { uniformPattern } from "../../sparsity/random.js";
import { Parameter } from "../../tape/parameter.js";
import { CsrMatrix } from "../../tensor/csr.js";
import { Mask } from "../../tensor/mask.js";
import { Tensor } from "../../tensor/tensor.js";
import type { Arena } from "../../wasm/arena.js";
import type { Architecture } from "../functional-modularity.js";

/** One module's weights, [outputs, inputs] each, and biases. */
export interface ModuleParameters {
  readonly input: Parameter;
  readonly inputBias: Parameter | undefined;
  /** Rows are postsynaptic units. */
  readonly recurrent: Parameter;
  readonly recurrentBias: Parameter | undefined;
  readonly bottleneck: Parameter | undefined;
  readonly bottleneckBias: Parameter | undefined;
  readonly readout: Parameter;
  readonly readoutBias: Parameter;
}

/** The connections from one module to another. */
export interface Connection {
  readonly from: number;
  readonly to: number;
  /** [units of `to`, units of `from`], with exactly as many entries as there are connections. */
  readonly matrix: CsrMatrix;
  /** The parameter of its values. */
  readonly weights: Parameter;
}

/** A network's parameters, and how they are joined. */
export interface Wiring {
  readonly architecture: Architecture;
  readonly modules: readonly ModuleParameters[];
  readonly connections: readonly Connection[];
  /** Which recurrent weights exist; undefined where all do. */
  readonly mask: Mask | undefined;
  /** The trained ones. */
  readonly parameters: readonly Parameter[];
}

/** Draws everything; each array has a stream of its own, so that a seed gives equal weights with more connections, too. */
export function drawParameters(arena: Arena, architecture: Architecture, random: Random): Wiring {
  const { units, outputs, connections: count, bottleneck: width, range, readout, biases } = architecture,
    numbers = Array.from({ length: architecture.modules }, (_, n) => n);
  const draw = (name: string, value: Tensor) =>
    new Parameter(name, fillUniform(random.stream(name), value, -range, range), { decays: !name.endsWith("Bias") });
  const mask = architecture.selfConnections ? undefined : offDiagonal(arena, units);

  const modules = numbers.map((n): ModuleParameters => {
    const weights = (name: string, rows: number, columns: number) =>
        draw(`module${n}/${name}`, new Tensor(arena, [rows, columns])),
      bias = (name: string, size: number) => draw(`module${n}/${name}Bias`, new Tensor(arena, [size]));
    const parameters = {
      input: weights("input", units, architecture.inputs),
      inputBias: biases ? bias("input", units) : undefined,
      recurrent: weights("recurrent", units, units),
      recurrentBias: biases ? bias("recurrent", units) : undefined,
      bottleneck: width === undefined ? undefined : weights("bottleneck", width, units),
      bottleneckBias: width === undefined ? undefined : bias("bottleneck", width),
      readout: weights("readout", outputs, width ?? units),
      readoutBias: bias("readout", outputs),
    };
    if (mask) applyMask(mask, parameters.recurrent.value);
    return parameters;
  });

  const pairs = numbers.flatMap((to) => numbers.filter((from) => from !== to).map((from) => ({ from, to })));
  const connections = pairs.map(({ from, to }): Connection => {
    const name = `from${from}to${to}`,
      pattern = uniformPattern(random.stream(name).stream("pattern"), { rows: units, columns: units, count }),
      matrix = CsrMatrix.from(arena, pattern);
    matrix.transposeIndex(); // credit will go back through it: allocated with the rest
    return { from, to, matrix, weights: draw(name, matrix.values) };
  });

  const ofModules = modules.flatMap((module) =>
    Object.values<Parameter | undefined>({ ...module }).filter((parameter) => parameter !== undefined),
  );
  const isFixed = ({ name }: Parameter) => readout === "fixed" && /\/readout/.test(name);
  return {
    architecture,
    modules,
    connections,
    mask,
    parameters: [...ofModules.filter((parameter) => !isFixed(parameter)), ...connections.map(({ weights }) => weights)],
  };
}

function offDiagonal(arena: Arena, units: number): Mask {
  const dense = new Float32Array(units * units).fill(1);
  for (let i = 0; i < units; i++) dense[i * units + i] = 0;
  return Mask.fromDense(arena, units, units, dense);
}
