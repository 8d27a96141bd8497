import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Browser, launchBrowsers } from "./browsers.js";
import { bundlers } from "./bundlers.js";
import { faults } from "./cell.js";
import { nextCells } from "./next.js";
import { pages } from "./pages.js";
import { nodeImport, runtimes } from "./runtimes.js";
import { Table } from "./table.js";

vi.setConfig({ maxConcurrency: 2 });

const cells = [...runtimes, ...bundlers, ...pages, ...nextCells],
  table = new Table(cells);
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
