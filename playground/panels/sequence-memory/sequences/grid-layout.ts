/** Columns of cells beside each other, in bands below each other. */
export interface GridLayout {
  /** Columns of a band; a multiple of the columns of a symbol. */
  readonly across: number;
  readonly bands: number;
}

/** Bands of `fewest` columns, or as many more as it takes for all bands to be no taller than `tallest` times their width. */
export function gridLayout(
  columns: number,
  cellsPerColumn: number,
  symbolColumns: number,
  { fewest, tallest }: { readonly fewest: number; readonly tallest: number },
): GridLayout {
  const whole = Math.ceil(columns / symbolColumns) * symbolColumns,
    bandsOf = (across: number) => Math.ceil(columns / across);
  let across = Math.min(whole, Math.ceil(fewest / symbolColumns) * symbolColumns);
  while (across < whole && bandsOf(across) * cellsPerColumn > tallest * across) across += symbolColumns;
  return { across, bands: bandsOf(across) };
}

/** Where a cell is drawn, in cells; rows are those of its band. */
export function placeOf(cell: number, cellsPerColumn: number, { across }: GridLayout) {
  const column = Math.floor(cell / cellsPerColumn);
  return { x: column % across, band: Math.floor(column / across), row: cell % cellsPerColumn };
}
