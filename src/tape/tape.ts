import { ArgumentError } from "../errors.js";
import { fill } from "../ops/elementwise.js";
import { Tensor } from "../tensor/tensor.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import type { Loss, Operation, Transport } from "./operation.js";
import type { Parameter } from "./parameter.js";
import { Variable } from "./variable.js";
import { VectorVariable } from "./vector-variable.js";

/**
 * A computation recorded once, with fixed shapes and all its buffers, and replayed without allocating:
 * `forward()` runs the operations in the order of recording, `backward(loss)` runs their derivatives in reverse.
 */
export class Tape {
  readonly arena: Arena;
  /** Whether operations that behave differently while learning (dropout) do so now. */
  training = true;
  /** Whether variables have gradients. */
  readonly gradients: boolean;
  readonly #operations: Operation[] = [];
  readonly #variables: Variable[] = [];
  readonly #parameters = new Set<Parameter>();

  /** @param options.gradients false for a tape that only runs forward and needs half the memory */
  constructor(arena: Arena, { gradients = true }: { gradients?: boolean } = {}) {
    expectArena("Tape", arena);
    this.arena = arena;
    this.gradients = gradients;
  }

  /** All recorded operations, in order. */
  get operations(): readonly Operation[] {
    return this.#operations;
  }

  /** The parameters of all recorded operations, each once, in order of first use. */
  get parameters(): readonly Parameter[] {
    return [...this.#parameters];
  }

  /** The operation that computes a variable; undefined for an input. */
  producer(variable: Variable): Operation | undefined {
    return this.#operations.find(({ output }) => output === variable);
  }

  /** A value given from outside: write to its `value.data` before `forward()`. It has no gradient unless asked for. */
  input(shape: readonly number[], { gradient = false }: { gradient?: boolean } = {}): Variable {
    return this.#add(shape, gradient);
  }

  /** For authors of operations: a buffer for an operation's result. */
  result(shape: readonly number[]): Variable {
    return this.#add(shape, true);
  }

  /** For authors of operations: takes in a variable made outside, one that shares memory with another for instance. */
  adopt<V extends Variable>(variable: V): V {
    this.#variables.push(variable);
    return variable;
  }

  /**
   * Appends an operation.
   * @throws {ArgumentError} when one of its inputs was recorded on another tape, was overwritten by a later operation, or
   * is made of vectors that it does not understand
   */
  record<T extends Operation>(operation: T): T {
    for (const input of operation.inputs) {
      const bad = (allowed: string) => new ArgumentError(operation.name, "input", input, allowed);
      if (input.tape !== this) throw bad("a variable of the tape that records the operation");
      if (input.overwritten) throw bad("read before the operation that works in its memory");
      if (input instanceof VectorVariable && !operation.vectors)
        throw bad("scalar units: vector units take vectorGate");
    }
    this.#operations.push(operation);
    for (const parameter of operation.parameters) this.#parameters.add(parameter);
    return operation;
  }

  /** Computes every variable's value from the inputs' present ones. @throws {DisposedError} when a tensor is gone */
  forward(): void {
    for (const operation of this.#operations) operation.forward();
  }

  /**
   * Writes ∂loss/∂θ into every parameter's gradient, and ∂loss/∂v into every variable's that has one.
   * A parameter on which the loss does not depend gets a gradient of zeros.
   * @param transport replaces the exact passage of credit through the weights: feedback alignment and its kin
   */
  backward(loss: Loss, transport?: Transport): void {
    const last = this.#operations.lastIndexOf(loss);
    if (last < 0) throw new ArgumentError("Tape.backward", "loss", loss, "a loss recorded on this tape");
    if (!this.gradients) throw new ArgumentError("Tape.backward", "tape", this, "a tape made with gradients");
    this.startSweep();
    loss.output.accumulates();
    for (let i = last; i >= 0; i--) {
      const operation = this.#operations[i]!;
      if (operation.output.written) operation.backward(transport);
    }
    this.endSweep();
  }

  /** Ends a sweep: parameters that it did not reach get a gradient of zeros. */
  endSweep(): void {
    for (const parameter of this.#parameters) if (!parameter.written) fill(parameter.gradient, 0);
  }

  /** Marks all gradients as not yet written; for rules that assign credit without `backward`. */
  startSweep(): void {
    for (const variable of this.#variables) variable.startSweep();
    for (const parameter of this.#parameters) parameter.startSweep();
  }

  #add(shape: readonly number[], wanted: boolean): Variable {
    const value = new Tensor(this.arena, shape);
    return this.adopt(new Variable(this, value, wanted && this.gradients ? new Tensor(this.arena, shape) : undefined));
  }
}
