import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { version } from "../src/version.js";

it("is the version in package.json and heads the changelog", () => {
  expect(version).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
  expect(readFileSync("CHANGELOG.md", "utf8").match(/^## (\S+)/m)?.[1]).toBe(version);
});
