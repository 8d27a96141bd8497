import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { bundle } from "./support.js";

it("a Node.js program waits for its runs, and ends by itself when none is left", async () => {
  const folder = mkdtempSync(join(tmpdir(), "neurite-jobs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [program, worker] = await Promise.all(
    ["idle-program", "node-worker"].map(async (name) => {
      const file = join(folder, `${name}.cjs`);
      writeFileSync(file, await bundle(`${name}.ts`));
      return file;
    }),
  );
  const { stdout } = await promisify(execFile)(process.execPath, [program!, worker!], { timeout: 20_000 });
  expect(stdout).toBe("200 9 TimeoutError");
});
