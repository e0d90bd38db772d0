import { generateKeyPairSync, randomUUID } from "node:crypto";

import { pino } from "pino";

import { later } from "../../subgraphs/kernel/clock.ts";
import { readConfig, type ConfigFault } from "../../subgraphs/kernel/config.ts";
import { memoryEvents } from "../../subgraphs/kernel/events.ts";
import { smtpTransport } from "../../subgraphs/kernel/mail.ts";
import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import { mongoOutbox, startSender } from "../../subgraphs/kernel/outbox.ts";
import { createSecrets } from "../../subgraphs/kernel/secret.ts";
import { deviceOf } from "../world/device.ts";
import { REQUEST_RESET, RESEND_CONFIRMATION } from "../world/documents.ts";
import { mailboxOf } from "../world/inbox.ts";
import { the } from "../world/results.ts";
import { startServer } from "../world/server.ts";
import { turnableTime } from "../world/turnable-time.ts";
import { until } from "../world/until.ts";
import { startSmtpSink, type Fault } from "./smtp-sink.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const PASSWORD = "horse staple orbit lantern";

let mongo: Mongo;
const opened: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  mongo = await connectMongo(process.env.TEST_MONGO_URL!, { database: `test-${randomUUID()}` });
});
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});
afterAll(async () => {
  await mongo.connection.dropDatabase();
  await mongo.close();
});

const keyOf = (modulusLength: number) =>
  generateKeyPairSync("rsa", {
    modulusLength,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;

/** A letter in an outbox, before a server that does something wrong. */
const letterBefore = async (fault: Fault | "REFUSES", env: Record<string, string> = {}) => {
  const sink = await startSmtpSink();
  if (fault === "REFUSES") await sink.stop();
  else {
    sink.does(fault);
    opened.push(sink.stop);
  }
  const time = turnableTime();
  const { connection, afterCommit } = mongo;
  const [secrets, events] = [createSecrets(randomUUID()), memoryEvents(afterCommit)];
  const outbox = mongoOutbox({ connection, secrets, events });
  await mongo.prepare();
  const { mailFrom, dkim } = readConfig({ MAIL_FROM: "no-reply@id.example.com", ...env });
  const mailer = smtpTransport({ smtpUrl: `smtp://127.0.0.1:${sink.port}`, mailFrom, dkim, patienceMs: 400 });
  opened.push(mailer.close);
  const log = pino({ level: "silent" });
  const sender = startSender({ connection, secrets, events, transports: { MAIL: mailer.send }, time, log });
  opened.push(sender.stop);

  const challengeId = randomUUID();
  const content = { subject: "Your code", text: "271828", html: "<p>271828</p>", challengeId };
  await outbox.put(
    { channel: "MAIL", to: "ada@example.com", staleAt: later(time.now(), 10 * MINUTE), ...content },
    time.now(),
  );
  const row = () => connection.collection("outbox").findOne({ challengeId });
  return {
    sink,
    time,
    row,
    /** As soon as that many tries have come to nothing, and the letter waits for the next. */
    fails: (tries: number) =>
      until(async () => {
        const { attempts, dueAt, state } = (await row()) as unknown as { attempts: number; dueAt: Date; state: string };
        return state === "QUEUED" && attempts === tries && dueAt < later(time.now(), 10 * SECOND);
      }),
    isSent: () => until(async () => (await row())?.state === "SENT"),
  };
};

const header = (letter: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, "im").exec(letter)?.[1];

describe("a mail server that is not itself", () => {
  it("gets the letter once it listens again", async () => {
    const { sink, time, fails, isSent } = await letterBefore("REFUSES");
    await fails(1);
    await sink.listen();
    opened.push(sink.stop);
    time.turn(10 * SECOND);
    await isSent();
    expect(sink.letters).toHaveLength(1);
  });

  it("gets the letter once it answers again, after it took the connection and said nothing", async () => {
    const { sink, time, fails, isSent } = await letterBefore("HANGS");
    await fails(1);
    sink.does(null);
    time.turn(10 * SECOND);
    await isSent();
    expect(sink.letters).toHaveLength(1);
  });

  it("gets the same letter again under the same Message-ID, where it went away before it said that it has it", async () => {
    const { sink, time, fails, isSent, row } = await letterBefore("DROPS_AFTER_DATA");
    await fails(1);
    sink.does(null);
    time.turn(10 * SECOND);
    await isSent();
    const ids = sink.letters.map((it) => header(it, "Message-ID"));
    expect(ids).toEqual([`<${String((await row())?._id)}@id.example.com>`, ids[0]]);
  });

  it("gets nothing once the code in the letter has expired, and the code is wiped", async () => {
    const { sink, time, fails, row } = await letterBefore("HANGS");
    await fails(1);
    sink.does(null);
    time.turn(11 * MINUTE);
    await until(async () => (await row())?.state === "FAILED");
    expect(sink.letters).toEqual([]);
    expect((await row())?.sealed).toBeNull();
  });
});

describe("whoever is mailed something", () => {
  const served = async () => {
    const sink = await startSmtpSink();
    opened.push(sink.stop);
    const server = await startServer({ SMTP_URL: `smtp://127.0.0.1:${sink.port}` });
    opened.push(server.stop);
    const nobodys = mailboxOf(server.url, "nobody@example.com");
    const phoneOf = (email: string) => {
      const owner = { email, password: PASSWORD, mailbox: nobodys };
      return deviceOf({ url: server.url, owner, name: "phone", options: {}, opened: () => undefined });
    };
    const lettersTo = (email: string) => sink.letters.filter((it) => header(it, "To") === email);
    const ada = phoneOf("ada@example.com");
    await ada.signsUp();
    await until(async () => lettersTo("ada@example.com").length === 1);
    const [, code = ""] = /^\s*(\d{6})\s*$/m.exec(sink.letters[0] ?? "") ?? [];
    the("SignedIn", await ada.confirms(code));
    /** Three answers of which each is the reason for a letter. */
    const answers = async (bob: string) => {
      await phoneOf(bob).signsUp();
      await server.turn(MINUTE + SECOND);
      const kinds = [
        await ada.does(RESEND_CONFIRMATION, { email: bob }, { token: null }),
        await ada.does(REQUEST_RESET, { input: { email: "ada@example.com" } }, { token: null }),
        await phoneOf(`new.${bob}`).signsUp(),
      ];
      return kinds.map(({ kind }) => kind);
    };
    return { sink, answers };
  };

  it("is answered while the mail server has not said a word, and mailed when it does", async () => {
    const { sink, answers } = await served();
    const usual = await answers("bob@example.com");
    await until(async () => sink.letters.length === 5);

    sink.does("HANGS");
    expect(await answers("eve@example.com")).toEqual(usual);
    // Tried, with nothing taken: no answer above can have waited for it.
    await until(async () => sink.connections() > 0);
    expect(sink.letters).toHaveLength(5);
    sink.does(null);
    await until(async () => sink.letters.length === 9);
    expect(usual).toEqual(["EmailConfirmationSent", "PasswordResetRequested", "EmailConfirmationSent"]);
  });
});

describe("the headers of a letter", () => {
  it("keep machines from answering it, and offer no list to leave", async () => {
    const { sink, isSent } = await letterBefore(null);
    await isSent();
    const [letter = ""] = sink.letters;
    expect(header(letter, "From")).toBe("Countersign <no-reply@id.example.com>");
    expect(header(letter, "To")).toBe("ada@example.com");
    expect(header(letter, "Auto-Submitted")).toBe("auto-generated");
    expect(header(letter, "X-Auto-Response-Suppress")).toBe("All");
    expect(header(letter, "Content-Type")).toMatch(/^multipart\/alternative/);
    expect(letter).not.toMatch(/^(List-|Precedence|DKIM-Signature)/im);
  });

  it("are signed where a DKIM key is configured", async () => {
    const { sink, isSent } = await letterBefore(null, { DKIM_KEY: keyOf(2048), DKIM_SELECTOR: "k1" });
    await isSent();
    const signature = header(sink.letters[0] ?? "", "DKIM-Signature")?.replace(/\s+/g, "");
    expect(signature).toMatch(/a=rsa-sha256/);
    expect(signature).toMatch(/d=id\.example\.com;/);
    expect(signature).toMatch(/s=k1;/);
    expect(signature?.toLowerCase()).toMatch(/h=.*from:.*subject/);
  });
});

describe("the configuration of mail", () => {
  const faultsOf = (env: Record<string, string>): string[] => {
    try {
      readConfig(env);
      return [];
    } catch (error) {
      return (error as ConfigFault).faults;
    }
  };

  it("tells all its faults at once, and never the text of a key", () => {
    const pem = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";
    const faults = faultsOf({
      MAIL_FROM: "Countersign <a@b>",
      DKIM_KEY: pem,
      DKIM_SELECTOR: "a.b",
      SMTP_URL: "mail:25",
    });
    expect(faults).toHaveLength(4);
    expect(faults.join()).not.toContain("c2VjcmV0");
    expect(faultsOf({ DKIM_KEY: "/nowhere.pem" })).toHaveLength(1);
    expect(faultsOf({ DKIM_KEY: keyOf(512) })).toHaveLength(1);
    expect(faultsOf({ DKIM_KEY: keyOf(2048) })).toEqual([]);
  });
});
