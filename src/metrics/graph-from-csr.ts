import { ArgumentError, ShapeError } from "../errors.js";
import type { Graph } from "./graph.js";
import type { MatrixOptions } from "./graph-from-dense.js";
import { graphFromEdges } from "./graph-from-edges.js";

/** A square sparse matrix in compressed rows, in any arrays of numbers. */
export interface CsrArrays {
  readonly rows: number;
  readonly columns: number;
  /** rows + 1 positions. */
  readonly rowPointers: ArrayLike<number>;
  readonly columnIndices: ArrayLike<number>;
  /** 1 for every entry when left out. */
  readonly values?: ArrayLike<number>;
}

/** What a `CsrMatrix` of this package shows of itself. */
export interface CsrSource {
  pattern(): CsrArrays;
  readonly values: { readonly data: ArrayLike<number> };
}

/**
 * A graph from a sparse square matrix: a `CsrMatrix`, whose rows are the postsynaptic units and so the targets unless
 * `rows` says otherwise, or plain arrays, whose rows are the sources as everywhere in network science. Stored zeros are
 * no edges. An undirected graph takes both halves of a symmetric matrix.
 * @throws {ShapeError} {ArgumentError} for a structure that is not valid or not square, weights that are not finite, or
 *   halves that differ
 */
export function graphFromCsr(matrix: CsrArrays | CsrSource, options: MatrixOptions = {}): Graph {
  if (typeof matrix !== "object" || matrix === null)
    throw new ArgumentError("graphFromCsr", "matrix", matrix, "a CsrMatrix, or its arrays");
  const trained = "pattern" in matrix,
    { rowPointers, columnIndices, ...shape } = trained ? matrix.pattern() : matrix,
    values = trained ? matrix.values.data : matrix.values,
    { directed = false, selfLoops, names, rows = trained ? "target" : "source" } = options;
  if (rows !== "source" && rows !== "target")
    throw new ArgumentError("graphFromCsr", "rows", rows, '"source" or "target"');
  if (shape.rows !== shape.columns || rowPointers?.length !== shape.rows + 1)
    throw new ShapeError("graphFromCsr", `${shape.rows} × ${shape.columns} with ${rowPointers?.length} rowPointers`);
  if (rowPointers[0] !== 0 || rowPointers[shape.rows] !== columnIndices?.length)
    throw new ArgumentError("graphFromCsr", "rowPointers", rowPointers, `from 0 to ${columnIndices?.length}`);
  if (values && values.length !== columnIndices.length)
    throw new ShapeError("graphFromCsr", `${values.length} values for ${columnIndices.length} entries`);
  const own = new Int32Array(columnIndices.length);
  for (let i = 0; i < shape.rows; i++) {
    const begin = rowPointers[i]!,
      end = rowPointers[i + 1]!;
    if (!Number.isInteger(end) || end < begin || end > own.length)
      throw new ArgumentError("graphFromCsr", `rowPointers[${i + 1}]`, end, `from ${begin} to ${own.length}`);
    own.fill(i, begin, end);
  }
  const [sources, targets] = rows === "source" ? [own, columnIndices] : [columnIndices, own],
    common = { nodes: shape.rows, ...(selfLoops && { selfLoops }), ...(names && { names }) },
    whole = graphFromEdges({ sources, targets, weights: values }, { ...common, directed: true });
  if (directed) return whole;
  const both = whole.toEdges();
  for (let e = 0; e < both.sources.length; e++) {
    const [i, j] = [both.sources[e]!, both.targets[e]!];
    if (both.weights[e] !== whole.weight(j, i)) {
      const allowed = `${whole.weight(j, i)}, as [${j}][${i}] is: an undirected graph has a symmetric matrix`;
      throw new ArgumentError("graphFromCsr", `entry [${i}][${j}]`, both.weights[e], allowed);
    }
  }
  return whole.symmetrised("maximum");
}
