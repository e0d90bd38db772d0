import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build, stop } from "esbuild";
import type { Page } from "playwright-core";
import type * as library from "../../sdk/countersign.ts";
import type * as operations from "../../sdk/operations.ts";
import type { RequestEvent } from "../../sdk/requests.ts";
import type { Kept } from "../../sdk/tokens.ts";
import type { Step } from "../../sdk/verification.ts";
import { clientOn } from "../world/app.ts";
import { mailboxOf } from "../world/inbox.ts";
import { startServer, type Server } from "../world/server.ts";
import { openBrowser } from "./visitor.ts";

/** What an app has in its page: the library, and whatever it made of it. */
type InPage = {
  sdk: typeof library & typeof operations;
  localStorage: { getItem(name: string): string | null; setItem(name: string, value: string): void };
  app: library.Countersign;
  closes: number[];
  shown: RequestEvent[];
  steps: Step[];
};

/** The library as an app bundles it, with nothing of Node. */
const bundled = async (): Promise<string> => {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from "./sdk/countersign.ts"; export * from "./sdk/operations.ts";`,
      resolveDir: process.cwd(),
    },
    ...{ bundle: true, write: false, format: "iife", globalName: "sdk", platform: "browser", target: "es2022" },
  });
  await stop();
  return outputFiles[0]!.text;
};

/** Where an app of somebody else's lives: an origin of its own. */
const hostOf = async (script: string) => {
  const page = `<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,"><script>${script}</script>`;
  const host = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8").end(page);
  }).listen(0, "127.0.0.1");
  await once(host, "listening");
  return { origin: `http://127.0.0.1:${(host.address() as AddressInfo).port}`, close: () => host.close() };
};

let [server, browser] = [] as unknown as [Server, Awaited<ReturnType<typeof openBrowser>>];
let [ours, foreign] = [] as unknown as [Awaited<ReturnType<typeof hostOf>>, Awaited<ReturnType<typeof hostOf>>];
beforeAll(async () => {
  const script = await bundled();
  [ours, foreign] = [await hostOf(script), await hostOf(script)];
  server = await startServer({ ALLOWED_ORIGINS: ours.origin });
  browser = await openBrowser(server.url);
}, 120_000);
afterAll(async () => {
  await browser.closeVisitors();
  await browser.close();
  await server.stop();
  for (const host of [ours, foreign]) host.close();
}, 60_000);

const credentials = { email: "ada@example.com", password: "horse staple orbit lantern" };

/** The app is opened, and goes on with what it kept. */
const starts = (page: Page, app: operations.ClientInput) =>
  page.evaluate(
    (options: library.Options) => {
      const here = globalThis as unknown as InPage;
      here.closes = [];
      here.app = here.sdk.createCountersign({
        ...options,
        storage: {
          read: () => JSON.parse(here.localStorage.getItem("kept") ?? "null") as Kept | null,
          write: (kept) => here.localStorage.setItem("kept", JSON.stringify(kept)),
        },
        onClosed: (code) => here.closes.push(code),
      });
    },
    { url: server.url, app },
  );

const opens = async (app: operations.ClientInput, { origin } = ours) => {
  const visit = await browser.visitor();
  await visit.page.goto(origin);
  await starts(visit.page, app);
  return visit;
};

/** Joins there, and turns two-step verification on. */
const trusts = async (page: Page): Promise<void> => {
  const mailbox = mailboxOf(server.url, credentials.email);
  await page.evaluate((it) => (globalThis as unknown as InPage).app.signUp(it), credentials);
  await page.evaluate((it) => (globalThis as unknown as InPage).app.confirmEmail(it), {
    email: credentials.email,
    code: await mailbox.code(),
  });
  const ticket = await page.evaluate(async () => {
    const { sdk, app } = globalThis as unknown as InPage;
    const { enableTwoStepVerification: flow } = await app.ask(sdk.EnableTwoStepVerificationDocument, {});
    return flow.__typename === "FlowStarted" ? flow.ticket : flow.__typename;
  });
  const input = { ticket, code: await mailbox.code() };
  await page.evaluate(async (it) => {
    const { sdk, app } = globalThis as unknown as InPage;
    await app.ask(sdk.ConfirmTwoStepVerificationDocument, { input: it });
  }, input);
};

describe("the client library, in a browser, in an app of another origin", () => {
  it("signs a new device in by the number that a trusted one is told", async () => {
    const client = clientOn("phone");
    const phone = await opens(client);
    await trusts(phone.page);
    // Another start of the app, with what it kept.
    await phone.page.reload();
    await starts(phone.page, client);
    await phone.page.evaluate(async () => {
      const here = globalThis as unknown as InPage;
      here.shown = [];
      void (async () => {
        for await (const event of here.app.requests()) here.shown.push(event);
      })();
      const isOnline = async () =>
        (await here.app.ask(here.sdk.TrustedDevicesDocument, {})).me?.trustedDevices.some(({ online }) => online);
      while (!(await isOnline()));
    });

    const laptop = await opens(clientOn("laptop"));
    const matchNumber = await laptop.page.evaluate(async (it) => {
      const here = globalThis as unknown as InPage;
      const asked = await here.app.signIn(it);
      if (asked.__typename !== "VerificationRequired") throw new Error(asked.__typename);
      const flow = here.app.numberFlow(asked);
      here.steps = [];
      void (async () => {
        for await (const step of flow) here.steps.push(step);
      })();
      return flow.matchNumber;
    }, credentials);
    expect(matchNumber).toMatch(/^\d\d$/);

    await phone.page.waitForFunction(() => (globalThis as unknown as InPage).shown.length === 1);
    const answer = await phone.page.evaluate(async (number) => {
      const { app, shown } = globalThis as unknown as InPage;
      const [event] = shown;
      if (event?.__typename !== "VerificationRequested") throw new Error(event?.__typename);
      const { __typename } = await app.approve(event.request.id, number);
      return { __typename, device: event.request.device.name };
    }, matchNumber ?? "");
    expect(answer).toEqual({ __typename: "VerificationSettled", device: "laptop" });

    await laptop.page.waitForFunction(() => (globalThis as unknown as InPage).steps.at(-1)?.__typename === "SignedIn");
    const seen = await laptop.page.evaluate(async () => {
      const { app, sdk, closes, steps } = globalThis as unknown as InPage;
      const { me } = await app.ask(sdk.MeDocument, { first: 1 });
      await app.close();
      return { email: me?.email, closes, kinds: steps.map(({ __typename }) => __typename), kept: await app.kept() };
    });
    expect(seen).toMatchObject({ email: credentials.email, kept: { deviceToken: expect.any(String) } });
    expect(seen.kinds.slice(-2)).toEqual(["VerificationChallenge", "SignedIn"]);
    for (const { complaints } of [phone, laptop]) expect(complaints).toEqual([]);
  });

  it("gets no answer, and no socket, in an app of an origin that is not allowed", async () => {
    const { page } = await opens(clientOn("phone"), foreign);
    const code = await page.evaluate(
      (it) =>
        (globalThis as unknown as InPage).app.signIn(it).then(
          ({ __typename }) => __typename,
          (error: unknown) => (error as { code: string }).code,
        ),
      credentials,
    );
    expect(code).toBe("NETWORK");
    await page.evaluate(() => {
      const { app, sdk } = globalThis as unknown as InPage;
      app.events(sdk.SessionEndedDocument, {});
    });
    await page.waitForFunction(() => (globalThis as unknown as InPage).closes.length > 0);
    expect(await page.evaluate(() => (globalThis as unknown as InPage).closes[0])).toBe(1006);
  });
});
