import { expect, it } from "vitest";
import { goldenFingerprint, trainGolden } from "../golden/training.js";
import { openArena } from "../support.js";

it("training gives the bits it always gave", async () => {
  using arena = await openArena();
  expect(await trainGolden(arena)).toBe(goldenFingerprint);
});
