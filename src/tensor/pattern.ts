/**
 * Which synapses exist, in compressed sparse rows: row r connects to `columnIndices[rowPointers[r] …
 * rowPointers[r+1])`, strictly ascending. Rows are outputs (post), columns are inputs (pre). `rowPointers` has rows + 1
 * entries.
 */
export interface Pattern {
  readonly rows: number;
  readonly columns: number;
  readonly rowPointers: Int32Array;
  readonly columnIndices: Int32Array;
}
