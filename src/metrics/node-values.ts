/** A measure of every node, and what papers report of it. */
export interface NodeValues {
  readonly perNode: Float64Array;
  /** Over all nodes; NaN for a graph without nodes. */
  readonly mean: number;
}

export function nodeValues(perNode: Float64Array): NodeValues {
  let sum = 0;
  for (const value of perNode) sum += value;
  return { perNode, mean: sum / perNode.length };
}
