/** Eigenvalues, descending, and eigenvectors as rows, of a symmetric matrix by Jacobi's rotations: slow and simple. */
export function jacobiEigen(matrix: ArrayLike<number>, n: number): { values: number[]; vectors: number[][] } {
  const a = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => matrix[i * n + j]!)),
    v = a.map((_, i) => a.map((__, j) => Number(i === j)));
  for (let sweep = 0; sweep < 30; sweep++)
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (a[p]![q] === 0) continue;
        const angle = 0.5 * Math.atan2(2 * a[p]![q]!, a[q]![q]! - a[p]![p]!),
          [c, s] = [Math.cos(angle), Math.sin(angle)];
        const turn = (x: number, y: number): [number, number] => [c * x - s * y, s * x + c * y];
        for (const row of a) [row[p], row[q]] = turn(row[p]!, row[q]!);
        for (let j = 0; j < n; j++) [a[p]![j], a[q]![j]] = turn(a[p]![j]!, a[q]![j]!);
        for (let j = 0; j < n; j++) [v[p]![j], v[q]![j]] = turn(v[p]![j]!, v[q]![j]!);
      }
  const order = a.map((_, i) => i).sort((i, j) => a[j]![j]! - a[i]![i]!);
  return { values: order.map((i) => a[i]![i]!), vectors: order.map((i) => v[i]!) };
}

/** Covariance matrix (ddof 1) of points as rows, flat. */
export function covariance(points: readonly ArrayLike<number>[]): number[] {
  const n = points.length,
    features = points[0]!.length,
    mean = Array.from({ length: features }, (_, f) => points.reduce((sum, row) => sum + row[f]!, 0) / n);
  return Array.from({ length: features * features }, (_, at) => {
    const [i, j] = [Math.floor(at / features), at % features];
    return points.reduce((sum, row) => sum + (row[i]! - mean[i]!) * (row[j]! - mean[j]!), 0) / (n - 1);
  });
}
