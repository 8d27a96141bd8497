import { execFileSync } from "node:child_process";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { alias } from "./playground/alias.js";

/** Where a run leaves its figures for a script to read, beside what it prints. */
const report = process.env.NEURITE_TEST_REPORT;

/** Debian's Chromium unless CHROMIUM names another; looked up only by runs that open a browser. */
function chromium(): string {
  return process.env.CHROMIUM ?? execFileSync("sh", ["-c", "command -v chromium || true"], { encoding: "utf8" }).trim();
}

const chromiumFlags =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

export default defineConfig({
  test: {
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    projects: [
      {
        resolve: { alias },
        test: {
          name: "node",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/{browser,cli,matrix,package,pages}/**"],
          // These files put nothing in place of a module, so that hundreds of them need no process each.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "cli",
          include: ["tests/cli/**/*.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "package",
          include: ["tests/package/**/*.test.ts"],
          globalSetup: "tests/package/setup.ts",
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: "pages",
          include: ["tests/pages/**/*.test.ts"],
          globalSetup: "tests/pages/setup.ts",
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "matrix",
          include: ["tests/matrix/**/*.test.ts"],
          globalSetup: "tests/matrix/setup.ts",
          testTimeout: 300_000,
        },
      },
      {
        // What a page needs to share memory with workers.
        server: {
          headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" },
        },
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: chromium(), args: chromiumFlags.split(" ") } }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
