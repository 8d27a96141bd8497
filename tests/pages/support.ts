import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, inject } from "vitest";

let browser: Browser | undefined;
const open = new Set<Page>(),
  complaints = new WeakMap<Page, string[]>(),
  axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

afterEach(async () => {
  await Promise.all([...open].map((page) => page.context().close()));
  open.clear();
});
afterAll(() => browser?.close());

/** A page of its own at `#/slug?state`, once its heading is there. It is closed after the test. */
export async function openPanel(hash: string, options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? executable("chromium"),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options }),
    page = await context.newPage(),
    said: string[] = [];
  open.add(page);
  complaints.set(page, said);
  page.on(
    "console",
    (message) =>
      ["error", "warning"].includes(message.type()) && said.push(`${message.text()} ${message.location().url}`),
  );
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(inject("playground") + hash);
  await page.locator("main h1").waitFor();
  return page;
}

/** Errors and warnings of the page so far, those of its security policy included. */
export function complaintsOf(page: Page): readonly string[] {
  return complaints.get(page)!;
}

/** What axe finds against WCAG 2.2 AA and its own best practices, with the elements at fault. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which no policy of the page concerns.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(" | ")}`,
    );
  });
}

/**
 * Milliseconds of each task of the page's own thread above 50 ms while `during` runs: of processor time, so that others on
 * the machine make none longer.
 */
export async function longTasks(page: Page, during: () => Promise<unknown>): Promise<number[]> {
  await browser!.startTracing(page, { categories: ["devtools.timeline", "disabled-by-default-devtools.timeline"] });
  await during();
  const { traceEvents: events } = JSON.parse(String(await browser!.stopTracing())) as { traceEvents: TraceEvent[] },
    ofPage = new Set(
      events.filter(({ args }) => args?.name === "CrRendererMain").map(({ pid, tid }) => `${pid} ${tid}`),
    ),
    inside = events.filter(({ pid, tid }) => ofPage.has(`${pid} ${tid}`)),
    // What this test says to the page are scripts without an address.
    told = inside.filter(({ name, args }) => name === "EvaluateScript" && !args?.data?.url),
    tasks = inside.filter(
      ({ name, pid, ts, dur = 0 }) =>
        name === "RunTask" && !told.some((one) => one.pid === pid && one.ts >= ts && one.ts < ts + dur),
    );
  if (tasks.length === 0) throw new Error("The trace holds no task of the page");
  return tasks.map(({ tdur = 0 }) => tdur / 1000).filter((ms) => ms > 50);
}

/** Frames of the screen in the next second. Other processes make some seconds worse, none better: ask until it is enough. */
export function framesInASecond(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const begun = performance.now();
    let frames = 0;
    for (; performance.now() - begun < 1000; frames++) await new Promise(requestAnimationFrame);
    return frames;
  });
}

/** Drops a file in the middle of the page, as a hand would. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName));
      return data;
    },
    [name, text] as const,
  );
  await page.dispatchEvent("main", "dragover", { dataTransfer });
  await page.dispatchEvent("main", "drop", { dataTransfer });
}

/** Of Chromium's tracing; times in microseconds, `tdur` the thread's own. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string } };
}

/** Where a program is. */
export function executable(name: string): string {
  return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
}

/** A picture for people, `build/screenshots/<name>.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync("build/screenshots", { recursive: true });
  await page.screenshot({ path: `build/screenshots/${name}.png`, fullPage: true });
}
