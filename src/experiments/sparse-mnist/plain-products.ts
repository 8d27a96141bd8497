/**
 * The matrix products of a training step in plain JavaScript over typed arrays: what a careful author writes who has no
 * kernels. Sums stay in local variables, over tiles of 2 × 4 (dense) or eight columns of the batch (sparse): the fastest of
 * the forms tried on V8, where rounding each step with Math.fround was slower. Activity is [features, batch].
 * Widths are even, inputs of dense layers multiples of four and batches multiples of eight, as the tiles need them.
 */

/** Stored positions of a sparse matrix, with those of its transpose and where each transposed entry's value stands. */
export interface PlainPattern {
  readonly rowPointers: Int32Array;
  readonly columnIndices: Int32Array;
  readonly transposed: {
    readonly rowPointers: Int32Array;
    readonly columnIndices: Int32Array;
    readonly positions: Int32Array;
  };
}

/** y = W·x + bias, W [rows, columns]. */
export function denseForward(
  w: Float32Array,
  bias: Float32Array,
  x: Float32Array,
  y: Float32Array,
  rows: number,
  columns: number,
  batch: number,
): void {
  for (let i = 0; i < rows; i += 2)
    tileRow(w, i * columns, (i + 1) * columns, 1, x, y, i, columns, batch, bias[i]!, bias[i + 1]!);
}

/** dx = Wᵀ·dy. */
export function denseBackward(
  w: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  rows: number,
  columns: number,
  batch: number,
): void {
  for (let j = 0; j < columns; j += 2) tileRow(w, j, j + 1, columns, dy, dx, j, rows, batch, 0, 0);
}

/** Two rows of a product: the left operand's rows start at p and q and step by `stride`. */
function tileRow(
  w: Float32Array,
  p: number,
  q: number,
  stride: number,
  x: Float32Array,
  y: Float32Array,
  row: number,
  depth: number,
  batch: number,
  biasP: number,
  biasQ: number,
): void {
  for (let b = 0; b < batch; b += 4) {
    let p0 = biasP,
      p1 = biasP,
      p2 = biasP,
      p3 = biasP,
      q0 = biasQ,
      q1 = biasQ,
      q2 = biasQ,
      q3 = biasQ;
    for (let k = 0, at = b, inP = p, inQ = q; k < depth; k++, at += batch, inP += stride, inQ += stride) {
      const v = w[inP]!,
        u = w[inQ]!,
        x0 = x[at]!,
        x1 = x[at + 1]!,
        x2 = x[at + 2]!,
        x3 = x[at + 3]!;
      p0 += v * x0;
      p1 += v * x1;
      p2 += v * x2;
      p3 += v * x3;
      q0 += u * x0;
      q1 += u * x1;
      q2 += u * x2;
      q3 += u * x3;
    }
    const to = row * batch + b,
      next = to + batch;
    y[to] = p0;
    y[to + 1] = p1;
    y[to + 2] = p2;
    y[to + 3] = p3;
    y[next] = q0;
    y[next + 1] = q1;
    y[next + 2] = q2;
    y[next + 3] = q3;
  }
}

/** g = dy·xᵀ, in tiles of 2 × 4. */
export function denseGradient(
  dy: Float32Array,
  x: Float32Array,
  g: Float32Array,
  rows: number,
  columns: number,
  batch: number,
): void {
  for (let i = 0; i < rows; i += 2)
    for (let j = 0; j < columns; j += 4) {
      const x1 = batch,
        x2 = 2 * batch,
        x3 = 3 * batch;
      let p0 = 0,
        p1 = 0,
        p2 = 0,
        p3 = 0,
        q0 = 0,
        q1 = 0,
        q2 = 0,
        q3 = 0;
      for (let b = 0, d = i * batch, e = j * batch; b < batch; b++, d++, e++) {
        const v = dy[d]!,
          u = dy[d + batch]!,
          e0 = x[e]!,
          e1 = x[e + x1]!,
          e2 = x[e + x2]!,
          e3 = x[e + x3]!;
        p0 += v * e0;
        p1 += v * e1;
        p2 += v * e2;
        p3 += v * e3;
        q0 += u * e0;
        q1 += u * e1;
        q2 += u * e2;
        q3 += u * e3;
      }
      const to = i * columns + j,
        next = to + columns;
      g[to] = p0;
      g[to + 1] = p1;
      g[to + 2] = p2;
      g[to + 3] = p3;
      g[next] = q0;
      g[next + 1] = q1;
      g[next + 2] = q2;
      g[next + 3] = q3;
    }
}

/**
 * y = W·x + bias; or y = Wᵀ·x, with the transposed pattern and the `positions` of its values. Sums of eight columns of the
 * batch stay in local variables.
 */
export function sparseForward(
  { rowPointers, columnIndices, positions }: PlainPattern["transposed"] | (PlainPattern & { positions?: undefined }),
  values: Float32Array,
  bias: Float32Array | undefined,
  x: Float32Array,
  y: Float32Array,
  batch: number,
): void {
  for (let i = 0; i + 1 < rowPointers.length; i++) {
    const begin = rowPointers[i]!,
      end = rowPointers[i + 1]!,
      start = bias ? bias[i]! : 0;
    for (let b = 0; b < batch; b += 8) {
      let s0 = start,
        s1 = start,
        s2 = start,
        s3 = start,
        s4 = start,
        s5 = start,
        s6 = start,
        s7 = start;
      for (let p = begin; p < end; p++) {
        const w = values[positions ? positions[p]! : p]!,
          at = columnIndices[p]! * batch + b;
        s0 += w * x[at]!;
        s1 += w * x[at + 1]!;
        s2 += w * x[at + 2]!;
        s3 += w * x[at + 3]!;
        s4 += w * x[at + 4]!;
        s5 += w * x[at + 5]!;
        s6 += w * x[at + 6]!;
        s7 += w * x[at + 7]!;
      }
      const to = i * batch + b;
      y[to] = s0;
      y[to + 1] = s1;
      y[to + 2] = s2;
      y[to + 3] = s3;
      y[to + 4] = s4;
      y[to + 5] = s5;
      y[to + 6] = s6;
      y[to + 7] = s7;
    }
  }
}

/** g[p] = Σ_b dy[i, b]·x[j, b] for every stored (i, j), four of a row at a time. */
export function sparseGradient(
  { rowPointers, columnIndices }: Omit<PlainPattern, "transposed">,
  dy: Float32Array,
  x: Float32Array,
  g: Float32Array,
  batch: number,
): void {
  const rows = rowPointers.length - 1;
  for (let i = 0; i < rows; i++) {
    const from = i * batch,
      end = rowPointers[i + 1]!;
    let p = rowPointers[i]!;
    for (; p + 4 <= end; p += 4) {
      const x0 = columnIndices[p]! * batch,
        x1 = columnIndices[p + 1]! * batch,
        x2 = columnIndices[p + 2]! * batch,
        x3 = columnIndices[p + 3]! * batch;
      let g0 = 0,
        g1 = 0,
        g2 = 0,
        g3 = 0;
      for (let b = 0; b < batch; b++) {
        const d = dy[from + b]!;
        g0 += d * x[x0 + b]!;
        g1 += d * x[x1 + b]!;
        g2 += d * x[x2 + b]!;
        g3 += d * x[x3 + b]!;
      }
      g[p] = g0;
      g[p + 1] = g1;
      g[p + 2] = g2;
      g[p + 3] = g3;
    }
    for (; p < end; p++) {
      const to = columnIndices[p]! * batch;
      let sum = 0;
      for (let b = 0; b < batch; b++) sum += dy[from + b]! * x[to + b]!;
      g[p] = sum;
    }
  }
}
