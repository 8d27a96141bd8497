/** Columns of cells beside each other, in bands below each other. */
export interface GridLayout {
  /** Columns of a band; a multiple of the columns of a symbol. */
  readonly across: number;
  readonly bands: number;
}

/**
 * Bands of about `fewest` columns, all alike; of as many more as it takes for all bands together to be no taller than
 * `tallest` times their width.
 */
export function gridLayout(
  columns: number,
  cellsPerColumn: number,
  symbolColumns: number,
  { fewest, tallest }: { readonly fewest: number; readonly tallest: number },
): GridLayout {
  const upTo = (columns: number) => Math.ceil(columns / symbolColumns) * symbolColumns,
    bandsOf = (across: number) => Math.ceil(columns / across);
  let across = Math.min(upTo(columns), upTo(fewest));
  while (across < columns && bandsOf(across) * cellsPerColumn > tallest * across) across += symbolColumns;
  across = upTo(columns / bandsOf(across));
  return { across, bands: bandsOf(across) };
}

/** Where a cell is drawn, in cells; rows are those of its band. */
export function placeOf(cell: number, cellsPerColumn: number, { across }: GridLayout) {
  const column = Math.floor(cell / cellsPerColumn);
  return { x: column % across, band: Math.floor(column / across), row: cell % cellsPerColumn };
}
