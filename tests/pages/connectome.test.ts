import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { axeViolations, complaintsOf, drop, longTasks, openPanel, screenshot } from "./support.js";

/** The numbers of the read-out by their names, once all is computed. */
async function numbers(page: Page): Promise<Record<string, string>> {
  await page.locator('.results[aria-busy="false"] .readout').waitFor({ timeout: 60_000 });
  const rows = page.locator(".readout tr");
  return Object.fromEntries(
    await rows.evaluateAll((all) =>
      all.map((row) => [row.querySelector("th")!.textContent, row.querySelector("td")!.textContent] as const),
    ),
  );
}

/** Does something that has the page compute anew, and waits for all of it. */
async function changed(page: Page, act: () => Promise<unknown>): Promise<void> {
  const watching = await page.evaluateHandle(() => {
    const results = document.querySelector(".results")!;
    const done = new Promise<void>((resolve) => {
      new MutationObserver((_, observer) => {
        if (results.getAttribute("aria-busy") === "true") return;
        observer.disconnect();
        resolve();
      }).observe(results, { attributeFilter: ["aria-busy"] });
    });
    // In an object: a handle waits for a promise itself.
    return { done };
  });
  await act();
  await watching.evaluate(({ done }) => done);
}

const pick = (page: Page, name: string, text: string) =>
  page.getByLabel(/Open a graph/).setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

async function downloaded(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

// The optimum, known to be Q = 0.4197896121, has four communities. The others are those of NetworkX 3.6.1: density,
// average_clustering, average_shortest_path_length, global_efficiency and degree_assortativity_coefficient.
const karate = {
  "Modularity Q": "0.4198",
  Communities: "4",
  Density: "0.139",
  "Clustering C": "0.5706",
  "Path length λ": "2.408",
  Efficiency: "0.492",
  Assortativity: "−0.4756",
};

it("finds of the karate club what is known of it, and says how random graphs compare", async () => {
  const page = await openPanel("#/connectome"),
    found = await numbers(page);
  expect(found).toMatchObject(karate);
  expect(Number(found["z of Q"])).toBeGreaterThan(2);
  expect(Number(found["Small-worldness σ"])).toBeGreaterThan(1);
  expect(await page.locator(".readout tr").first().textContent()).toMatch(/nulls 0\.\d+ ± 0\.\d+/);
  const first = page.locator(".scroll tbody tr").first();
  expect(await first.locator("th, td").allTextContents()).toEqual([
    "34",
    "1",
    "17",
    "17",
    "0.512",
    "2.51",
    "connector hub",
  ]);
  await page.getByRole("button", { name: "participation" }).click();
  expect(await first.locator("th").textContent()).not.toBe("34");
  expect(complaintsOf(page)).toEqual([]);
});

it("an address brings back the state and its numbers, to the last digit of the downloads", async () => {
  const hash = "#/connectome?graph=planted&nodes=120&groups=3&mixing=0.35&draw=7&resolution=1.3&seed=5&nulls=2",
    csv: string[] = [];
  for (let visit = 0; visit < 2; visit++) {
    const page = await openPanel(hash);
    await numbers(page);
    expect(page.url()).toContain(hash);
    csv.push((await downloaded(page, "CSV of all nodes")).bytes.toString(), JSON.stringify(await numbers(page)));
  }
  expect(csv.slice(2)).toEqual(csv.slice(0, 2));
  expect(csv[0]!.trim().split("\r\n")).toHaveLength(121);
});

it("a higher resolution finds more communities, another method the same ones here", async () => {
  const page = await openPanel("#/connectome?nulls=0");
  expect(await numbers(page)).toMatchObject({ "Modularity Q": "0.4198", "z of Q": "–" });
  await changed(page, () => page.getByLabel("Louvain").check());
  expect(await numbers(page)).toMatchObject({ "Modularity Q": "0.4198", Communities: "4" });
  expect(page.url()).toContain("method=louvain");
  await changed(page, () => page.getByLabel("Resolution").press("End"));
  expect(Number((await numbers(page)).Communities)).toBeGreaterThan(8);
});

// Two triangles that share an edge's ends: by hand, m = 7, Q = 2 (3/7 − (7/14)²) = 5/14.
const triangles = [
  ["a", "b"],
  ["b", "c"],
  ["a", "c"],
  ["d", "e"],
  ["e", "f"],
  ["d", "f"],
  ["c", "d"],
] as const;
const answers = { "Modularity Q": "0.3571", Communities: "2", Density: "0.4667" };

it("opens a list of edges that is dropped, and gives its numbers away again", async () => {
  const page = await openPanel("#/connectome?nulls=0");
  await numbers(page);
  await changed(page, () =>
    drop(page, "two.csv", `source,target\n${triangles.map((ends) => ends.join(",")).join("\n")}\n`),
  );
  expect(await numbers(page)).toMatchObject(answers);
  expect(page.url()).toContain("graph=file");

  const nodes = await downloaded(page, "CSV of all nodes");
  expect(nodes.name).toBe("connectome-nodes.csv");
  const [header, ...rows] = nodes.bytes.toString().trim().split("\r\n");
  expect(header).toBe("node,community,degree,strength,participation,within-module z,role");
  expect(rows.map((row) => row.split(",").slice(0, 4).join())).toEqual([
    "a,1,2,2",
    "b,1,2,2",
    "c,1,3,3",
    "d,2,3,3",
    "e,2,2,2",
    "f,2,2,2",
  ]);
  // c has two neighbours of three in its module: P = 1 − (2/3)² − (1/3)².
  expect(Number(rows[2]!.split(",")[4])).toBeCloseTo(4 / 9, 14);

  const matrix = await downloaded(page, "CSV of Matrix by community"),
    lines = matrix.bytes
      .toString()
      .trim()
      .split("\r\n")
      .map((line) => line.split(","));
  expect(matrix.name).toBe("connectome-matrix-by-community.csv");
  expect(lines[0]).toEqual(["node", "c", "a", "b", "d", "e", "f"]);
  expect(lines[1]).toEqual(["c", "0", "1", "1", "1", "0", "0"]);
  const svg = (await downloaded(page, "SVG of Matrix by community")).bytes.toString();
  expect(svg.match(/<rect /g)).toHaveLength(36);
  const png = (await downloaded(page, "PNG of Matrix by community")).bytes;
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  // Width and height stand in the header: 85 whole pixels for each of six nodes.
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([510, 510]);

  const degrees = await downloaded(page, "CSV of Degrees");
  expect(degrees.bytes.toString()).toBe(`degree k,nodes\r\n2,1\r\n3,${2 / 6}\r\n`);
  expect((await downloaded(page, "SVG of Degrees")).bytes.toString()).toContain("P(K ≥ k)");
  const chart = (await downloaded(page, "PNG of Degrees")).bytes;
  expect([chart.readUInt32BE(16), chart.readUInt32BE(20)]).toEqual([1440, 800]);
  expect(complaintsOf(page)).toEqual([]);
});

it("opens GML, and a matrix, that are picked", async () => {
  const page = await openPanel("#/connectome?nulls=0"),
    names = ["a", "b", "c", "d", "e", "f"];
  const gml = `graph [\n${names.map((label, id) => `node [ id ${id} label "${label}" ]`).join("\n")}\n${triangles
    .map((ends) => `edge [ source ${names.indexOf(ends[0])} target ${names.indexOf(ends[1])} ]`)
    .join("\n")}\n]`;
  await changed(page, () => pick(page, "two.gml", gml));
  expect(await numbers(page)).toMatchObject(answers);
  const joined = (a: string, b: string) =>
    triangles.some((ends) => ends.join() === `${a},${b}` || ends.join() === `${b},${a}`);
  const matrix = names.map((a) => names.map((b) => (joined(a, b) ? 2 : 0)).join(";")).join("\n");
  await changed(page, () => pick(page, "matrix.csv", matrix));
  expect(await numbers(page)).toMatchObject(answers);
});

it.each([
  ["edges.csv", "a,b,1\nb,c,heavy\n", "line 2", "heavy"],
  ["edges.csv", "a,b\nb,c\nb,a\n", "line 3", "line 1"],
  ["graph.gml", "graph [\nnode [ id 1 ]\nedge [ source 1 target 2 ]\n]", "line 3", "which is no node"],
  ["negative.csv", "a,b,1\nb,c,-1\n", "negative", '"absolute"'],
  ["picture.png", "…", ".gml", "are taken"],
])("says what is wrong with %s: %j", async (name, text, ...said) => {
  const page = await openPanel("#/connectome?nulls=0");
  await numbers(page);
  await pick(page, name, text);
  const alert = page.locator("[role=alert]:not(:empty)");
  await alert.waitFor();
  for (const words of said) expect(await alert.textContent()).toContain(words);
  expect(await alert.textContent()).not.toContain("undefined");
});

it.each(["light", "dark"] as const)("axe finds nothing with all there is on the %s page", async (colorScheme) => {
  const page = await openPanel("#/connectome?graph=small-world&nulls=1&nodes=60", { colorScheme });
  await numbers(page);
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, `connectome-${colorScheme}`);
});

it("stays on a phone's width with its numbers", async () => {
  const page = await openPanel("#/connectome?graph=planted&nodes=1000&nulls=1", {
    viewport: { width: 360, height: 740 },
  });
  await numbers(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await screenshot(page, "connectome-phone");
});

it("computes a graph of 2000 nodes without a task of more than 50 ms on the page's thread", async () => {
  const page = await openPanel("#/connectome?graph=planted&nodes=2000&groups=8&degree=20&nulls=2");
  expect(
    await longTasks(page, async () => {
      await changed(page, () => page.getByLabel("Seed of the graph").press("ArrowRight"));
      await changed(page, () => page.getByLabel("Resolution").press("ArrowRight"));
    }),
  ).toEqual([]);
  expect((await numbers(page)).Communities).toBe("8");
});

it("a list of 100 000 edges leaves the page free to be used", async () => {
  const page = await openPanel("#/connectome?nulls=0");
  await numbers(page);
  let edges = "";
  for (let i = 0; i < 20_000; i++) for (const step of [1, 2, 3, 5, 7]) edges += `${i},${(i + step) % 20_000}\n`;
  const folder = await mkdtemp(join(tmpdir(), "neurite-")),
    file = join(folder, "ring.csv");
  await writeFile(file, edges);
  expect(await longTasks(page, () => changed(page, () => page.getByLabel(/Open a graph/).setInputFiles(file)))).toEqual(
    [],
  );
  await rm(folder, { recursive: true });
  expect(Number((await numbers(page))["Clustering C"])).toBeGreaterThan(0.2);
});
