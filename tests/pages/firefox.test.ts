import { type Browser, launch } from "puppeteer-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { executable } from "./support.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? executable("firefox-esr"),
    headless: true,
  });
}, 120_000);
afterAll(() => browser?.close());

it("Firefox computes in its worker, follows the keyboard, and keeps the state in the address", async () => {
  const page = await browser.newPage(),
    said: string[] = [];
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(`${inject("playground")}#/connectome?nulls=1`);
  const ready = () => page.waitForSelector('.results[aria-busy="false"] .readout', { timeout: 60_000 }),
    value = (row: number) => page.$eval(`.readout tr:nth-child(${row}) td`, (cell) => cell.textContent);
  await ready();
  expect([await value(1), await value(3)]).toEqual(["0.4198", "4"]);
  expect(await page.$eval(".matrix canvas", (canvas) => [canvas.width, canvas.height])).toEqual([34, 34]);
  expect(await page.$eval(".plot canvas", (canvas) => canvas.width)).toBeGreaterThan(0);

  await page.focus('input[type="range"]');
  await page.keyboard.press("End");
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("resolution=4");
  // Being busy may be over before anybody looks.
  await expect.poll(async () => Number(await value(3)), { timeout: 60_000 }).toBeGreaterThan(8);
  await page.reload();
  await ready();
  expect(Number(await value(3))).toBeGreaterThan(8);
  expect(said).toEqual([]);
});
