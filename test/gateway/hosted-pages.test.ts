import { createHash } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import express from "express";

import { hostedPages } from "../../gateway/pages/router.ts";
import { html, json } from "../../gateway/pages/html.ts";
import { LANGUAGES } from "../../subgraphs/kernel/language.ts";
import { world } from "../world.ts";
import { OUR_ORIGIN } from "../world/server.ts";

const PAGES = ["/forgot-password", "/reset-password", "/undo", "/was-it-you"];

const open = async (path: string, init: RequestInit = {}) => {
  const { server } = await world();
  const response = await fetch(`${server.url}${path}`, { redirect: "manual", ...init });
  return { status: response.status, headers: response.headers, page: await response.text() };
};
const inLanguage = (accept: string) => ({ headers: { "accept-language": accept } });

const hashOf = (page: string, element: "script" | "style") => {
  const [, content = ""] = new RegExp(`<${element}>(.*?)</${element}>`, "s").exec(page) ?? [];
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
};

describe("a hosted page", () => {
  it.each(PAGES)(
    "%s may run its own script, wear its own style, ask its own server, and nothing else",
    async (path) => {
      const { status, headers, page } = await open(path);

      expect(status).toBe(200);
      expect(headers.get("content-security-policy")).toBe(
        [
          "default-src 'none'",
          `script-src ${hashOf(page, "script")}`,
          "connect-src 'self'",
          `style-src ${hashOf(page, "style")}`,
          "img-src data:",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'",
        ].join("; "),
      );
      expect(Object.fromEntries(headers)).toMatchObject({
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "x-robots-tag": "noindex",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
      });
      expect(headers.get("set-cookie")).toBeNull();
    },
  );

  it.each(PAGES)("%s is one small answer that loads nothing", async (path) => {
    const { page } = await open(path, inLanguage("ru"));

    expect(Buffer.byteLength(page)).toBeLessThan(32 * 1_024);
    expect(page).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="(?!data:)|url\(/);
    expect(page).not.toMatch(/\s(on\w+|style)=/);
  });

  it.each(PAGES)("%s says what is needed where no script runs", async (path) => {
    const { page } = await open(path);
    const [shown = "", ...hidden] = page.match(/<section[^>]*>/g) ?? [];

    expect(shown).not.toContain("hidden");
    expect(page).toContain("This page needs JavaScript");
    expect(hidden.length).toBeGreaterThan(0);
    for (const section of hidden) expect(section).toContain("hidden");
  });

  it.each(LANGUAGES)("speaks %s to whoever asks for it", async (language) => {
    const { headers, page } = await open("/forgot-password", inLanguage(`${language};q=0.9, fi`));

    expect(headers.get("content-language")).toBe(language);
    expect(headers.get("vary")).toContain("accept-language");
    expect(page).toContain(`<html lang="${language}">`);
  });

  it("speaks the language that was chosen on it, whatever the browser asks for", async () => {
    const page = async (query: string) =>
      (await open(`/undo${query}`, inLanguage("de"))).headers.get("content-language");

    expect(await page("?lang=sv")).toBe("sv");
    expect(await page("?lang=tlh")).toBe("de");
    expect(await page("?lang=sv&lang=fr")).toBe("de");
    expect(await page("?lang[]=%3Cscript%3E")).toBe("de");
  });

  it.each([...PAGES, "/.well-known/change-password"])("%s is only read", async (path) => {
    const head = await open(path, { method: "HEAD" });
    expect([head.status < 400, head.page]).toEqual([true, ""]);

    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      const body = method === "OPTIONS" ? null : "newPassword=x".repeat(100_000);
      const { status, headers } = await open(path, { method, body });
      expect([method, status, headers.get("allow")]).toEqual([method, 405, "GET, HEAD"]);
    }
  });

  it("is not found under another spelling", async () => {
    for (const path of ["/reset-password/", "//reset-password", "/reset-password/x", "/reset-password%2f"])
      expect([path, (await open(path)).status]).toEqual([path, 404]);
  });

  it("is where password managers look for it, whatever host they call it by", async () => {
    const { status, headers } = await open("/.well-known/change-password", {
      headers: { "x-forwarded-host": "evil.example", forwarded: "host=evil.example" },
    });

    expect([status, headers.get("location")]).toEqual([302, `${OUR_ORIGIN}/forgot-password`]);
  });
});

describe("the first page of a development server", () => {
  it("leads to everything that it has", async () => {
    const { status, headers, page } = await open("/");
    const links = [...page.matchAll(/href="(?!data:)([^"]+)"/g)].map(([, href]) => `/${href ?? ""}`);

    expect([status, headers.get("content-security-policy")]).toEqual([
      200,
      expect.stringMatching(/^default-src 'none'; style/),
    ]);
    expect(links).toContain("/inbox");
    for (const link of links)
      expect([link, (await open(link, { headers: { accept: "text/html" } })).status]).toEqual([link, 200]);
  });

  it("is not there in production", async () => {
    const pages = await hostedPages({ publicUrl: "https://id.example.com", production: true, geoipCityDb: null });
    const server = express().use(pages).listen(0, "127.0.0.1");
    await once(server, "listening");
    const at = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

    expect([(await at("/")).status, (await at("/forgot-password")).status]).toEqual([404, 200]);
    server.closeAllConnections();
    server.close();
  });
});

describe("the markup of the pages", () => {
  it("takes what is put into it for text", () => {
    const attack = `<img src=x onerror="alert('ada')">&`;

    expect(html`<p title="${attack}">${attack}</p>`.markup).toBe(
      html`<p title="${attack}">${html`${attack}`}</p>`.markup,
    );
    expect(html`<p>${[attack, null, 7]}</p>`.markup).toBe(
      "<p>&lt;img src=x onerror=&quot;alert(&#39;ada&#39;)&quot;&gt;&amp;7</p>",
    );
    expect(json({ text: "</script><!--" }).markup).not.toContain("<");
  });
});
