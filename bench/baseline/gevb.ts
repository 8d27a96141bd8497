/**
 * What vector networks do besides matrix products, in plain JavaScript over typed arrays: sums of four examples at a time
 * stay in local variables, and no value is read twice that could be read once. Batches are multiples of four.
 * Vector activity is [units, components, batch], and so is its bias without the batch.
 */

/** h += bias; then each vector passes where its dot with the unit's direction is ≥ 0, and is zeroed elsewhere. */
export function vectorGate(
  directions: Float32Array,
  bias: Float32Array | undefined,
  h: Float32Array,
  gates: Float32Array,
  components: number,
  batch: number,
): void {
  const units = gates.length / batch;
  for (let u = 0; u < units; u++)
    for (let b = 0; b < batch; b += 4) {
      const from = u * components * batch + b,
        end = (u + 1) * components;
      let s0 = 0,
        s1 = 0,
        s2 = 0,
        s3 = 0;
      for (let k = u * components, at = from; k < end; k++, at += batch) {
        const t = directions[k]!,
          add = bias ? bias[k]! : 0;
        s0 += t * (h[at] = h[at]! + add);
        s1 += t * (h[at + 1] = h[at + 1]! + add);
        s2 += t * (h[at + 2] = h[at + 2]! + add);
        s3 += t * (h[at + 3] = h[at + 3]! + add);
      }
      close(h, from, s0, gates, u * batch + b, components, batch);
      close(h, from + 1, s1, gates, u * batch + b + 1, components, batch);
      close(h, from + 2, s2, gates, u * batch + b + 2, components, batch);
      close(h, from + 3, s3, gates, u * batch + b + 3, components, batch);
    }
}

function close(
  h: Float32Array,
  from: number,
  sum: number,
  gates: Float32Array,
  gate: number,
  components: number,
  batch: number,
): void {
  const open = sum >= 0;
  gates[gate] = open ? 1 : 0;
  if (!open) for (let k = 0, at = from; k < components; k++, at += batch) h[at] = 0;
}

/** s[j,b] = Σ_k z[j,k,b] · e[k,b]. */
export function errorDot(z: Float32Array, e: Float32Array, s: Float32Array, batch: number): void {
  const step = e.length;
  for (let to = 0, from = 0; to < s.length; to += batch, from += step)
    for (let b = 0; b < batch; b += 4) {
      let s0 = 0,
        s1 = 0,
        s2 = 0,
        s3 = 0;
      for (let k = b, at = from + b; k < step; k += batch, at += batch) {
        s0 += z[at]! * e[k]!;
        s1 += z[at + 1]! * e[k + 1]!;
        s2 += z[at + 2]! * e[k + 2]!;
        s3 += z[at + 3]! * e[k + 3]!;
      }
      s[to + b] = s0;
      s[to + b + 1] = s1;
      s[to + b + 2] = s2;
      s[to + b + 3] = s3;
    }
}

/** d[i,k,b] = g[i,b] · e[k,b]. */
export function vectorCredit(g: Float32Array, e: Float32Array, d: Float32Array, batch: number): void {
  for (let from = 0, to = 0; from < g.length; from += batch)
    for (let k = 0; k < e.length; ) for (let b = 0; b < batch; b++, k++, to++) d[to] = g[from + b]! * e[k]!;
}

/** (softmax(y) − onehot) / batch, example by example. y [classes, batch]. */
export function softmaxError(y: Float32Array, labels: Int32Array, e: Float32Array, batch: number): void {
  for (let b = 0; b < batch; b++) {
    let largest = Number.NEGATIVE_INFINITY,
      sum = 0;
    for (let i = b; i < y.length; i += batch) if (y[i]! > largest) largest = y[i]!;
    for (let i = b; i < y.length; i += batch) sum += e[i] = Math.exp(y[i]! - largest);
    const scale = 1 / (sum * batch);
    for (let i = b; i < y.length; i += batch) e[i]! *= scale;
    e[labels[b]! * batch + b]! -= 1 / batch;
  }
}
