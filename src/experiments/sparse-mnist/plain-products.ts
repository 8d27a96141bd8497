/**
 * The six matrix products of a training step in plain JavaScript over typed arrays: what a careful author writes who has
 * no kernels. Sums are kept in local variables over 2 × 4 tiles (dense) or taken over eight stored weights at a time
 * (sparse), which was the fastest of seven forms tried on V8; single precision by Math.fround was slower. Activity is
 * [features, batch]. Dense sizes are even and batches multiples of four, as tiles need them.
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

/** g = dy·xᵀ. */
export function denseGradient(
  dy: Float32Array,
  x: Float32Array,
  g: Float32Array,
  rows: number,
  columns: number,
  batch: number,
): void {
  for (let i = 0; i < rows; i += 2)
    for (let j = 0; j < columns; j += 2) {
      let g00 = 0,
        g01 = 0,
        g10 = 0,
        g11 = 0;
      for (let b = 0, d = i * batch, e = j * batch; b < batch; b++, d++, e++) {
        const d0 = dy[d]!,
          d1 = dy[d + batch]!,
          x0 = x[e]!,
          x1 = x[e + batch]!;
        g00 += d0 * x0;
        g01 += d0 * x1;
        g10 += d1 * x0;
        g11 += d1 * x1;
      }
      const to = i * columns + j;
      g[to] = g00;
      g[to + 1] = g01;
      g[to + columns] = g10;
      g[to + columns + 1] = g11;
    }
}

/** y = W·x + bias, or y = Wᵀ·x with the transposed pattern and its `positions`; eight stored weights at a time. */
export function sparseForward(
  { rowPointers, columnIndices, positions }: PlainPattern["transposed"] | (PlainPattern & { positions?: undefined }),
  values: Float32Array,
  bias: Float32Array | undefined,
  x: Float32Array,
  y: Float32Array,
  batch: number,
): void {
  const rows = rowPointers.length - 1;
  for (let i = 0; i < rows; i++) {
    const to = i * batch,
      end = rowPointers[i + 1]!;
    y.fill(bias ? bias[i]! : 0, to, to + batch);
    let p = rowPointers[i]!;
    for (; p + 8 <= end; p += 8) {
      const w0 = values[positions ? positions[p]! : p]!,
        w1 = values[positions ? positions[p + 1]! : p + 1]!,
        w2 = values[positions ? positions[p + 2]! : p + 2]!,
        w3 = values[positions ? positions[p + 3]! : p + 3]!,
        w4 = values[positions ? positions[p + 4]! : p + 4]!,
        w5 = values[positions ? positions[p + 5]! : p + 5]!,
        w6 = values[positions ? positions[p + 6]! : p + 6]!,
        w7 = values[positions ? positions[p + 7]! : p + 7]!;
      const x0 = columnIndices[p]! * batch,
        x1 = columnIndices[p + 1]! * batch,
        x2 = columnIndices[p + 2]! * batch,
        x3 = columnIndices[p + 3]! * batch,
        x4 = columnIndices[p + 4]! * batch,
        x5 = columnIndices[p + 5]! * batch,
        x6 = columnIndices[p + 6]! * batch,
        x7 = columnIndices[p + 7]! * batch;
      for (let b = 0; b < batch; b++)
        y[to + b]! +=
          w0 * x[x0 + b]! +
          w1 * x[x1 + b]! +
          w2 * x[x2 + b]! +
          w3 * x[x3 + b]! +
          (w4 * x[x4 + b]! + w5 * x[x5 + b]! + w6 * x[x6 + b]! + w7 * x[x7 + b]!);
    }
    for (; p < end; p++) {
      const w = values[positions ? positions[p]! : p]!,
        from = columnIndices[p]! * batch;
      for (let b = 0; b < batch; b++) y[to + b]! += w * x[from + b]!;
    }
  }
}

/** g[p] = Σ_b dy[i, b]·x[j, b] for every stored (i, j). */
export function sparseGradient(
  { rowPointers, columnIndices }: PlainPattern,
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
