import { execFileSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { chromium } from "playwright-core";
import { launch } from "puppeteer-core";

/** What one page came to. */
export interface Visit {
  readonly title: string;
  /** Errors on its console, uncaught ones, requests that failed. */
  readonly problems: readonly string[];
}

export interface Browser {
  readonly name: string;
  readonly version: string;
  /** Opens a page, does what is to be done once its title is "loaded", waits until it is a result, and closes it. */
  visit(address: string, whenLoaded?: () => Promise<void>): Promise<Visit>;
  close(): Promise<void>;
}

/** What both drivers offer of a page. */
interface Page {
  on(event: "console", listener: (message: { type(): string; text(): string }) => void): void;
  on(event: "pageerror", listener: (error: unknown) => void): void;
  on(event: "requestfailed", listener: (request: { url(): string }) => void): void;
  on(event: "response", listener: (response: { status(): number; url(): string }) => void): void;
  goto(address: string): Promise<unknown>;
  title(): Promise<string>;
  evaluate(script: string): Promise<unknown>;
  close(): Promise<void>;
}

/** One launch of each, for all cells. */
export function launchBrowsers(): Promise<Browser[]> {
  return Promise.all([launchChromium(), launchFirefox()]);
}

async function launchChromium(): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? find("chromium"), args });
  return {
    name: "Chromium",
    version: browser.version(),
    visit: async (...asked) => visit((await browser.newPage()) as unknown as Page, ...asked),
    close: () => browser.close(),
  };
}

/** By WebDriver BiDi: Playwright drives only a Firefox of its own. One page at a time: one that closes fails the next to open. */
async function launchFirefox(): Promise<Browser> {
  const executablePath = process.env.FIREFOX ?? find("firefox-esr"),
    browser = await launch({
      browser: "firefox",
      executablePath,
      headless: true,
      handleSIGTERM: false,
      handleSIGINT: false,
      handleSIGHUP: false,
    });
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: "Firefox",
    version: (await browser.version()).replace(/^\w+\//, ""),
    visit(...asked) {
      const next = last.then(async () => visit((await browser.newPage()) as unknown as Page, ...asked));
      last = next.catch(() => {});
      return next;
    },
    close: () => browser.close(),
  };
}

function find(name: string): string {
  return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
}

async function visit(page: Page, address: string, whenLoaded = async () => {}): Promise<Visit> {
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("requestfailed", (request) => problems.push(`failed ${request.url()}`));
  page.on(
    "response",
    (response) => response.status() >= 400 && problems.push(`${response.status()} ${response.url()}`),
  );
  try {
    await page.goto(address);
    if ((await title(page, /^loaded$|^{/, problems)) === "loaded") {
      await whenLoaded();
      await page.evaluate("void dispatchEvent(new Event('unplugged'))");
    }
    return { title: await title(page, /^{/, problems), problems };
  } finally {
    await page.close();
  }
}

/** Asks again and again: a driver's own waiting is a script in the page, which a strict policy refuses. */
async function title(page: Page, awaited: RegExp, problems: readonly string[]): Promise<string> {
  let last = "";
  for (let i = 0; i < 600; i++) {
    last = await page.title();
    if (awaited.test(last)) return last;
    await setTimeout(50);
  }
  throw new Error(`the page ended as "${last}"\n${problems.join("\n")}`);
}
