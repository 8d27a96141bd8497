import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Browser, launchBrowsers } from "./browsers.js";
import { bundlers } from "./bundlers.js";
import { faults } from "./cell.js";
import { nextCells } from "./next.js";
import { pages } from "./pages.js";
import { nodeImport, runtimes } from "./runtimes.js";
import { Table } from "./table.js";

vi.setConfig({ maxConcurrency: 2 });

const all = [...runtimes, ...bundlers, ...pages, ...nextCells],
  table = new Table(all);

/** The slowest of those whose tool has another cell: with NEURITE_MATRIX=short, for CI's 25 minutes, they are left out. */
const slow = /^(?:Vite 7|webpack 5, module|Parcel 2, module|Next.js 16, webpack)/,
  short = process.env.NEURITE_MATRIX === "short",
  cells = all.filter(({ name }) => !(short && slow.test(name)));
for (const cell of all) if (!cells.includes(cell)) table.leaveOut(cell, "left to npm run test:matrix");
let browsers: readonly Browser[] = [],
  expected: object;

beforeAll(async () => {
  browsers = await launchBrowsers();
  const { answers } = await nodeImport.run(browsers);
  expected = answers[0]!.result as object;
  expect(expected).toEqual({
    hash: expect.stringMatching(/^[0-9a-f]{1,8}$/),
    loss: expect.any(Number),
    isolated: false,
    threads: 1,
  });
}, 60_000);

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  console.log(`${table.text()}\n${browsers.map(({ name, version }) => `${name} ${version}`).join(", ")}`);
});

describe.concurrent("taken in without configuration, it gives the same bits", () => {
  for (const cell of cells)
    it(cell.name, async ({ expect }) => {
      await table.time(cell, async () => {
        const outcome = await cell.run(browsers);
        const found = faults(outcome.answers, {
          ...expected,
          isolated: cell.isolated ?? false,
          threads: cell.threads ?? 1,
        });
        expect(found.join("\n")).toBe("");
        return outcome;
      });
    });
});
