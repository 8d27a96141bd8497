import { ArgumentError } from "../../errors.js";
import type { Parameter } from "../../tape/parameter.js";

/** Which parameters a penalty is for: a name, several, or whether a parameter is one of them. */
export type Selection = string | readonly string[] | ((parameter: Parameter) => boolean);

/** @throws {ArgumentError} for what is no selection */
export function expectSelection(operation: string, selection: Selection): void {
  const fits =
    typeof selection === "function" ||
    typeof selection === "string" ||
    (Array.isArray(selection) && selection.length > 0 && selection.every((name) => typeof name === "string"));
  if (!fits)
    throw new ArgumentError(
      operation,
      "parameters",
      selection,
      "a name, an array of names or a function of a parameter",
    );
}

/** @throws {ArgumentError} when a name is none of a parameter, or nothing is selected */
export function selected(operation: string, parameters: readonly Parameter[], selection: Selection): Parameter[] {
  const known = () => parameters.map(({ name }) => name).join(", ");
  if (typeof selection === "function") {
    const found = parameters.filter((parameter) => selection(parameter));
    if (found.length === 0) throw new ArgumentError(operation, "parameters", selection, `true for one of ${known()}`);
    return found;
  }
  return [...new Set(typeof selection === "string" ? [selection] : selection)].map((name) => {
    const found = parameters.find((parameter) => parameter.name === name);
    if (!found) throw new ArgumentError(operation, "parameters", name, `one of ${known()}`);
    return found;
  });
}
