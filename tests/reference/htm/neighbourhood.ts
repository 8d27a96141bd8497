/**
 * Topology of a grid with any number of dimensions, row-major (the last dimension is contiguous).
 */

/** Product of the dimensions. */
export function sizeOf(dimensions: readonly number[]): number {
  return dimensions.reduce((a, b) => a * b, 1);
}

/** Coordinates of an index. */
export function coordinatesOf(index: number, dimensions: readonly number[]): number[] {
  const coordinates = new Array<number>(dimensions.length);
  for (let d = dimensions.length - 1; d >= 0; d--) {
    coordinates[d] = index % dimensions[d]!;
    index = Math.floor(index / dimensions[d]!);
  }
  return coordinates;
}

/**
 * Indices within `radius` of a centre along every dimension, the centre included; each once, however large the radius.
 * The order runs from centre − radius upwards along every dimension, past the edge on to the other side when wrapped.
 */
export function neighbourhood(center: number, radius: number, dimensions: readonly number[], wrap: boolean): number[] {
  const coordinates = coordinatesOf(center, dimensions);
  let indices = [0];
  dimensions.forEach((size, d) => {
    const at = coordinates[d]!,
      along: number[] = [];
    if (wrap) {
      const count = Math.min(2 * radius + 1, size);
      for (let i = 0; i < count; i++) along.push((((at - radius + i) % size) + size) % size);
    } else for (let x = Math.max(0, at - radius); x <= Math.min(size - 1, at + radius); x++) along.push(x);
    indices = indices.flatMap((index) => along.map((x) => index * size + x));
  });
  return indices;
}
