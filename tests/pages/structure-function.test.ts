import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { axeViolations, complaintsOf, framesInASecond, longTasks, openPanel, screenshot } from "./support.js";

/** The panel at these settings, once its network is there. */
async function openAt(query: string, options = {}): Promise<Page> {
  const page = await openPanel(`#/structure-function?${query}`, options);
  await settled(page);
  return page;
}

/** Nothing is learnt and nothing measured any more. */
const settled = (page: Page) => page.getByText("At rest", { exact: true }).waitFor({ timeout: 60_000 });

const fingerprint = (page: Page) => page.locator(".fingerprint").textContent();

/** The number in a row of the tables, in the column of this number. */
const shown = async (page: Page, row: string, column = 0) =>
  Number(
    (await page.getByRole("row", { name: row }).first().getByRole("cell").nth(column).textContent())!.replace("−", "-"),
  );

/** What a button gives to save. */
async function saved(page: Page, button: string): Promise<Buffer> {
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).click();
  const path = join(tmpdir(), `neurite-${process.pid}-${button}`);
  await (await saving).saveAs(path);
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}

const small = "units=16&connections=4&pairs=1000&epochs=4";

it("shows the formula's Q for any number of connections, and counts the same on the graph", async () => {
  const page = await openAt("units=20&connections=20");
  // 20 of 400: p = 0.05, Q = 0.95 / 2.1.
  expect(await shown(page, "Modularity Q")).toBe(0.452381);
  expect(await shown(page, "Q counted")).toBe(0.452381);
  const slider = page.getByRole("slider", { name: "Connections each way" });
  await slider.press("End");
  await expect.poll(() => shown(page, "Q counted"), { timeout: 10_000 }).toBe(0);
  expect(await shown(page, "Modularity Q")).toBe(0);
  await page.waitForURL(/connections=400/);
  await slider.press("Home");
  await expect.poll(() => shown(page, "Q counted"), { timeout: 10_000 }).toBe(0.497506); // 399 / 802
  expect(await shown(page, "Modularity Q")).toBe(0.497506);
  expect(await slider.getAttribute("aria-valuetext")).toBe("1");
  expect(complaintsOf(page)).toEqual([]);
});

it("learns, and modules specialise where connections are few more than where they are many", async () => {
  const course = "pairs=2000&epochs=10&trained=10";
  const few = await openAt(`${course}&connections=1`),
    many = await openAt(`${course}&connections=1024`);
  expect(await shown(few, "Test accuracy")).toBeGreaterThan(0.35);
  expect(await shown(many, "Test accuracy")).toBeGreaterThan(0.55);
  for (const measure of ["correlation", "weight masks", "retrained readouts"]) {
    expect(await shown(few, measure), measure).toBeGreaterThan((await shown(many, measure)) + 0.1);
    // Beside what the untrained network has.
    expect(await shown(few, measure), measure).toBeGreaterThan(await shown(few, measure, 3));
  }
  expect(complaintsOf(few)).toEqual([]);
});

it("an address brings back the network with all its bits, those that Node.js has, too", async () => {
  const page = await openAt(small),
    untrained = await fingerprint(page);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.waitForURL(/trained=4/);
  await settled(page);
  const trained = await fingerprint(page);
  // As in tests/playground/structure-function/trainee.test.ts.
  expect(untrained).toMatch(/^3cea514d183126320e8e/);
  expect(trained).toMatch(/^944383e7f73e4fbd2091/);
  const again = await openAt(new URL(page.url()).hash.split("?")[1]!);
  expect(await fingerprint(again)).toBe(trained);
  for (const row of ["Loss", "Test accuracy", "correlation", "weight masks", "retrained readouts"])
    expect(await shown(again, row), row).toBe(await shown(page, row));
  await again.getByRole("button", { name: "Start over" }).click();
  await expect.poll(() => fingerprint(again), { timeout: 10_000 }).toBe(untrained);
  expect(again.url()).not.toContain("trained");
});

it("pauses after the last finished epoch, and goes on with the bits of a course without a break", async () => {
  const page = await openAt("units=16&connections=4&pairs=4000&epochs=6"),
    epoch = () => shown(page, "Epoch");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(epoch, { interval: 20, timeout: 30_000 }).toBeGreaterThan(2);
  await page.getByRole("button", { name: "Pause" }).click();
  await settled(page);
  const stood = await epoch();
  expect(stood).toBeGreaterThanOrEqual(1);
  expect(stood).toBeLessThan(6);
  expect(Number.isInteger(stood)).toBe(true);
  expect(page.url()).toContain(`trained=${stood}`);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.waitForURL(/trained=6/);
  const whole = await openAt("units=16&connections=4&pairs=4000&epochs=6&trained=6");
  expect(await fingerprint(page)).toBe(await fingerprint(whole));
  expect(await page.getByRole("button", { name: "Go on" }).isDisabled()).toBe(true);
});

it("what is set by hand begins untrained", async () => {
  const page = await openAt(`${small}&trained=2`);
  await page.getByLabel("Seed").fill("7");
  await expect.poll(() => shown(page, "Epoch"), { timeout: 10_000 }).toBe(0);
  await page.waitForURL(/seed=7/);
  expect(page.url()).not.toContain("trained");
});

it("a setting changed while a network learns has the network of that setting learn in its place", async () => {
  const page = await openAt("units=16&connections=4&pairs=4000&epochs=200"),
    epoch = () => shown(page, "Epoch");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(epoch, { timeout: 30_000 }).toBeGreaterThan(1);
  const slider = page.getByRole("slider", { name: "Connections each way" });
  for (let presses = 0; presses < 3; presses++) await slider.press("ArrowRight");
  await page.getByRole("img", { name: "7 connections each way" }).waitFor();
  await expect.poll(epoch, { timeout: 30_000 }).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Pause" }).click();
  await settled(page);
  expect(page.url()).toMatch(new RegExp(`connections=7&.*trained=${await epoch()}$`));
  expect(complaintsOf(page)).toEqual([]);
});

it("weights go into a file and come back with their settings, and training goes on from there", async () => {
  const page = await openAt(`${small}&trained=3`),
    buffer = await saved(page, "Save weights"),
    other = await openAt("units=8&connections=64");
  await other.getByLabel("Load weights").setInputFiles({
    name: "mine.safetensors",
    mimeType: "application/octet-stream",
    buffer,
  });
  await other.waitForURL(/units=16.*trained=3/);
  expect(await fingerprint(other)).toBe(await fingerprint(page));
  expect(await shown(other, "Modularity Q")).toBe(await shown(page, "Modularity Q"));
  await other.getByRole("button", { name: "Go on" }).click();
  await other.waitForURL(/trained=4/);
  await settled(other);
  expect(await fingerprint(other)).toMatch(/^944383e7f73e4fbd2091/);
});

it("a file that is none of this panel is refused by name, and the network stays", async () => {
  const page = await openAt(`${small}&trained=1`),
    before = await fingerprint(page);
  await page.getByLabel("Load weights").setInputFiles({
    name: "bad.safetensors",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("no weights at all"),
  });
  await page.getByRole("alert").filter({ hasText: "bad.safetensors" }).waitFor();
  await settled(page);
  expect(await fingerprint(page)).toBe(before);
  expect(page.url()).toContain("trained=1");
});

it("settings that do not go together are refused with what was expected", async () => {
  const page = await openPanel("#/structure-function?units=8&connections=1000");
  await page
    .getByRole("alert")
    .filter({ hasText: "connections is 1000, must be at most the 64 that 8 units allow" })
    .waitFor();
  await page.getByRole("slider", { name: "Connections each way" }).press("Home");
  await expect.poll(() => shown(page, "Q counted"), { timeout: 20_000 }).toBe(0.484615); // 63 / 130
  expect(await page.getByRole("alert").filter({ hasText: "connections" }).count()).toBe(0);
});

it("a sweep draws points as they come, stops within three frames of the click, and goes on where it was", async () => {
  const page = await openAt("units=8&pairs=400&epochs=2");
  await page.getByRole("button", { name: "Sweep" }).click();
  const points = page.locator("svg.sweep .point");
  await expect.poll(() => points.count(), { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
  const stop = page.getByRole("button", { name: "Stop the sweep" });
  // Counted in frames, 50 ms where nothing holds them up: other processes hold up both.
  const frames = await stop.evaluate(async (button) => {
    (button as HTMLElement).click();
    for (let frames = 0; ; frames++) {
      if (document.body.textContent!.includes("Stopped: ")) return frames;
      await new Promise(requestAnimationFrame);
    }
  });
  expect(frames).toBeLessThanOrEqual(3);
  await expect.poll(() => page.url()).not.toContain("sweep");
  const before = await points.count();
  await page.waitForTimeout(500);
  expect(await points.count()).toBe(before);
  await page.getByRole("button", { name: "Sweep" }).click();
  await page.waitForURL(/sweep=1/);
  expect(await points.count()).toBe(before);
  await page.getByText("Done: 18 networks").waitFor({ timeout: 60_000 });
  expect(await points.count()).toBe(18);
  // Few connections first: the table is sorted by Q.
  const table = page.getByRole("table", { name: /Means over networks/ });
  expect(await table.getByRole("rowheader").allTextContents()).toEqual(["64", "28", "12", "5", "2", "1"]);
  expect(complaintsOf(page)).toEqual([]);
});

it("gives the curves as CSV, and the picture as SVG and PNG", async () => {
  const page = await openAt(`${small}&trained=2`);
  const lines = (await saved(page, "CSV of Accuracy")).toString().trim().split("\r\n");
  expect(lines[0]).toBe("epoch,training pairs,test pairs");
  expect(lines.length).toBe(4);
  expect(Number(lines[3]!.split(",")[2])).toBeCloseTo(await shown(page, "Test accuracy"), 3);
  const weights = (await saved(page, "CSV of The network and one pair of digits")).toString().trim().split("\r\n");
  expect(weights.length).toBe(1 + 2 * 4);
  const svg = (await saved(page, "SVG of The network and one pair of digits")).toString();
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg.match(/<circle/g)?.length).toBe(32);
  const png = await saved(page, "PNG of The network and one pair of digits");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
});

it("stays alive while it learns: no task above 50 ms, 30 frames a second", async () => {
  const page = await openAt("units=32&connections=100&epochs=100");
  await page.getByLabel("Test pair shown").press("ArrowRight"); // all code has run once
  await settled(page);
  const tasks = await longTasks(page, async () => {
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await expect.poll(() => framesInASecond(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(30);
    await expect.poll(() => shown(page, "Epoch"), { timeout: 60_000 }).toBeGreaterThan(2);
    expect(await page.getByRole("button", { name: "Pause" }).isVisible()).toBe(true);
  });
  expect(tasks).toEqual([]);
});

it.each(["light", "dark"] as const)("axe finds nothing against the %s page", async (colorScheme) => {
  const page = await openAt("units=8&pairs=200&epochs=1&trained=1&sweep=1", { colorScheme });
  await page.locator("svg.sweep .point").first().waitFor({ timeout: 30_000 });
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, `structure-function-${colorScheme}`);
});

it("nothing scrolls sideways on a phone of 360 pixels, with everything open", async () => {
  const page = await openAt("units=8&pairs=200&epochs=1&trained=1&sweep=1", { viewport: { width: 360, height: 740 } });
  await page.locator("svg.sweep .point").first().waitFor({ timeout: 30_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await screenshot(page, "structure-function-phone");
});
