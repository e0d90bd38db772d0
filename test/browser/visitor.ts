import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { OUR_ORIGIN } from "../world/server.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ACTS_WITHIN_MS = 10_000;

export type Visit = {
  page: Page;
  /** What the browser complained about: errors of the page, and what its policy forbade. */
  complaints: string[];
  /** Every address that was asked for, in full. */
  asked: string[];
};

type Options = { language?: string; withoutScript?: boolean };

/** A browser, and whoever looks through it. One a test file: starting it takes longer than most tests. */
export const openBrowser = async (server: string) => {
  const browser: Browser = await launchChromium(OUR_ORIGIN, server);
  const open: BrowserContext[] = [];

  const visitor = async (options: Options = {}): Promise<Visit> => {
    const { language = "en-GB", withoutScript = false } = options;
    const context = await browser.newContext({
      locale: language,
      viewport: SCREENS.phone,
      javaScriptEnabled: !withoutScript,
      baseURL: OUR_ORIGIN,
      timezoneId: "Europe/Stockholm",
      // The test is the proxy in front of the server: each visitor comes from a network of their own.
      extraHTTPHeaders: { "x-forwarded-for": `81.224.${randomInt(256)}.1` },
    });
    context.setDefaultTimeout(ACTS_WITHIN_MS);
    open.push(context);
    const page = await context.newPage();
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("request", (request) => asked.push(request.url()));
    return { page, complaints, asked };
  };

  return {
    visitor,
    closeVisitors: () => Promise.all(open.splice(0).map((context) => context.close())),
    close: () => browser.close(),
  };
};

const SCREENS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

/** `npm run screenshots` sets it, so that a person can look at every state of every page. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  const before = page.viewportSize();
  for (const [screen, size] of Object.entries(SCREENS)) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(folder, `${name}-${screen}.png`), animations: "disabled", caret: "initial" });
  }
  if (before) await page.setViewportSize(before);
};

const RUN_AXE = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ": " + html + " " + failureSummary)))`;

/**
 * What a screen reader, a keyboard or weak eyes would stumble over on the page as it is now, in the light and in the dark, by WCAG
 * 2.2 AA and best practice; and what the browser complained about.
 */
export const obstacles = async ({ page, complaints }: Visit, name: string): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(AXE);
    found.push(...(await page.evaluate<string[]>(RUN_AXE)).map((it) => `${colorScheme}: ${it}`));
    await picture(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  return [...found, ...complaints];
};
