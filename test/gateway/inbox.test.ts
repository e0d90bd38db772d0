import { once } from "node:events";
import type { AddressInfo } from "node:net";

import express from "express";
import { createTransport } from "nodemailer";

import { startInbox } from "../../gateway/inbox/inbox.ts";
import type { InboxMessage } from "../../gateway/inbox/message.ts";

const now = () => new Date("2026-03-01T09:30:00Z");

/** An inbox that is served, and a person's ways to send to it and look at it. */
const inboxWorld = async () => {
  const inbox = await startInbox({ now });
  const server = express().use(inbox.router).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mailer = createTransport(inbox.smtpUrl);
  return {
    ...inbox,
    mails: (letter: { to: string; subject: string; text: string; html?: string }) =>
      mailer.sendMail({ from: "no-reply@countersign.local", ...letter }),
    reads: async () => (await (await fetch(`${address}/inbox.json`)).json()) as InboxMessage[],
    opens: async () => {
      const response = await fetch(`${address}/inbox`);
      return { headers: response.headers, page: await response.text() };
    },
    closes: async () => {
      mailer.close();
      server.closeAllConnections();
      server.close();
      await inbox.stop();
    },
  };
};

describe("the development inbox", () => {
  let world: Awaited<ReturnType<typeof inboxWorld>>;
  beforeEach(async () => {
    world = await inboxWorld();
  });
  afterEach(() => world.closes());

  it("holds a mail as soon as it is sent", async () => {
    await world.mails({
      to: "ada@example.com",
      subject: "Grüße, Ada ✓",
      text: "Your code: 123456",
      html: "<b>123456</b>",
    });

    expect(await world.reads()).toEqual([
      {
        id: expect.any(String),
        kind: "mail",
        to: "ada@example.com",
        subject: "Grüße, Ada ✓",
        text: expect.stringContaining("Your code: 123456"),
        html: expect.stringContaining("<b>123456</b>"),
        data: null,
        at: "2026-03-01T09:30:00.000Z",
      },
    ]);
  });

  it("keeps SMS and pushes beside it, newest last in JSON and first on the page", async () => {
    await world.mails({ to: "ada@example.com", subject: "the mail", text: "hello" });
    world.add({ kind: "sms", to: "+441632960001", text: "the sms" });
    world.add({ kind: "push", to: "token", subject: "the push", text: "A code waits", data: { code: "654321" } });

    expect(await world.reads()).toMatchObject([
      { kind: "mail", subject: "the mail" },
      { kind: "sms", subject: null, html: null, data: null },
      { kind: "push", data: { code: "654321" } },
    ]);
    const { page } = await world.opens();
    expect(page.indexOf("the push")).toBeLessThan(page.indexOf("the sms"));
    expect(page.indexOf("the sms")).toBeLessThan(page.indexOf("the mail"));
  });

  it("forgets the oldest beyond a thousand", async () => {
    for (let nth = 1; nth <= 1_001; nth += 1) world.add({ kind: "sms", to: "+441632960001", text: `number ${nth}` });

    const texts = (await world.reads()).map(({ text }) => text);
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([1_000, "number 2", "number 1001"]);
  });

  it("runs nothing that somebody wrote into a message", async () => {
    const attack = `<script>alert("ada")</script>`;
    await world.mails({ to: "ada@example.com", subject: attack, text: attack, html: `"></iframe>${attack}` });
    world.add({ kind: "push", to: attack, subject: attack, text: attack, data: { [attack]: attack } });

    const { page, headers } = await world.opens();
    expect(page).not.toContain("<script>");
    expect(page).toContain("&lt;script&gt;alert(&quot;ada&quot;)&lt;/script&gt;");
    expect(page.match(/<\/iframe>/g)).toHaveLength(1);
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'nonce-[^']+'/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("is never cached", async () => {
    expect((await world.opens()).headers.get("cache-control")).toBe("no-store");
  });

  it("makes links of web addresses only", async () => {
    world.add({ kind: "sms", to: "+441632960001", text: "see https://a.example/?x=1&y=2 or javascript:alert(1)" });

    const { page } = await world.opens();
    expect(page).toContain(`<a href="https://a.example/?x=1&amp;y=2"`);
    expect(page).not.toContain(`href="javascript:`);
  });
});
