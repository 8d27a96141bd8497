import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { expect, it } from "vitest";
import { consumer, run, tool, write } from "./consumer.js";

/**
 * Every block of the README runs as it stands, in a folder where the package is installed.
 * - js, ts: run by Node.js; ts is type-checked before. A block without an import continues the one before it.
 * - sh: `neurite …` and `npx neurite …` run and must succeed; `npm run x`, `npm test` must name a script of package.json
 *   (CI runs those themselves); installing, cloning and changing folder are what has happened already.
 */
const readme = readFileSync("README.md", "utf8"),
  scripts = JSON.parse(readFileSync("package.json", "utf8")).scripts as Record<string, string>;

const programs: { line: number; language: string; text: string }[] = [],
  commands: { line: number; text: string }[] = [];
for (const match of readme.matchAll(/^```(\w+)[^\n]*\n(.*?)^```$/gms)) {
  const [, language = "", text = ""] = match,
    line = readme.slice(0, match.index).split("\n").length + 1;
  if (/^(sh|bash|shell|console)$/.test(language))
    for (const [offset, whole] of text.split("\n").entries())
      for (const command of whole.replace(/^\$ /, "").split("&&")) {
        const bare = command.trim();
        if (bare && !bare.startsWith("#")) commands.push({ line: line + offset, text: bare });
      }
  else if (/^(js|mjs|javascript|ts|typescript)$/.test(language)) {
    const before = programs.at(-1);
    if (before && !/^import\b/m.test(text)) programs.push({ ...before, line, text: before.text + text });
    else programs.push({ line, language: /^t/.test(language) ? "ts" : "js", text });
  }
}

it("has programs and commands", () => {
  expect(programs.length).toBeGreaterThan(0);
  expect(commands.length).toBeGreaterThan(0);
});

it.each(programs)(
  "$language program, line $line",
  async ({ line, language, text }) => {
    if (language === "ts") {
      const flags = "--noEmit --ignoreConfig --strict --target es2022 --module nodenext --skipLibCheck".split(" ");
      const types = [
        "--lib",
        "es2023,esnext.disposable,dom",
        "--types",
        "node",
        "--typeRoots",
        join(process.cwd(), "node_modules/@types"),
      ];
      await run(tool("tsc"), ...flags, ...types, write(`readme-${line}.mts`, text));
    }
    const { code } = await transform(text, {
      loader: language === "ts" ? "ts" : "js",
      target: "node20",
      format: "esm",
    });
    await run(process.execPath, write(`readme-${line}.mjs`, code));
  },
  300_000,
);

it.each(commands)(
  "command, line $line: $text",
  async ({ text }) => {
    const script = /^npm (?:run (?<name>[\w:]+)|(?<short>test|start))\b/.exec(text)?.groups;
    if (script) return expect(scripts).toHaveProperty([script.name ?? script.short ?? ""]);
    if (/^(npm (i|install|ci|add)|git clone|cd)\b/.test(text)) return;
    const command = text.replace(/^npx (-y |--yes )?neurite\b/, "neurite");
    expect(command, "a command this test knows").toMatch(/^neurite\b/);
    await run("sh", "-c", `PATH="${join(consumer, "node_modules/.bin")}:$PATH" ${command}`);
  },
  300_000,
);
