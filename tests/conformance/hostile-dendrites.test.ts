import { expect, it } from "vitest";
import * as dendrites from "../../src/dendrites/index.js";
import { NeuriteError } from "../../src/errors.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, variants } from "../support.js";
import { calls } from "./dendrites-calls.js";
import { intruders, spoiled } from "./intruders.js";

const isClass = (value: unknown) => typeof value === "function" && String(value).startsWith("class");

/** The names of all there is to call: what the table needs a row for. */
function names(): string[] {
  return Object.entries(dendrites).flatMap(([name, value]) => {
    if (typeof value !== "function") return [];
    if (!isClass(value)) return [name];
    const of = (object: object, sign: string) =>
      Object.entries(Object.getOwnPropertyDescriptors(object))
        .filter(([key, { value: held }]) => !["constructor", "dispose"].includes(key) && held !== value.prototype)
        .flatMap(([key, { set, get, value: held }]) => [
          ...(get || typeof held === "function" ? [`${name}${sign}${key}`] : []),
          ...(set ? [`${name}${sign}${key}=`] : []),
        ]);
    return [`new ${name}`, ...of(value, "."), ...of(value.prototype, "#")];
  });
}

it.each(variants)(
  "every call meets every wrong argument with a typed error, %s build",
  async (variant) => {
    using arena = await openArena(variant, [dendrites.dendrites]);
    using plain = await openArena(variant);
    const disposed = new Arena(arena.kernels);
    disposed.dispose();
    const table = calls(arena),
      wrong = intruders(arena, plain, disposed);
    expect(
      Object.keys(table)
        .filter((name) => name !== "activeDendriteNetwork")
        .sort(),
    ).toEqual(names().sort());
    const guard = Tensor.from(arena, [64], new Float32Array(64).fill(7)),
      untyped = new Set<string>();
    for (const [name, [usual, call]] of Object.entries(table)) {
      const attempt = (values: unknown[]) => {
        const made = (call as (...given: unknown[]) => unknown)(...values) as Partial<Disposable> | undefined;
        if (name.startsWith("new ") || name.endsWith(".load")) made?.[Symbol.dispose]?.();
      };
      attempt(usual);
      for (const at of usual.keys())
        for (const [what, value] of spoiled(usual[at], wrong)) {
          const began = performance.now();
          (await import("node:fs")).writeFileSync("/tmp/a1-now.txt", `${name}, argument ${at}, ${what}`);
          try {
            attempt(usual.with(at, value));
          } catch (error) {
            const named = error instanceof NeuriteError && /^[\w.]+(: |.* was disposed)/.test(error.message);
            if (!named) untyped.add(`${name}, argument ${at}, ${what}: ${error}`);
          }
          if (performance.now() - began > 1000) untyped.add(`${name}, argument ${at}, ${what}: hangs`);
        }
      attempt(usual);
    }
    expect([...untyped]).toEqual([]);
    expect(guard.data.every((value) => value === 7)).toBe(true);
  },
  60_000,
);
