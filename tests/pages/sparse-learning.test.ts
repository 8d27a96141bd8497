import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { golden } from "../playground/sparse-learning/golden.js";
import { axeViolations, complaintsOf, framesInASecond, longTasks, openPanel, screenshot } from "./support.js";

const slow = { timeout: 90_000 };
/** A network that learns within a second or two. */
const quick = (state: Record<string, string | number> = {}) =>
  `#/sparse-learning?${new URLSearchParams({ units: "32", digits: "500", epochs: "3", ...state } as Record<string, string>)}`;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const readout = async (page: Page, name: string) =>
  (await page
    .getByRole("row", { name: new RegExp(`^${name}`) })
    .locator("td")
    .first()
    .textContent()) ?? "";
const codeOf = async (page: Page) => (await page.locator(".fingerprint code").textContent()) ?? "";

/** The fingerprint, another one than before, once so many epochs are finished and training rests. */
async function rested(page: Page, epochs: number, before = ""): Promise<string> {
  await expect.poll(() => codeOf(page), slow).not.toBe(before);
  await expect.poll(() => readout(page, "Epochs"), slow).toBe(String(epochs));
  await expect.poll(() => codeOf(page), slow).toMatch(/^[0-9a-f]{64}$/);
  return codeOf(page);
}

async function train(page: Page, epochs: number): Promise<string> {
  const before = await codeOf(page);
  await button(page, "Train").click();
  return rested(page, epochs, before);
}

it("GEVB passes 90 % of the test digits with the page's defaults", async () => {
  const page = await openPanel("#/sparse-learning");
  await rested(page, 0);
  await train(page, 12);
  expect(Number.parseFloat(await readout(page, "Test accuracy"))).toBeGreaterThan(90);
  await page.waitForURL(/#\/sparse-learning\?trained=12$/);
  await screenshot(page, "sparse-learning");
  expect(complaintsOf(page)).toEqual([]);
});

it.each(["gevb", "bp", "fa", "dfa"])("%s learns", async (rule) => {
  const page = await openPanel(quick({ rule, rate: 0.01 }));
  await rested(page, 0);
  await train(page, 3);
  expect(Number.parseFloat(await readout(page, "Test accuracy"))).toBeGreaterThan(40);
  expect(complaintsOf(page)).toEqual([]);
});

it("density sets the number of weights, and the network learns as far as before", async () => {
  const page = await openPanel(quick({ rule: "bp" }));
  await rested(page, 0);
  const before = await train(page, 3);
  expect(await readout(page, "Weights")).toBe((2509 + 320).toLocaleString("en"));
  await page.getByLabel("Density").press("End");
  await expect.poll(() => readout(page, "Weights"), slow).toBe((784 * 32 + 320).toLocaleString("en"));
  await rested(page, 3, before);
  await page.waitForURL(/density=1&.*trained=3/);
});

it("the address alone brings back the bits that Node has", async () => {
  const page = await openPanel(`#/sparse-learning?${golden.query}`);
  expect(await rested(page, 3)).toBe(golden.fingerprint);
  expect(page.url()).toContain("trained=3");
});

it("rests, goes on and starts over; whatever it went through, its address gives the same bits", async () => {
  const page = await openPanel(quick({ digits: 2000, epochs: 40 })),
    untrained = await rested(page, 0);
  await button(page, "One epoch").click();
  const first = await rested(page, 1, untrained);
  await button(page, "Go on").click();
  await expect.poll(() => codeOf(page), slow).not.toBe(first);
  await button(page, "Pause").click();
  await expect.poll(() => codeOf(page), slow).toMatch(/^[0-9a-f]{64}$/);
  const epochs = Number(await readout(page, "Epochs"));
  expect(epochs).toBeLessThan(40);
  await button(page, "One epoch").click();
  const paused = await rested(page, epochs + 1);
  await page.waitForURL(new RegExp(`trained=${epochs + 1}$`));
  const other = await openPanel(new URL(page.url()).hash);
  expect(await rested(other, epochs + 1)).toBe(paused);
  await button(page, "Start over").click();
  expect(await rested(page, 0, paused)).toBe(untrained);
  await page.waitForURL((url) => !url.hash.includes("trained"));
});

it("classifies the test example chosen, and a drawing, which the address holds", async () => {
  const page = await openPanel(quick({ digits: 2000, units: 128, epochs: 4, rule: "bp", example: 0 }));
  await rested(page, 0);
  await train(page, 4);
  const slider = page.getByLabel("Test example", { exact: true }),
    shares = () => page.locator(".probabilities td.number").allTextContents();
  let right = 0;
  for (let example = 1; example <= 10; example++) {
    await slider.press("ArrowRight");
    const picture = page.getByRole("img", { name: `Test example ${example}, which is` });
    const label = (await picture.getAttribute("aria-label"))!.at(-1)!;
    await expect.poll(() => page.locator(".probabilities th").allTextContents()).toContain(`${label} ✓`);
    if ((await page.locator(".probabilities strong").textContent()) === label) right++;
  }
  expect(right).toBeGreaterThanOrEqual(6);
  const sum = (await shares()).reduce((total, share) => total + Number.parseFloat(share), 0);
  expect(Math.abs(sum - 100)).toBeLessThan(0.6);

  const { x, y, width } = (await page.locator(".pad").boundingBox())!;
  await page.mouse.move(x + width / 2, y + width * 0.18);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + width * 0.82, { steps: 8 });
  await page.mouse.up();
  await page.getByRole("img", { name: "Your drawing" }).waitFor();
  await expect.poll(() => page.locator(".probabilities strong").textContent()).toBe("1");
  const drawn = await shares();
  await page.waitForURL(/drawing=/);
  const other = await openPanel(new URL(page.url()).hash);
  await rested(other, 4);
  expect(await other.locator(".probabilities td.number").allTextContents()).toEqual(drawn);
  await button(page, "Clear the drawing").click();
  await page.getByRole("img", { name: "Test example 10" }).waitFor();
});

it("knows a digit drawn small and in a corner", async () => {
  const page = await openPanel(quick({ digits: 2000, units: 128, epochs: 4, rule: "bp" }));
  await rested(page, 0);
  await train(page, 4);
  await page.locator(".pad").scrollIntoViewIfNeeded();
  const { x, y, width } = (await page.locator(".pad").boundingBox())!,
    at = (share: readonly [number, number]) => [x + width * share[0], y + width * share[1]] as const;
  await page.mouse.move(...at([0.06, 0.08]));
  await page.mouse.down();
  for (const to of [
    [0.3, 0.08],
    [0.14, 0.45],
  ] as const)
    await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => page.locator(".probabilities strong").textContent()).toBe("7");
});

it("saved weights go on elsewhere to equal bits, and say what they do not fit", async () => {
  const folder = mkdtempSync(join(tmpdir(), "neurite-weights-")),
    file = join(folder, "weights.safetensors"),
    [page, other] = [await openPanel(quick()), await openPanel(quick())];
  try {
    await rested(page, 0);
    const trained = await train(page, 3);
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save weights").click()]);
    expect(download.suggestedFilename()).toBe("sparse-learning-weights.safetensors");
    await download.saveAs(file);
    await rested(other, 0);
    const input = other.getByLabel("Own examples");
    await input.setInputFiles(file);
    expect(await rested(other, 3)).toBe(trained);
    for (const one of [page, other]) await button(one, "One epoch").click();
    const further = await rested(page, 4, trained);
    expect(await rested(other, 4, trained)).toBe(further);
    await other.getByLabel("Topology").selectOption("modular");
    const before = await rested(other, 4, further);
    await input.setInputFiles(file);
    await other.getByText('the topology of weights.safetensors is "random", must be modular').waitFor();
    writeFileSync(file, readFileSync(file).subarray(0, 1000));
    await input.setInputFiles(file);
    await other
      .locator(".problem")
      .filter({ hasNotText: "topology" })
      .filter({ hasText: "weights.safetensors" })
      .waitFor();
    expect(await codeOf(other)).toBe(before);
    expect(complaintsOf(other)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("learns from a table of one's own, and back", async () => {
  const page = await openPanel(quick({ rule: "bp", density: 1, epochs: 30, rate: 0.05 }));
  const digits = await rested(page, 0),
    rows = Array.from({ length: 60 }, (_, i) => `${i % 3 ? "few" : "many"},${i % 3 ? 0 : 1},${i}`),
    file = (content: string) => ({ name: "own.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
  await page.getByLabel("Own examples").setInputFiles(file(`label,a,b\n${rows.join("\n")}\n`));
  await page.getByText("Learning from own.csv").waitFor();
  const untrained = await rested(page, 0, digits);
  await train(page, 30);
  expect(await codeOf(page)).not.toBe(untrained);
  expect(await readout(page, "Test accuracy")).toBe("100.0 %");
  await page.waitForURL(/data=own/);
  await page.getByLabel("Own examples").setInputFiles(file("label,a\n1,x\n"));
  await page.getByText('"x" is not a finite number').waitFor();
  await button(page, "Back to generated digits").click();
  await expect.poll(() => codeOf(page), slow).toBe(digits);
  const lacking = await openPanel("#/sparse-learning?data=own&trained=5");
  await lacking.getByText("This address was made with own examples").waitFor();
});

it("the page has 30 frames a second and no task above 50 ms of computing while the network learns", async () => {
  const page = await openPanel("#/sparse-learning?epochs=500");
  await rested(page, 0);
  const long = await longTasks(page, async () => {
    await button(page, "Train").click();
    await button(page, "Pause").waitFor();
    await expect.poll(() => framesInASecond(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(30);
    await expect.poll(() => readout(page, "Epochs"), slow).toMatch(/^[1-9]/);
    expect(await button(page, "Pause").isVisible()).toBe(true);
  });
  expect(long).toEqual([]);
});

it.each(["light", "dark"] as const)(
  "axe finds nothing against the %s page, while it learns either",
  async (colorScheme) => {
    const page = await openPanel("#/sparse-learning", { colorScheme });
    await rested(page, 0);
    expect(await axeViolations(page)).toEqual([]);
    await button(page, "Train").click();
    await button(page, "Pause").waitFor();
    expect(await axeViolations(page)).toEqual([]);
  },
);

it("is used by the keyboard alone", async () => {
  const page = await openPanel(quick()),
    untrained = await rested(page, 0);
  await page.getByLabel("Learning rule").focus();
  await page.keyboard.press("b");
  await page.waitForURL(/rule=bp/);
  await rested(page, 0, untrained);
  await button(page, "One epoch").focus();
  await page.keyboard.press("Enter");
  await rested(page, 1);
  await page.getByLabel("Layer", { exact: true }).focus();
  await page.keyboard.press("End");
  await page.getByRole("heading", { name: "Weights of output" }).waitFor();
});

it("nothing scrolls sideways on a phone of 360 pixels once there are curves", async () => {
  const page = await openPanel(quick({ layers: 2 }), { viewport: { width: 360, height: 740 } });
  await rested(page, 0);
  await train(page, 3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
