import { expect, it } from "vitest";
import { complaintsOf, openPanel, screenshot } from "./support.js";
it("x", async () => {
  const page = await openPanel("#/structure-function?epochs=8");
  await page.getByText("At rest").waitFor();
  await screenshot(page, "sf-start");
  await page.getByRole("button", { name: "Train" }).click();
  await page.waitForTimeout(1200);
  await screenshot(page, "sf-training");
  await page.getByText("At rest", {exact:true}).waitFor();
  await page.waitForTimeout(2500);
  await page.getByRole("button", { name: "Sweep" }).click();
  await page.waitForTimeout(15000);
  await screenshot(page, "sf-done");
  console.log(page.url());
  expect(complaintsOf(page)).toEqual([]);
});
