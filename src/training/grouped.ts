import { ArgumentError, DisposedError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { expectAmount } from "../ops/optimizer.js";
import type { Schedule } from "../schedules.js";
import type { Arena } from "../wasm/arena.js";
import type { BoundOptimizer, Optimizer, Trainable } from "./optimizers.js";

/** Parameters that learn in a way of their own. */
export interface Group {
  /** Whether a parameter belongs here, unless an earlier group has it. */
  readonly parameters: (parameter: Trainable) => boolean;
  readonly optimizer: Optimizer;
  /** Factor on this group's rate, besides the run's own schedule; 1 throughout when left out. */
  readonly schedule?: Schedule;
}

/**
 * An optimizer for each group of parameters. Every parameter goes to the first group that claims it, and none may be left
 * over: what is to stay as it is belongs to a group with the optimizer `frozen()`.
 *
 *     grouped([
 *       { parameters: (p) => p.name.startsWith("between"), optimizer: adam({ rate: 0.01 }) },
 *       { parameters: () => true, optimizer: adadelta({ rate: 0.5 }), schedule: schedules.exponential({ factor: 0.9 }) },
 *     ])
 *
 * Schedules of groups need the progress of the run at every `step`, which `fit` passes; checkpoints work as with each
 * optimizer alone. Binding throws what those of the groups throw, and ArgumentError for a parameter without a group.
 * @throws {ArgumentError} when a group is not as above
 */
export function grouped(groups: readonly Group[]): Optimizer {
  if (!Array.isArray(groups)) throw new ArgumentError("grouped", "groups", groups, "an array of groups");
  for (const [i, group] of (groups as readonly (Partial<Group> | undefined)[]).entries()) {
    const expectPart = (part: keyof Group, fits: boolean, allowed: string) => {
      if (!fits) throw new ArgumentError("grouped", `groups[${i}].${part}`, group?.[part], allowed);
    };
    expectPart("parameters", typeof group?.parameters === "function", "a function of a parameter");
    // A factory that was not called has a `bind`, too: a function's.
    const isOptimizer = typeof group?.optimizer === "object" && typeof group.optimizer?.bind === "function";
    expectPart("optimizer", isOptimizer, "an optimizer: adam()");
    expectPart("schedule", group?.schedule === undefined || typeof group.schedule === "function", "a schedule");
  }
  const parts = groups.map((group) => ({ ...group }));
  return {
    name: `grouped(${parts.map(({ optimizer }) => optimizer.name).join(", ")})`,
    bind(arena, parameters) {
      const claimed = assign(parts, parameters),
        bound: BoundOptimizer[] = [];
      try {
        for (const [i, { optimizer }] of parts.entries()) bound.push(optimizer.bind(arena, claimed[i]!));
        return together(parts, bound);
      } catch (error) {
        for (const part of bound) part.dispose();
        throw error;
      }
    },
  };
}

/** Leaves its parameters alone: for a group of `grouped`. */
export function frozen(): Optimizer {
  return {
    name: "frozen",
    bind: (_: Arena, __: readonly Trainable[]) => ({ steps: 0, state: new Map(), step() {}, dispose() {} }),
  };
}

/** The parameters of every group. */
function assign(groups: readonly Group[], parameters: readonly Trainable[]): Trainable[][] {
  const claimed: Trainable[][] = groups.map(() => []),
    names = new Set<string>();
  for (const parameter of parameters) {
    const { name } = parameter;
    if (names.has(name)) throw new ArgumentError("grouped.bind", "parameter name", name, "used once");
    names.add(name);
    const group = groups.findIndex((candidate) => candidate.parameters(parameter));
    if (group < 0) {
      const allowed = "claimed by a group; one with the optimizer frozen() leaves it as it is";
      throw new ArgumentError("grouped.bind", "parameter", name, allowed);
    }
    claimed[group]!.push(parameter);
  }
  return claimed;
}

function together(groups: readonly Group[], bound: readonly BoundOptimizer[]): BoundOptimizer {
  const factors = new Float64Array(groups.length);
  let steps = 0,
    disposed = false;
  return {
    state: union(bound.map(({ state }) => state)),
    wirings: union(bound.map(({ wirings }) => wirings)),
    generators: union(bound.map(({ generators }) => generators)),
    get steps() {
      return steps;
    },
    set steps(count) {
      expectInteger("grouped", "steps", count, 0, Number.MAX_SAFE_INTEGER);
      for (const part of bound) part.steps = count;
      steps = count;
    },
    step(rateFactor = 1, gradientScale = 1, progress) {
      if (disposed) throw new DisposedError("grouped");
      // All factors first, so that no group steps when another's is wrong.
      for (const [i, { schedule }] of groups.entries()) {
        if (schedule && !progress)
          throw new ArgumentError("grouped.step", "progress", progress, `given: groups[${i}] has a schedule`);
        factors[i] = rateFactor * (schedule ? schedule(progress!) : 1);
        expectAmount("grouped.step", `groups[${i}]'s rateFactor`, factors[i]!);
      }
      for (const [i, part] of bound.entries()) part.step(factors[i], gradientScale, progress);
      steps++;
    },
    dispose() {
      disposed = true;
      for (const part of bound) part.dispose();
    },
  };
}

/** All entries together: parameters' names tell them apart. */
function union<T>(maps: readonly (ReadonlyMap<string, T> | undefined)[]): Map<string, T> {
  return new Map(maps.flatMap((map) => [...(map ?? [])]));
}
