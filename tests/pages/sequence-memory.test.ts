import type { Download, Page } from "playwright-core";
import { expect, it } from "vitest";
import { exampleCsv, injected } from "../../playground/panels/sequence-memory/streams/example.js";
import { axeViolations, complaintsOf, drop, framesInASecond, longTasks, openPanel, screenshot } from "./support.js";

/** The panel with these settings; sequences once they are shown. */
async function open(query: string, options?: Parameters<typeof openPanel>[1]): Promise<Page> {
  const page = await openPanel(`#/sequence-memory?${query}`, options);
  if (!query.includes("mode=stream")) await page.locator("canvas.cells").waitFor();
  return page;
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

const sentence = (page: Page) => page.locator(".sentence").textContent();

const number = async (page: Page, name: string): Promise<string> =>
  (await page.locator(".readout tr", { hasText: name }).locator("td.number").textContent())!;

/** Under each symbol of a sequence, from 1, what was expected. */
const expected = (page: Page, sequence: number) =>
  page.locator(`.expectations tbody tr:nth-child(${sequence}) td span`).allTextContents();

/** What was downloaded: the browser is another process, whose files are not ours. */
const bytesOf = async (download: Download) => Buffer.concat(await (await download.createReadStream()).toArray());
const textOf = async (download: Download) => (await bytesOf(download)).toString("utf8");

it("at first all columns burst, then all inside sequences is foreseen, and shared middles lead to their own ends", async () => {
  const page = await open("");
  expect(await sentence(page)).toBe("Nothing shown yet.");
  for (let step = 1; step <= 10; step++) {
    await button(page, "Step").click();
    await expect.poll(() => sentence(page)).toMatch(/^[A-EXY]: 10 columns active, all bursting, /);
    await expect.poll(() => number(page, "Symbols shown")).toBe(String(step));
    expect(await number(page, "Anomaly of the last")).toBe("1");
  }
  expect([await number(page, "Segments"), await number(page, "Synapses")]).toEqual(["60", "600"]);
  expect(page.url()).toMatch(/steps=10$/);
  await page.evaluate(() => {
    location.hash = "#/sequence-memory?steps=300";
  });
  await expect.poll(() => number(page, "Symbols shown")).toBe("300");
  expect(await expected(page, 1)).toEqual(["start", "B", "C", "D", "E"]);
  expect(await expected(page, 2)).toEqual(["start", "B", "C", "D", "Y"]);
  // Two more sequences, symbol by symbol.
  const said: string[] = [];
  for (let step = 301; step <= 310; step++) {
    await button(page, "Step").click();
    await expect.poll(() => number(page, "Symbols shown")).toBe(String(step));
    said.push((await sentence(page))!);
  }
  const ends = said.filter((one) => one.startsWith("D: ")).sort();
  expect(ends).toEqual([
    "D: 10 columns active, none bursting, predicted: E",
    "D: 10 columns active, none bursting, predicted: Y",
  ]);
  expect(said[said.findIndex((one) => one.startsWith("X")) + 3]).toBe(
    "D: 10 columns active, none bursting, predicted: Y",
  );
  expect(complaintsOf(page)).toEqual([]);
});

it("one cell in a column cannot tell contexts apart", async () => {
  const page = await open("steps=300&cells=1");
  expect((await expected(page, 1)).at(-1)).toBe("E or Y");
});

it("the address restores the same state to the bit, after running, too", async () => {
  const page = await open("speed=300&seed=7&text=A+B+C%3B+C+B+A");
  await button(page, "Run").click();
  await expect.poll(async () => Number((await number(page, "Symbols shown")).replace(",", ""))).toBeGreaterThan(200);
  await button(page, "Pause").click();
  await page.waitForURL(/steps=\d+/);
  const steps = /steps=(\d+)/.exec(page.url())![1]!;
  await expect.poll(async () => (await number(page, "Symbols shown")).replace(",", "")).toBe(steps);
  const fingerprint = await number(page, "Fingerprint"),
    [, hash] = page.url().split("?");
  expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
  const other = await open(hash!);
  await expect.poll(() => number(other, "Fingerprint")).toBe(fingerprint);
  const different = await open(hash!.replace("seed=7", "seed=8"));
  expect(await number(different, "Fingerprint")).not.toBe(fingerprint);
});

it("runs at 30 frames a second and more", async () => {
  const page = await open("speed=100");
  await button(page, "Run").click();
  await expect.poll(() => framesInASecond(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(30);
});

it("never keeps the page busy for 50 ms, be it that sequences run or a stream is scored and drawn", async () => {
  const page = await open("speed=300"),
    tasks = await longTasks(page, async () => {
      await button(page, "Run").click();
      await page.waitForTimeout(2000);
      await page.getByLabel("A stream").check();
      await button(page, "Take the example").click();
      await page.getByRole("status").filter({ hasText: "in 5000 rows" }).waitFor({ timeout: 60_000 });
      await page.waitForTimeout(500);
    });
  expect(tasks).toEqual([]);
});

it("says what is wrong with sequences", async () => {
  const page = await open("");
  const sequences = page.getByLabel("Sequences", { exact: true }).last();
  await sequences.fill("A B C; D");
  await expect
    .poll(() => page.getByRole("alert").allTextContents())
    .toContain('sequences: sequence 2 has one symbol, "D": put blanks between symbols');
  await sequences.fill("a b c d e f g h i j k");
  await expect
    .poll(() => page.getByRole("alert").allTextContents())
    .toContain("sequences: columns is 100, must be 110 or more: 10 for each symbol");
  await sequences.fill("a b");
  await expect
    .poll(() => page.getByRole("alert").allTextContents())
    .not.toContain(expect.stringContaining("sequences"));
});

it("saves a memory, goes on with it elsewhere, and refuses what is none", async () => {
  const page = await open("steps=300"),
    fingerprint = await number(page, "Fingerprint"),
    downloading = page.waitForEvent("download");
  await button(page, "Save memory").click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("sequence-memory.neurite");
  const buffer = await bytesOf(download),
    other = await open("cells=3"),
    input = other.locator("input[type=file]"),
    file = { name: "mine.neurite", mimeType: "application/octet-stream" };
  await input.setInputFiles({ ...file, buffer });
  await expect.poll(() => number(other, "Fingerprint")).toBe(fingerprint);
  await button(other, "Step").click();
  await expect.poll(() => sentence(other)).toMatch(/all bursting, predicted: B/);
  expect(await other.getByLabel("Cells per column").isDisabled()).toBe(true);
  buffer[100]! ^= 1;
  await input.setInputFiles({ ...file, buffer });
  await expect
    .poll(() => other.locator(".drop-zone [role=alert]").textContent())
    .toBe("TemporalMemory.load: was cut or changed: its checksum differs");
  await expect.poll(() => number(other, "Symbols shown")).toBe("1");
});

it("a file that is dropped raises alarms where something was put into it, and its scores are exported", async () => {
  const page = await open("mode=stream"),
    csv = exampleCsv(3);
  await drop(page, "traffic.csv", csv);
  const rows = page.getByRole("region", { name: "Alarms in a table" }).locator("tbody tr");
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(injected.length);
  const alarms = await rows.evaluateAll((rows) =>
    rows.map((row) => Array.from(row.querySelectorAll("td"), (cell) => cell.textContent!)),
  );
  const lines = csv.split("\n");
  for (const { first, last, what } of injected) {
    const found = alarms.filter(([row]) => Number(row) >= first + 1 && Number(row) <= last + 1);
    expect(found, what).toHaveLength(1);
    const [row, line, time] = found[0]!;
    expect(Number(line)).toBe(Number(row) + 1);
    expect(lines[Number(line) - 1]!.split(",")[0]).toBe(time);
  }
  const downloading = page.waitForEvent("download");
  await button(page, "Export scores").click();
  const download = await downloading,
    exported = (await textOf(download)).trimEnd().split("\r\n");
  expect(download.suggestedFilename()).toBe("traffic-scores.csv");
  expect([exported.length, exported[0]]).toEqual([5001, "line,time,value,anomaly,likelihood,alarm"]);
  const alarmed = exported.slice(1).flatMap((row, k) => (row.endsWith(",1") ? [k + 1] : []));
  expect(alarmed[0]).toBe(Number(alarms[0]![0]));
  expect(alarmed).toHaveLength(alarms.reduce((sum, alarm) => sum + Number(alarm[3]), 0));
  expect(exported[1]).toMatch(/^2,2020-01-01 00:00:00,\d+(\.\d+)?,1,0\.5,0$/);
  expect(complaintsOf(page)).toEqual([]);
});

it.each([
  ["time,value\n2020-01-01 00:00,1\n2020-01-01 01:00\n", "broken.csv: line 3: fields: 1, in the first row: 2"],
  ["nothing,here\nx,y\n", "broken.csv: line 2: none of the columns nothing, here holds a number"],
  [`value\n${"1\n".repeat(150)}oops\n`, 'broken.csv: line 152, column "value": "oops" is not a finite number'],
])("a broken file is refused with its line and the reason: %#", async (text, message) => {
  const page = await open("mode=stream");
  await drop(page, "broken.csv", text);
  await expect.poll(() => page.getByRole("alert").allTextContents()).toContain(message);
  expect(await button(page, "Export scores").isDisabled()).toBe(true);
  expect(complaintsOf(page)).toEqual([]);
});

it("a stream can be stopped, and takes values alone from the column that is chosen", async () => {
  const page = await open("mode=stream"),
    rows = Array.from({ length: 30_000 }, (_, k) => `${k % 7},${(k * k) % 11}`);
  await drop(page, "two.csv", `a,b\n${rows.join("\n")}`);
  await button(page, "Stop").click({ timeout: 20_000 });
  await expect.poll(() => page.locator("progress").count()).toBe(0);
  expect(await page.getByRole("combobox", { name: "Times" }).inputValue()).toBe("none");
  await drop(page, "two.csv", `a,b\n${rows.slice(0, 300).join("\n")}`);
  await expect
    .poll(() => page.getByRole("status").allTextContents(), { timeout: 20_000 })
    .toContainEqual(expect.stringContaining("in 300 rows"));
  await page.getByRole("combobox", { name: "Values" }).selectOption("b");
  await button(page, "Run").click();
  const downloading = page.waitForEvent("download");
  await expect.poll(() => button(page, "Export scores").isEnabled()).toBe(true);
  await expect.poll(() => page.locator("progress").count()).toBe(0);
  await button(page, "Export scores").click();
  expect((await textOf(await downloading)).split("\r\n")[4]).toMatch(/^5,9,/);
});

it.each(["light", "dark"] as const)("axe finds nothing, in %s", async (colorScheme) => {
  const page = await open("steps=25", { colorScheme });
  expect(await axeViolations(page)).toEqual([]);
  await page.getByLabel("A stream").check();
  await button(page, "Take the example").click();
  await page.getByRole("status").filter({ hasText: "in 5000 rows" }).waitFor({ timeout: 60_000 });
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, `sequence-memory-stream-${colorScheme}`);
  expect(complaintsOf(page)).toEqual([]);
});

it("fits a phone, and is worked by the keyboard", async () => {
  const page = await open("steps=24", { viewport: { width: 360, height: 740 } });
  await button(page, "Step").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => number(page, "Symbols shown")).toBe("25");
  const inside = await page.evaluate(() =>
    [...document.querySelectorAll(".panel, .panel > *, .results > *, canvas.cells")].every(
      (element) => element.getBoundingClientRect().right <= innerWidth,
    ),
  );
  expect(inside).toBe(true);
  await screenshot(page, "sequence-memory-phone");
});
