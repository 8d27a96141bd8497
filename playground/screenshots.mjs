// Pictures of the four panels with something to be seen, playground/screenshots/<panel>.png, 1200 × 800.
// Run: node playground/screenshots.mjs [address of a served playground]; without one, build/playground is served.
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { preview } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url)),
  folder = fileURLToPath(new URL("screenshots/", import.meta.url)),
  viewport = { width: 1200, height: 800 },
  largest = 250_000;

/** What is opened, what is done until it is there, and what stands at the top of the picture; by default the page's top. */
const pictures = [
  {
    slug: "sparse-learning",
    query: "trained=12&example=3",
    ready: (page) => page.getByText(/^[0-9a-f]{64}$/).waitFor(),
    top: ".training + *",
  },
  {
    slug: "structure-function",
    query: "trained=20",
    ready: (page) => page.getByRole("status").getByText("At rest", { exact: true }).waitFor(),
    top: ".results figure",
  },
  {
    slug: "sequence-memory",
    query: "steps=209",
    ready: (page) => page.getByRole("cell", { name: "209", exact: true }).waitFor(),
    top: ".results figure",
  },
  {
    slug: "connectome",
    query: "",
    ready: (page) => page.locator(".results[aria-busy=false] .readout").waitFor(),
  },
];

const server = process.argv[2]
    ? undefined
    : await preview({ root, logLevel: "error", preview: { port: 0, host: "127.0.0.1" } }),
  address = process.argv[2] ?? server.resolvedUrls.local[0],
  executablePath =
    process.env.CHROMIUM ?? execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim(),
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
try {
  mkdirSync(folder, { recursive: true });
  for (const { slug, query, ready, top } of pictures) {
    const page = await browser.newPage({
        viewport,
        colorScheme: "light",
        reducedMotion: "reduce",
        deviceScaleFactor: 1,
      }),
      path = `${folder}${slug}.png`;
    page.setDefaultTimeout(120_000);
    await page.goto(`${address}#/${slug}?${query}`);
    await ready(page);
    if (top)
      await page
        .locator(top)
        .first()
        .evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 16));
    // The charts are drawn in the next frame.
    await page.waitForTimeout(500);
    await page.screenshot({ path });
    if (statSync(path).size >= largest)
      throw new Error(`${path} has ${statSync(path).size} bytes, may have ${largest}`);
    await page.close();
  }
} finally {
  await browser.close();
  await server?.close();
}
