/**
 * One gradient of t-SNE in plain JavaScript over typed arrays: every pair once, its force given to both points, coordinates
 * and sums in double precision. Faster than a loop over all ordered pairs, and than single precision, which it would have
 * to convert.
 * @param p joint affinities, [n, n]    @param x first coordinates    @param y second coordinates
 * @param gradient receives [2, n]    @param repulsion work space, [2, n]
 */
export function tsneGradient(
  p: Float32Array,
  x: Float64Array,
  y: Float64Array,
  gradient: Float64Array,
  repulsion: Float64Array,
): void {
  const n = x.length;
  gradient.fill(0);
  repulsion.fill(0);
  let z = 0;
  for (let i = 0; i < n; i++) {
    const xi = x[i]!,
      yi = y[i]!,
      row = i * n;
    let ax = 0,
      ay = 0,
      rx = 0,
      ry = 0;
    for (let j = 0; j < i; j++) {
      const dx = xi - x[j]!,
        dy = yi - y[j]!,
        w = 1 / (1 + dx * dx + dy * dy),
        pw = p[row + j]! * w,
        ww = w * w;
      z += w;
      ax += pw * dx;
      ay += pw * dy;
      rx += ww * dx;
      ry += ww * dy;
      gradient[j]! -= pw * dx;
      gradient[n + j]! -= pw * dy;
      repulsion[j]! -= ww * dx;
      repulsion[n + j]! -= ww * dy;
    }
    gradient[i]! += ax;
    gradient[n + i]! += ay;
    repulsion[i]! += rx;
    repulsion[n + i]! += ry;
  }
  for (let i = 0; i < 2 * n; i++) gradient[i] = 4 * (gradient[i]! - repulsion[i]! / (2 * z));
}
