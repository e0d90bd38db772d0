import { randomUUID } from "node:crypto";

import { startSmtpSink, type Fault } from "../../kernel/smtp-sink.ts";
import { post } from "../../world/api.ts";
import * as documents from "../../world/documents.ts";
import { startServer, type Server } from "../../world/server.ts";
import { until } from "../../world/until.ts";

/** A sender that is gone holds a message for half a minute. */
const LEASE_MS = 31_000;

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const header = (letter: string, name: string): string => new RegExp(`^${name}: (.*)`, "im").exec(letter)?.[1] ?? "";
const codeIn = (letter: string): string => /^ *(\d{6})\r?$/m.exec(letter)?.[1] ?? "";

const client = (installationId: string) => ({
  appId: "kasa",
  appVersion: "3.1.0",
  device: { installationId, name: "phone", model: "Pixel 8", osName: "Android", osVersion: "15" },
});

/** Somebody signs up; the server dies while the letter is with a mail server that does this; another takes its place. */
const diesBefore = async (fault: Fault, isThere: (sink: Awaited<ReturnType<typeof startSmtpSink>>) => boolean) => {
  const sink = await startSmtpSink();
  opened.push(sink.stop);
  sink.does(fault);
  const email = `ada.${randomUUID()}@example.com`;
  const installationId = randomUUID();
  const says = async ({ url }: Server, query: string, input: object) =>
    (await post(url, query, { variables: { input } })).body.data.result as { kind: string };

  const first = await startServer({ SMTP_URL: `smtp://127.0.0.1:${sink.port}` });
  const input = { email, password: "horse staple orbit lantern", client: client(installationId) };
  expect(await says(first, documents.SIGN_UP, input)).toMatchObject({ kind: "EmailConfirmationSent" });
  await until(() => Promise.resolve(isThere(sink)));
  await first.kill();

  sink.does(null);
  const heard = sink.letters.length;
  const next = await startServer(first.env);
  opened.push(next.stop);
  await next.turn(LEASE_MS);
  await until(() => Promise.resolve(sink.letters.length > heard));
  const confirms = (code: string) =>
    says(next, documents.CONFIRM_EMAIL, { email, code, client: client(installationId) });
  return { letters: sink.letters, confirms };
};

describe("a power cut", () => {
  it("after a letter was written down and before it left loses none of it", async () => {
    const { letters, confirms } = await diesBefore("HANGS", (sink) => sink.connections() > 0);
    expect(letters).toHaveLength(1);
    expect(await confirms(codeIn(letters[0] ?? ""))).toMatchObject({ kind: "SignedIn" });
  });

  it("after a letter left and before that was written down sends the same one again, and nothing else", async () => {
    const { letters, confirms } = await diesBefore("HANGS_AFTER_DATA", (sink) => sink.letters.length > 0);
    const [first = "", again = "", ...more] = letters;
    expect(more).toEqual([]);
    expect(header(again, "Message-ID")).toBe(header(first, "Message-ID"));
    expect(codeIn(again)).toMatch(/^\d{6}$/);
    expect(codeIn(again)).toBe(codeIn(first));
    expect(await confirms(codeIn(again))).toMatchObject({ kind: "SignedIn" });
  });
});
