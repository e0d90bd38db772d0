import { Router, type Request, type RequestHandler, type Response } from "express";
import { languageFor, type Language } from "../../subgraphs/kernel/language.ts";
import type { Config } from "../../subgraphs/kernel/config.ts";
import { languageAsked } from "../accept-language.ts";
import { buildAssets } from "./assets.ts";
import { documentOf, type Assets } from "./document.ts";
import { forgotPasswordPage } from "./forgot-password.page.ts";
import type { Page } from "./page.ts";
import { PAGE_HEADERS, policyOf } from "./policy.ts";
import { resetPasswordPage } from "./reset-password.page.ts";
import { undoPage } from "./undo.page.ts";
import { wasItYouPage } from "./was-it-you.page.ts";
import { welcomePage } from "./welcome.page.ts";

type Needs = Pick<Config, "publicUrl" | "production" | "geoipCityDb">;

const pagesFor = ({ geoipCityDb }: Needs): Page[] => [
  forgotPasswordPage,
  resetPasswordPage,
  undoPage,
  wasItYouPage({ creditsDbIp: geoipCityDb === null }),
];

/** The pages for people: they show, and what acts is a button, by the API. Each is made once a language, and then kept. */
export const hostedPages = async (config: Needs): Promise<Router> => {
  const { publicUrl, production } = config;
  const pages = pagesFor(config);
  const { style, scripts } = await buildAssets(pages.map(({ script }) => script));
  const router = Router({ strict: true });
  for (const page of pages) router.all(page.path, servePage(page, { style, script: scripts[page.script] }));
  // https://w3c.github.io/webappsec-change-password-url/: where password managers send people.
  router.all("/.well-known/change-password", onlyRead, (_request, response) =>
    response.redirect(302, `${publicUrl}${forgotPasswordPage.path}`),
  );
  if (!production) {
    const policy = policyOf({ style, script: null });
    const welcome = Buffer.from(welcomePage(style));
    router.all("/", onlyRead, (_request, response) => send(response, welcome, policy));
  }
  return router;
};

/** Not by Express's own `send`, which hashes each page for an ETag that no browser may use. To a HEAD Node sends no body. */
const send = (response: Response, page: Buffer, policy: string): void => {
  response
    .set({ ...PAGE_HEADERS, "content-security-policy": policy, "content-length": String(page.byteLength) })
    .type("html")
    .end(page);
};

const servePage = (page: Page, assets: Assets): RequestHandler[] => {
  const policy = policyOf(assets);
  const made = new Map<Language, Buffer>();
  const inLanguage = (language: Language): Buffer => {
    const known = made.get(language) ?? Buffer.from(documentOf(language, page.content(language), assets));
    made.set(language, known);
    return known;
  };
  return [
    onlyRead,
    (request, response) => {
      const language = languageOf(request);
      response.set({ "content-language": language, vary: "accept-language" });
      send(response, inLanguage(language), policy);
    },
  ];
};

/** What was chosen on the page, else what the browser asks for. */
const languageOf = ({ query, headers }: Request): Language =>
  (typeof query.lang === "string" ? languageFor(query.lang) : null) ??
  languageAsked(headers["accept-language"]) ??
  "en";

/** Shows and changes nothing. A body is not waited for. */
const onlyRead: RequestHandler = ({ method }, response, next) => {
  if (method === "GET" || method === "HEAD") next();
  else
    response
      .set({ allow: "GET, HEAD", connection: "close" })
      .status(405)
      .type("text")
      .send("This page is only read.\n");
};
