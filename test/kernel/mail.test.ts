import { once } from "node:events";
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";

import { pino } from "pino";
import { SMTPServer } from "smtp-server";

import { later } from "../../subgraphs/kernel/clock.ts";
import { memoryEvents } from "../../subgraphs/kernel/events.ts";
import { smtpTransport } from "../../subgraphs/kernel/mail.ts";
import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import { mongoOutbox, startSender } from "../../subgraphs/kernel/outbox.ts";
import { createSecrets } from "../../subgraphs/kernel/secret.ts";
import { turnableTime } from "../world/turnable-time.ts";
import { until } from "../world/until.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What the server says, and to which command; it says so once. */
type Refusal = { responseCode: number; to: "MAIL FROM" | "RCPT TO" | "DATA" };

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

/** A letter in an outbox, and the SMTP server that it leaves to. */
const letterTo = async (refusal: Refusal) => {
  let tries = 0;
  let refusals = 1;
  const answer = (to: Refusal["to"]) =>
    to === refusal.to && refusals-- > 0
      ? Object.assign(new Error("not this one"), { responseCode: refusal.responseCode })
      : null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onMailFrom: (_address, _session, done) => {
      tries += 1;
      done(answer("MAIL FROM"));
    },
    onRcptTo: (_address, _session, done) => done(answer("RCPT TO")),
    onData: (stream, _session, done) => stream.resume().on("end", () => done(answer("DATA"))),
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  opened.push(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const time = turnableTime();
  const { connection, afterCommit } = mongo;
  const [secrets, events] = [createSecrets(randomUUID()), memoryEvents(afterCommit)];
  const outbox = mongoOutbox({ connection, secrets, events });
  await mongo.prepare();
  const { port } = listening.address() as AddressInfo;
  const mailer = smtpTransport({ smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: "no-reply@countersign.test" });
  opened.push(mailer.close);
  const log = pino({ level: "silent" });
  const sender = startSender({ connection, secrets, events, transports: { MAIL: mailer.send }, time, log });
  opened.push(sender.stop);

  const challengeId = randomUUID();
  const staleAt = later(time.now(), 10 * MINUTE);
  const content = { subject: "Your code", text: "271828", challengeId };
  await outbox.put({ channel: "MAIL", to: "ada@example.com", staleAt, ...content }, time.now());
  return {
    time,
    tries: () => tries,
    state: async () => (await outbox.deliveriesOf([challengeId]))[0]?.state,
    row: () => connection.collection("outbox").findOne({ challengeId }),
  };
};

describe("a letter that the other server never takes", () => {
  it.each([
    { responseCode: 550, to: "RCPT TO" as const },
    { responseCode: 554, to: "DATA" as const },
  ])("fails at once, and its code is wiped: $responseCode to $to", async (refusal) => {
    const { state, tries, row } = await letterTo(refusal);
    await until(async () => (await state()) === "FAILED");
    expect(tries()).toBe(1);
    expect((await row())?.sealed).toBeNull();
  });
});

describe("a letter that the other server does not take now", () => {
  it.each([
    { responseCode: 451, to: "RCPT TO" as const },
    { responseCode: 452, to: "DATA" as const },
    // About our own address, and so about every letter: an operator may mend it.
    { responseCode: 553, to: "MAIL FROM" as const },
  ])("is sent again after a pause: $responseCode to $to", async (refusal) => {
    const { state, tries, row, time } = await letterTo(refusal);
    await until(async () => {
      const { attempts, dueAt } = (await row()) as unknown as { attempts: number; dueAt: Date };
      return attempts === 1 && dueAt < later(time.now(), 3 * SECOND);
    });
    time.turn(3 * SECOND);
    await until(async () => (await state()) === "SENT");
    expect(tries()).toBe(2);
  });
});
