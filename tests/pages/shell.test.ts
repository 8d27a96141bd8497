import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { axeViolations, complaintsOf, openPanel, screenshot } from "./support.js";

const slug = (url: string) => /#\/([^?]*)/.exec(url)?.[1];

/** All files are kept, and requests go by way of the service worker. */
const offlineReady = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
  });

it("an address without a panel leads to the first one, and a panel's tab says that it is open", async () => {
  const page = await openPanel("");
  const first = page.locator("nav a").first();
  expect(await first.getAttribute("aria-current")).toBe("page");
  expect(`#/${slug(page.url())}`).toBe(await first.getAttribute("href"));
  expect(complaintsOf(page)).toEqual([]);
});

it("what is set stands in the address, and an address edited by hand is obeyed", async () => {
  const page = await openPanel("#/connectome?resolution=2.123456789012345");
  const slider = page.getByLabel("Resolution");
  expect(await slider.getAttribute("aria-valuetext")).toBe("2.123");
  expect(page.url()).toContain("resolution=2.123456789012345");
  await slider.press("Home");
  await page.waitForURL(/resolution=0\.1$/);
  await page.evaluate(() => {
    location.hash = "#/connectome?resolution=3";
  });
  await expect.poll(() => slider.getAttribute("aria-valuetext")).toBe("3");
  await page.evaluate(() => {
    location.hash = "#/connectome?resolution=nonsense";
  });
  await expect.poll(() => slider.getAttribute("aria-valuetext")).toBe("1");
  await slider.press("End");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect.poll(() => slider.getAttribute("aria-valuetext")).toBe("1");
  await page.waitForURL(/#\/connectome$/);
});

it("tabs are links that the keyboard follows; the heading has the focus then, and going back works", async () => {
  const page = await openPanel("#/connectome?resolution=2");
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").textContent()).toContain("Skip");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  const other = page.locator("nav a:not([aria-current])").first(),
    href = await other.getAttribute("href");
  await other.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/${href}`);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  expect(await page.title()).toBe(`${await page.locator("h1").textContent()} · neurite`);
  await page.goBack();
  await expect.poll(() => page.getByLabel("Resolution").getAttribute("aria-valuetext")).toBe("2");
  expect(page.url()).toContain("resolution=2");
});

it("the link that is copied brings back what was set a moment ago", async () => {
  const page = await openPanel("#/connectome", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByLabel("Resolution").press("Home");
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Link copied").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#\/connectome\?resolution=0\.1$/);
  expect(page.url()).toBe(link);
});

it("the theme is the system's until it is chosen, and then stands in the address", async () => {
  const page = await openPanel("#/connectome", { colorScheme: "dark" });
  const scheme = () => page.evaluate(() => document.documentElement.dataset.scheme);
  expect(await scheme()).toBe("dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(scheme).toBe("light");
  await page.getByRole("button", { name: "Dark theme" }).click();
  await expect.poll(scheme).toBe("dark");
  await page.waitForURL(/theme=dark/);
  await page.reload();
  await page.locator("main h1").waitFor();
  expect(await scheme()).toBe("dark");
});

it.each(["light", "dark"] as const)("axe finds nothing against the %s page", async (colorScheme) => {
  const page = await openPanel("#/connectome", { colorScheme });
  expect(await axeViolations(page)).toEqual([]);
});

it("nothing scrolls sideways on a phone of 360 pixels", async () => {
  const page = await openPanel("", { viewport: { width: 360, height: 740 } });
  for (const href of await page
    .locator("nav a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")!))) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, href);
    await expect.poll(() => page.locator("[aria-current]").first().getAttribute("href")).toBe(href);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), href).toBeLessThanOrEqual(360);
    await screenshot(page, `phone-${slug(href)}`);
  }
});

it("works without the network once it has been open", async () => {
  const page = await openPanel("");
  await offlineReady(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.locator("main h1").waitFor();
  for (const href of await page
    .locator("nav a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")!))) {
    await page.locator(`nav a[href="${href}"]`).click();
    await expect.poll(() => page.locator("[aria-current]").getAttribute("href")).toBe(href);
    await page.locator("main h1").waitFor();
    expect(await page.locator("main > [role=alert]").count()).toBe(0);
  }
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  // Workers are among the files that were kept.
  await page.evaluate(() => {
    location.hash = "#/connectome?nulls=0";
  });
  await page.locator('.results[aria-busy="false"] .readout').waitFor();
  expect(await page.locator(".readout tr").first().textContent()).toContain("0.4198");
  expect(complaintsOf(page)).toEqual([]);
});

it("the worker that serves the page leaves other addresses beside it alone", async () => {
  const page = await openPanel("");
  await offlineReady(page);
  await page.reload();
  const icon = await page.locator("link[rel=icon]").evaluate((link) => (link as HTMLLinkElement).href);
  await page.goto(icon);
  expect(await page.evaluate(() => document.documentElement.tagName)).toBe("svg");
});
