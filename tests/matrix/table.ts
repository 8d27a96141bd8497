import type { Cell, Outcome } from "./cell.js";

/** What became of every cell, in their order. */
export class Table {
  readonly #cells: readonly Cell[];
  readonly #rows = new Map<Cell, readonly string[]>();

  constructor(cells: readonly Cell[]) {
    this.#cells = cells;
  }

  /** Does a cell's work and keeps its row, whatever comes of it. */
  async time(cell: Cell, work: () => Promise<Outcome>): Promise<void> {
    const start = performance.now(),
      row = (result: string, bytes?: number) => [
        result,
        bytes?.toLocaleString("en") ?? "",
        `${Math.round(performance.now() - start)}`,
      ];
    this.#rows.set(cell, row("did not end"));
    try {
      const { answers, bytes } = await work();
      this.#rows.set(cell, row(answers.map(({ where }) => where).join(", "), bytes));
    } catch (error) {
      this.#rows.set(cell, row(`FAILED: ${String(error).replaceAll(/\s+/g, " ").slice(0, 120)}`));
      throw error;
    }
  }

  /** Names a cell that is not to run, and why. */
  leaveOut(cell: Cell, reason: string): void {
    this.#rows.set(cell, [reason, "", ""]);
  }

  text(): string {
    const rows = this.#cells.map((cell) => [cell.name, cell.tool, ...(this.#rows.get(cell) ?? ["not run", "", ""])]),
      table = [["cell", "tool", "same bits in", "gzipped", "ms"], ...rows],
      widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
    return table
      .map((row) => row.map((text, i) => (i < 3 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))).join("  "))
      .join("\n");
  }
}
