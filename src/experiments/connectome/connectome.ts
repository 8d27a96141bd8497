import type { Graph } from "../../metrics/graph.js";

/** A partition that comes with a graph. */
export interface GivenLabels {
  /** What the groups are, such as "conferences". */
  readonly what: string;
  /** The group of every node, 0, 1, … in order of first appearance. */
  readonly labels: Int32Array;
  readonly names: readonly string[];
}

/** Where nodes are, for a drawing. */
export interface Positions {
  /** x and y of every node, one node after the other. */
  readonly places: Float64Array;
  readonly axes: "equal" | "own";
  readonly note: string;
}

/** Something its source counts, and what was counted here; equal as text when all is well. */
export interface Count {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** A graph with what is known of it. */
export interface Connectome {
  readonly graph: Graph;
  readonly given?: GivenLabels;
  readonly positions?: Positions;
  readonly counts: readonly Count[];
}

/** @param digits behind the point to which both must agree */
export function count(what: string, expected: number, actual: number, digits = 0): Count {
  return { what, expected: expected.toFixed(digits), actual: actual.toFixed(digits) };
}

/** Groups from a text for every node. */
export function givenLabels(what: string, texts: readonly string[]): GivenLabels {
  const numbers = new Map<string, number>();
  const labels = Int32Array.from(texts, (text) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
  return { what, labels, names: [...numbers.keys()] };
}

/**
 * A graph with its groups, whose sizes are counted last.
 * @param groups a text for every node    @param sizes what the source says of some or all of the groups
 */
export function withGroups(
  { counts, ...found }: Connectome,
  what: string,
  groups: readonly string[],
  sizes: Readonly<Record<string, number>>,
): Connectome {
  const each = Object.entries(sizes).map(([name, size]) =>
    count(name, size, groups.filter((group) => group === name).length),
  );
  return { ...found, given: givenLabels(what, groups), counts: [...counts, ...each] };
}
