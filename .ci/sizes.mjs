// What importing each sub-path brings to a page: everything of it bundled, minified and gzipped, kernels included.
//   node .ci/sizes.mjs          prints the table
//   node .ci/sizes.mjs --check  fails when the one between <!-- sizes --> and <!-- /sizes --> in README.md is more than 2 % off
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const limit = 40_000,
  oneLayer = `
    import { Arena, Dataset, Dense, load, Sequential } from "neurite";
    const arena = new Arena(await load());
    const network = new Sequential(arena, { inputs: 2, layers: [new Dense(2)] });
    const or = new Dataset({ inputs: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), features: 2, labels: [0, 1, 1, 1] });
    await network.fit(or, { epochs: 5000 });
    console.log(network.predict(or.inputs).classes.join());`;

/** Bytes of a program, its imports resolved as a user's are: through "exports". */
async function size(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    minify: true,
    platform: "browser",
    format: "esm",
    write: false,
    external: ["node:*"],
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

const folders = readdirSync("dist")
  .filter((name) => existsSync(`dist/${name}/index.js`))
  .sort();
const rows = [["a program that trains one layer", await size(oneLayer)]];
for (const specifier of ["neurite", ...folders.map((name) => `neurite/${name}`)])
  rows.push([
    `\`${specifier}\``,
    await size(`import * as everything from "${specifier}"; globalThis.kept = everything;`),
  ]);

console.log("| Imported | Bytes, minified and gzipped |\n| --- | ---: |");
for (const [name, bytes] of rows) console.log(`| ${name} | ${bytes.toLocaleString("en")} |`);

const problems = rows[0][1] > limit ? [`${rows[0][0]}: ${rows[0][1]} bytes, at most ${limit}`] : [];
if (process.argv.includes("--check")) {
  const table = /<!-- sizes -->(.*?)<!-- \/sizes -->/s.exec(readFileSync("README.md", "utf8"))?.[1] ?? "",
    written = new Map(
      [...table.matchAll(/^\| (.+?) +\| +([\d,]+) +\|$/gm)].map(([, name, bytes]) => [
        name,
        Number(bytes.replaceAll(",", "")),
      ]),
    );
  for (const [name, bytes] of rows)
    if (!(Math.abs(written.get(name) - bytes) <= 0.02 * bytes))
      problems.push(`README.md: ${name}: ${written.get(name) ?? "no line"}, measured ${bytes}`);
  for (const name of written.keys())
    if (!rows.some(([measured]) => measured === name)) problems.push(`README.md: ${name} is no sub-path`);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
