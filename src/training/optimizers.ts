import { ArgumentError, DisposedError } from "../errors.js";
import { expectTensor } from "../ops/check.js";
import {
  adadeltaStep,
  adamStep,
  expectAmount,
  expectEpsilon,
  expectFactor,
  expectRange,
  expectShare,
  momentumStep,
  type StepOptions,
  sgdStep,
} from "../ops/optimizer.js";
import type { Random } from "../random.js";
import type { Progress } from "../schedules.js";
import type { Rewirable } from "../tensor/owner.js";
import { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";

/** A trainable array, what optimizers see of a parameter. */
export interface Trainable {
  readonly name: string;
  readonly value: Tensor;
  /** Same shape as value. */
  readonly gradient: Tensor;
  /** Values are clamped to [minimum, maximum] after every step. Default: no bound. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** false: no weight decay (biases). Default true. */
  readonly decays?: boolean;
}

/** Turns gradients into changes of parameters; holds hyper-parameters only, so one may be bound many times. */
export interface Optimizer {
  readonly name: string;
  /**
   * Allocates the moments of every parameter, zeroed.
   * @throws {ArgumentError} when two parameters share a name or a range is empty
   * @throws {ShapeError} when a gradient's shape is not its value's, or a parameter lives in another memory
   * @throws {MemoryError} when the moments do not fit; nothing stays allocated then
   */
  bind(arena: Arena, parameters: readonly Trainable[]): BoundOptimizer;
}

export interface BoundOptimizer {
  /** Steps taken; set it, after putting back `wirings` and filling `state`, to continue a saved run. */
  steps: number;
  /** The moments, `${parameter.name}/${moment}` → tensor, for saving and restoring. */
  readonly state: ReadonlyMap<string, Tensor>;
  /** Matrices that steps rewire, by the names of the parameters that hold their values: their patterns are state, too. */
  readonly wirings?: ReadonlyMap<string, Rewirable>;
  /** Generators by which steps draw, by name: a saved run goes on only with the same seeds. */
  readonly generators?: ReadonlyMap<string, Random>;
  /**
   * Changes every parameter by its gradient. Allocates nothing.
   * @param rateFactor multiplies the learning rate: the schedule. Default 1
   * @param gradientScale multiplies every gradient: clipping by global norm. Default 1
   * @param progress how far the run is, for an optimizer with schedules of its own; `fit` passes it
   * @throws {ArgumentError} unless rateFactor is finite and ≥ 0 and gradientScale is finite
   * @throws {DisposedError} after dispose()
   */
  step(rateFactor?: number, gradientScale?: number, progress?: Progress): void;
  /** Gives the moments back; twice is fine. */
  dispose(): void;
}

/**
 * Stochastic gradient descent, w −= rate·(g + weightDecay·w); with momentum as `momentumStep`.
 * @throws {ArgumentError} on a hyper-parameter outside its range, or nesterov without momentum
 */
export function sgd(
  options: {
    /** Learning rate, ≥ 0. Default 0.01. */
    rate?: number;
    /** Share of the velocity that stays, [0, 1). Default 0: no velocity is kept. */
    momentum?: number;
    nesterov?: boolean;
    /** L2 penalty, ≥ 0, added to the gradient. Default 0. */
    weightDecay?: number;
  } = {},
): Optimizer {
  const { rate = 0.01, momentum = 0, nesterov = false, weightDecay = 0 } = options;
  expectAmount("sgd", "rate", rate);
  expectShare("sgd", "momentum", momentum);
  expectAmount("sgd", "weightDecay", weightDecay);
  if (nesterov && momentum === 0) throw new ArgumentError("sgd", "nesterov", nesterov, "false without momentum");
  if (momentum === 0)
    return build("sgd", rate, weightDecay, [], () => ({
      settings: { rate },
      update: ({ value, gradient }, _, settings) => sgdStep(value, gradient, settings),
    }));
  return build("sgd", rate, weightDecay, ["velocity"], () => ({
    settings: { rate, momentum, nesterov },
    update: ({ value, gradient }, [velocity], settings) => momentumStep(value, gradient, velocity!, settings),
  }));
}

export interface AdamHyperparameters {
  /** Learning rate, ≥ 0. Default 1e-3. */
  rate?: number;
  /** Shares of the mean and of the mean square that stay, [0, 1). Defaults 0.9 and 0.999. */
  beta1?: number;
  beta2?: number;
  /** Added to the root of the mean square, above 0. Default 1e-8. */
  epsilon?: number;
}

/**
 * Adam without weight decay. Source: Kingma & Ba 2015, arXiv:1412.6980, algorithm 1.
 * @throws {ArgumentError} on a hyper-parameter outside its range
 */
export function adam(options: AdamHyperparameters = {}): Optimizer {
  return adaptive("adam", options, 0);
}

/**
 * Adam with decoupled weight decay, w −= rate·weightDecay·w besides Adam's step.
 * Source: Loshchilov & Hutter 2019, arXiv:1711.05101, algorithm 2 with the rate as the schedule's multiplier.
 * @param options.weightDecay ≥ 0, default 0.01
 * @throws {ArgumentError} on a hyper-parameter outside its range
 */
export function adamW(options: AdamHyperparameters & { weightDecay?: number } = {}): Optimizer {
  return adaptive("adamW", options, options.weightDecay ?? 0.01);
}

function adaptive(name: string, options: AdamHyperparameters, weightDecay: number): Optimizer {
  const { rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  expectAmount(name, "rate", rate);
  expectShare(name, "beta1", beta1);
  expectShare(name, "beta2", beta2);
  expectEpsilon(name, epsilon);
  expectAmount(name, "weightDecay", weightDecay);
  return build(name, rate, weightDecay, ["mean", "variance"], () => {
    // The kernel's averages decay by the f32 betas, so the corrections must too, or they would not cancel.
    const power1 = powers(Math.fround(beta1)),
      power2 = powers(Math.fround(beta2));
    return {
      settings: { rate, beta1, beta2, epsilon, correction1: 1, correction2: 1 },
      advance(settings, steps) {
        settings.correction1 = 1 - power1(steps);
        settings.correction2 = 1 - power2(steps);
      },
      update: ({ value, gradient }, [mean, variance], settings) =>
        adamStep(value, gradient, mean!, variance!, settings),
    };
  });
}

/**
 * Adadelta, which measures its own step: each weight moves in the ratio of its recent changes to its recent gradients.
 * Source: Zeiler 2012, arXiv:1212.5701, algorithm 1; the rate, 1 there, and the L2 penalty as in PyTorch.
 * @throws {ArgumentError} on a hyper-parameter outside its range
 */
export function adadelta(
  options: {
    /** Factor on the change, ≥ 0. Default 1. */
    rate?: number;
    /** Share of the mean squares that stays, [0, 1). Default 0.9. */
    rho?: number;
    /** Added to the mean squares under their roots, above 0: what the first steps live on. Default 1e-6. */
    epsilon?: number;
    /** L2 penalty, ≥ 0, added to the gradient. Default 0. */
    weightDecay?: number;
  } = {},
): Optimizer {
  const { rate = 1, rho = 0.9, epsilon = 1e-6, weightDecay = 0 } = options;
  expectAmount("adadelta", "rate", rate);
  expectShare("adadelta", "rho", rho);
  expectEpsilon("adadelta", epsilon);
  expectAmount("adadelta", "weightDecay", weightDecay);
  return build("adadelta", rate, weightDecay, ["squares", "changes"], () => ({
    settings: { rate, rho, epsilon },
    update: ({ value, gradient }, [squares, changes], settings) =>
      adadeltaStep(value, gradient, squares!, changes!, settings),
  }));
}

/** base^n by repeated multiplication, one for every step onward; n may also be set back. */
function powers(base: number): (exponent: number) => number {
  let reached = 0,
    value = 1;
  return (exponent) => {
    if (exponent < reached) [reached, value] = [0, 1];
    for (; reached < exponent && value > 0; reached++) value *= base;
    reached = exponent;
    return value;
  };
}

type Settings = { -readonly [Key in keyof StepOptions]: StepOptions[Key] };

/** One bound algorithm: its settings object is made once, and rewritten for every step and parameter. */
interface Rule<S extends Settings> {
  readonly settings: S;
  advance?(settings: S, steps: number): void;
  update(parameter: Trainable, moments: readonly Tensor[], settings: S): void;
}

function build<S extends Settings>(
  name: string,
  rate: number,
  weightDecay: number,
  momentNames: readonly string[],
  rule: () => Rule<S>,
): Optimizer {
  return {
    name,
    bind(arena, parameters) {
      const state = allocateMoments(`${name}.bind`, arena, parameters, momentNames),
        slots = parameters.map((parameter) => ({
          parameter,
          moments: momentNames.map((moment) => state.get(`${parameter.name}/${moment}`)!),
        }));
      return bound(name, rate, weightDecay, slots, state, rule());
    },
  };
}

function bound<S extends Settings>(
  name: string,
  rate: number,
  weightDecay: number,
  slots: readonly { parameter: Trainable; moments: readonly Tensor[] }[],
  state: ReadonlyMap<string, Tensor>,
  { settings, advance, update }: Rule<S>,
): BoundOptimizer {
  let steps = 0,
    disposed = false;
  return {
    state,
    get steps() {
      return steps;
    },
    set steps(count) {
      if (!Number.isSafeInteger(count) || count < 0)
        throw new ArgumentError(name, "steps", count, "a non-negative integer");
      steps = count;
    },
    step(rateFactor = 1, gradientScale = 1) {
      if (disposed) throw new DisposedError(name);
      expectAmount(`${name}.step`, "rateFactor", rateFactor);
      expectAmount(`${name}.step`, "rate × rateFactor", rate * rateFactor);
      expectFactor(`${name}.step`, "gradientScale", gradientScale);
      steps++;
      settings.rate = rate * rateFactor;
      settings.gradientScale = gradientScale;
      advance?.(settings, steps);
      for (const { parameter, moments } of slots) {
        settings.minimum = parameter.minimum;
        settings.maximum = parameter.maximum;
        settings.weightDecay = parameter.decays === false ? 0 : weightDecay;
        update(parameter, moments, settings);
      }
    },
    dispose() {
      disposed = true;
      for (const tensor of state.values()) tensor.dispose();
    },
  };
}

function allocateMoments(
  operation: string,
  arena: Arena,
  parameters: readonly Trainable[],
  momentNames: readonly string[],
): Map<string, Tensor> {
  const state = new Map<string, Tensor>(),
    names = new Set<string>();
  try {
    for (const { name, value, gradient, minimum = -Infinity, maximum = Infinity } of parameters) {
      if (names.has(name)) throw new ArgumentError(operation, "parameter name", name, "used once");
      names.add(name);
      expectRange(operation, minimum, maximum);
      expectTensor(operation, `${name}: value`, value, value.shape, value, "f32");
      expectTensor(operation, `${name}: gradient`, gradient, value.shape, value, "f32");
      for (const moment of momentNames) {
        const tensor = new Tensor(arena, value.shape);
        state.set(`${name}/${moment}`, tensor);
        expectTensor(operation, `${name}: value`, value, value.shape, tensor, "f32");
      }
    }
  } catch (error) {
    for (const tensor of state.values()) tensor.dispose();
    throw error;
  }
  return state;
}
