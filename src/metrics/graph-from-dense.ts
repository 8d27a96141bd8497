import { ArgumentError, ShapeError } from "../errors.js";
import { emptyAdjacency, Graph } from "./graph.js";
import { checked, type GraphOptions } from "./graph-from-edges.js";

/** A square matrix of numbers: an array of rows, or n² numbers row by row. */
export type SquareMatrix = ArrayLike<number> | readonly ArrayLike<number>[];

export interface MatrixOptions extends GraphOptions {
  /**
   * What a row stands for. `"source"`, the default, reads W[i][j] as the edge i → j, as network science does;
   * `"target"` reads the weight matrices of networks, whose rows are the postsynaptic units.
   */
  readonly rows?: "source" | "target";
}

/**
 * A graph from its matrix of weights; 0 is no edge.
 * @throws {ShapeError} unless the matrix is square, with one name per row where there are names
 * @throws {ArgumentError} naming the entry: not finite, W[i][j] ≠ W[j][i] in an undirected graph (make a directed one, and
 *   `symmetrised()` of it if need be), or a refused self-loop
 */
export function graphFromDense(matrix: SquareMatrix, options: MatrixOptions = {}): Graph {
  const { directed, selfLoops, names } = checked("graphFromDense", options),
    { rows = "source" } = options;
  if (rows !== "source" && rows !== "target")
    throw new ArgumentError("graphFromDense", "rows", rows, '"source" or "target"');
  const { nodes, at: read } = reader(matrix),
    at = rows === "source" ? read : (i: number, j: number) => read(j, i);
  if (names && names.length !== nodes)
    throw new ShapeError("graphFromDense", `${names.length} names for ${nodes} rows`);
  let entries = 0;
  for (let i = 0; i < nodes; i++)
    for (let j = 0; j < nodes; j++) {
      const weight: unknown = at(i, j);
      if (typeof weight !== "number" || !Number.isFinite(weight))
        throw new ArgumentError("graphFromDense", `entry [${i}][${j}]`, weight, "finite");
      if (!directed && j < i && weight !== at(j, i)) {
        const allowed = `${at(j, i)}, as [${j}][${i}] is: an undirected graph has a symmetric matrix`;
        throw new ArgumentError("graphFromDense", `entry [${i}][${j}]`, weight, allowed);
      }
      if (i === j && weight !== 0 && selfLoops === "refuse")
        throw new ArgumentError("graphFromDense", `entry [${i}][${i}]`, weight, "0");
      if (weight !== 0 && (i !== j || selfLoops === "keep")) entries++;
    }
  const adjacency = emptyAdjacency(nodes, entries);
  let p = 0;
  for (let i = 0; i < nodes; i++) {
    for (let j = 0; j < nodes; j++) {
      const weight = at(i, j);
      if (weight === 0 || (i === j && selfLoops !== "keep")) continue;
      adjacency.targets[p] = j;
      adjacency.weights[p++] = weight;
    }
    adjacency.pointers[i + 1] = p;
  }
  return new Graph(adjacency, { directed, names });
}

function reader(matrix: SquareMatrix): { nodes: number; at(i: number, j: number): number } {
  if (typeof matrix !== "object" || matrix === null || !Number.isInteger(matrix.length))
    throw new ArgumentError("graphFromDense", "matrix", matrix, "an array of rows, or of n² numbers");
  if (typeof matrix[0] === "object") {
    const rows = matrix as readonly ArrayLike<number>[];
    rows.forEach((row, i) => {
      if (row?.length !== rows.length)
        throw new ShapeError("graphFromDense", `row ${i} has ${row?.length} entries, must have ${rows.length}`);
    });
    return { nodes: rows.length, at: (i, j) => rows[i]![j]! };
  }
  const numbers = matrix as ArrayLike<number>,
    nodes = Math.sqrt(numbers.length);
  if (!Number.isInteger(nodes))
    throw new ShapeError("graphFromDense", `${numbers.length} numbers are no square matrix`);
  return { nodes, at: (i, j) => numbers[i * nodes + j]! };
}
