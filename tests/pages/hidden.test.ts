import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, type CDPSession, launch, type Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { executable } from "./support.js";

// Puppeteer, as Playwright has every page believe that it is in front.
let browser: Browser, server: Server, page: Page, session: CDPSession;

beforeAll(async () => {
  const files = new Map<string, string>([
    ["/", '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>'],
  ]);
  for (const name of ["page", "worker"]) {
    const entryPoints = [fileURLToPath(new URL(`hidden-${name}.ts`, import.meta.url))];
    const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: "esm", target: "es2022" });
    files.set(`/${name}.js`, outputFiles[0]!.text);
  }
  server = createServer(({ url }, response) => {
    response.writeHead(files.has(url!) ? 200 : 404, {
      "Content-Type": url!.endsWith(".js") ? "text/javascript" : "text/html",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    response.end(files.get(url!));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launch({
    executablePath: process.env.CHROMIUM ?? executable("chromium"),
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
    // These would spare a hidden page what browsers do to it.
    ignoreDefaultArgs: [
      "--disable-backgrounding-occluded-windows",
      "--disable-renderer-backgrounding",
      "--disable-background-timer-throttling",
    ],
  });
  [page] = (await browser.pages()) as [Page];
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  session = await page.createCDPSession();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Begins a training, whose result the page keeps. */
const begin = (where: string, epochs: number) =>
  page.evaluate(
    (where, epochs) => {
      const { train } = globalThis as unknown as { train(where: string, epochs: number): Promise<string> };
      Object.assign(globalThis, { result: undefined, seen: [] });
      const { seen } = globalThis as unknown as { seen: string[] };
      for (const type of ["visibilitychange", "freeze", "resume"])
        document.addEventListener(type, () => seen.push(type === "visibilitychange" ? document.visibilityState : type));
      void train(where, epochs).then(
        (result) => Object.assign(globalThis, { result }),
        (error) => Object.assign(globalThis, { result: String(error) }),
      );
    },
    where,
    epochs,
  );
const result = () => page.evaluate(() => (globalThis as unknown as { result?: string }).result);
const finished = async () => {
  await page.waitForFunction("result !== undefined", { timeout: 60_000, polling: 50 });
  return result();
};

it.each(["page", "worker"])(
  "a training on the %s goes on to the same bits while its tab is hidden, frozen and shown",
  async (where) => {
    await page.reload();
    await begin(where, 5);
    await finished();
    const start = performance.now();
    await begin(where, 50);
    const short = await finished();
    // So long a training as takes some six seconds here.
    const epochs = Math.ceil((50 * 6000) / (performance.now() - start));
    await begin(where, epochs);
    const expected = await finished();
    expect(expected).toMatch(/^[0-9a-f]{64}$/);

    await page.reload();
    await begin(where, epochs);
    await later(300);
    const other = await browser.newPage();
    await other.bringToFront();
    await later(500);
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await later(700);
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await later(200);
    expect(await result()).toBeUndefined();
    await page.bringToFront();
    expect(await finished()).toBe(expected);
    expect(await page.evaluate("seen")).toEqual(["hidden", "freeze", "resume", "visible"]);

    // And hidden to its end.
    await begin(where, 50);
    await other.bringToFront();
    expect(await finished()).toBe(short);
    await other.close();
  },
);
