import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { consumer } from "./consumer.js";

/** A page that imports the published modules as they are, no bundler, and writes what happened into its title. */
const script = `
import { Arena, load, Tensor } from "/neurite/dist/index.js";
import { relu } from "/neurite/dist/ops/index.js";
try {
  const arena = new Arena(await load());
  const x = Tensor.from(arena, [3], [0.5, -1, 1.5]);
  document.title = relu(x, x).data.join();
} catch (error) {
  document.title = error.name + ": " + error.message;
}`;

/** Addresses the page asked for in vain. */
const missing: string[] = [];

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  if (pathname === "/page") {
    response.setHeader("content-security-policy", searchParams.get("policy") ?? "");
    response.setHeader("content-type", "text/html");
    response.end('<!doctype html><title>loading</title><script type="module" src="/script.js"></script>');
  } else if (pathname === "/script.js") {
    response.setHeader("content-type", "text/javascript").end(script);
  } else if (/^\/neurite\/dist\/[\w/.-]+\.js$/.test(pathname)) {
    response.setHeader("content-type", "text/javascript");
    response.end(readFileSync(join(consumer, "node_modules", pathname)));
  } else {
    if (pathname !== "/favicon.ico") missing.push(pathname);
    response.writeHead(404).end();
  }
});
let browser: Browser;

beforeAll(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const executablePath =
    process.env.CHROMIUM ?? execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server.close();
});

async function visit(policy: string): Promise<string> {
  const page = await browser.newPage();
  try {
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/page?policy=${encodeURIComponent(policy)}`);
    // From outside: a function that waits inside the page would be evaluated there, which the policy forbids.
    const over = async () => missing.length > 0 || (await page.title()) !== "loading";
    await expect.poll(over, { timeout: 20_000 }).toBe(true);
    expect(missing).toEqual([]);
    return await page.title();
  } finally {
    await page.close();
  }
}

it("runs in a page under the strictest policy that still allows WebAssembly", async () => {
  expect(await visit("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'")).toBe("0.5,0,1.5");
});

it("names the missing permission in a page whose policy allows no WebAssembly", async () => {
  expect(await visit("default-src 'none'; script-src 'self'")).toMatch(/^UnsupportedError: load: .*'wasm-unsafe-eval'/);
});
