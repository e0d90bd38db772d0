import { randomUUID } from "node:crypto";

import { pino } from "pino";

import { later } from "../../subgraphs/kernel/clock.ts";
import { memoryEvents } from "../../subgraphs/kernel/events.ts";
import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import { mongoOutbox, startSender, type Delivery } from "../../subgraphs/kernel/outbox.ts";
import { createSecrets } from "../../subgraphs/kernel/secret.ts";
import { twilioTransport } from "../../subgraphs/kernel/sms.ts";
import { turnableTime } from "../world/turnable-time.ts";
import { until } from "../world/until.ts";
import { ACCOUNT, startTwilio, type Answer, type TwilioServer } from "./twilio-server.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NUMBER = "+4915112345678";

let twilio: TwilioServer;
let mongo: Mongo;
const opened: (() => Promise<void>)[] = [];

beforeAll(async () => {
  twilio = await startTwilio();
  mongo = await connectMongo(process.env.TEST_MONGO_URL!, { database: `test-${randomUUID()}` });
});
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});
afterAll(async () => {
  await mongo.connection.dropDatabase();
  await mongo.close();
  await twilio.stop();
});

/** An outbox whose SMS leave by the twilio library, to the server of this file. */
const outboxOf = async (account: Partial<typeof ACCOUNT & { apiUrl: string }>, ...answers: Answer[]) => {
  const time = turnableTime();
  const lines: string[] = [];
  const log = pino({ level: "warn" }, { write: (line) => void lines.push(line) });
  const secrets = createSecrets(randomUUID());
  const events = memoryEvents(mongo.afterCommit);
  const { connection } = mongo;
  const outbox = mongoOutbox({ connection, secrets, events });
  await mongo.prepare();

  const sms = twilioTransport({ ...ACCOUNT, apiUrl: twilio.url, ...account, now: time.now, timeoutMs: 300 });
  const sender = startSender({ connection, secrets, events, transports: { SMS: sms.send }, time, log });
  opened.push(sender.stop);

  twilio.answers(...answers);
  const before = twilio.sent().length;
  const stateOf = async (challengeId: string): Promise<Delivery["state"] | undefined> =>
    (await outbox.deliveriesOf([challengeId]))[0]?.state;
  const rowOf = (challengeId: string) => connection.collection("outbox").findOne({ challengeId });
  return {
    time,
    sms,
    log: () => lines,
    sent: () => twilio.sent().slice(before),
    puts: async () => {
      const challengeId = randomUUID();
      const text = "123456 is your verification code.";
      const staleAt = later(time.now(), 5 * MINUTE);
      await outbox.put({ channel: "SMS", to: NUMBER, subject: "", text, staleAt, challengeId }, time.now());
      return { challengeId, becomes: (state: string) => until(async () => (await stateOf(challengeId)) === state) };
    },
    stateOf,
    rowOf,
    /** Waits until so many tries failed, and the next one waits between these seconds from now. */
    waits: (challengeId: string, { tries, from, to }: { tries: number; from: number; to: number }) =>
      until(async () => {
        const row = await rowOf(challengeId);
        const seconds = ((row?.dueAt as Date).getTime() - time.now().getTime()) / SECOND;
        return row?.attempts === tries && seconds > from && seconds < to;
      }),
  };
};

describe("an SMS", () => {
  it("leaves by Twilio's Messages API, and waits there no longer than its code lives", async () => {
    const { puts, sent, sms } = await outboxOf({});
    await (await puts()).becomes("SENT");

    const [{ To, From, Body, ValidityPeriod }] = sent() as [ReturnType<typeof sent>[number]];
    expect({ To, From, Body }).toEqual({ To: NUMBER, From: ACCOUNT.from, Body: "123456 is your verification code." });
    expect(Number(ValidityPeriod)).toBeGreaterThan(290);
    expect(Number(ValidityPeriod)).toBeLessThanOrEqual(300);
    expect(sms.health()).toBeNull();
  });

  it("leaves by a messaging service where that is the sender", async () => {
    const { puts, sent } = await outboxOf({ from: "MG123" });
    await (await puts()).becomes("SENT");

    expect(sent()[0]).toMatchObject({ MessagingServiceSid: "MG123" });
    expect(sent()[0]).not.toHaveProperty("From");
  });

  it("leaves neither the number nor the text readable in the database", async () => {
    const { puts, rowOf } = await outboxOf({}, { status: 503 });
    const { challengeId, becomes } = await puts();
    await until(async () => (await rowOf(challengeId))?.attempts === 1);
    expect(JSON.stringify(await rowOf(challengeId))).not.toMatch(/15112345678|123456/);
    await becomes("SENT");
    expect(await rowOf(challengeId)).toMatchObject({ to: null, sealed: null });
  });
});

describe("an SMS that Twilio will never take", () => {
  it.each([
    ["no number", { status: 400, code: 21_211 }],
    ["a number that wants none from us", { status: 400, code: 21_610 }],
    ["a country that is not enabled", { status: 403, code: 21_408 }],
  ])("fails at once, and is no trouble of ours: %s", async (_what, answer) => {
    const { puts, sent, sms, rowOf } = await outboxOf({}, answer);
    const { challengeId, becomes } = await puts();
    await becomes("FAILED");
    expect(sent()).toHaveLength(1);
    expect(sms.health()).toBeNull();
    expect((await rowOf(challengeId))?.sealed).toBeNull();
  });
});

describe("an SMS that Twilio does not take now", () => {
  it.each([
    ["429, in seconds", { status: 429, code: 20_429, retryAfter: "90" }, 90],
    ["429 without a time, ten seconds", { status: 429, code: 20_429 }, 10],
    ["503, in seconds", { status: 503, retryAfter: "45" }, 45],
  ])("is sent again when Retry-After says so: %s", async (_what, answer, seconds) => {
    const { puts, sent, time, waits } = await outboxOf({}, answer);
    const { challengeId, becomes } = await puts();
    await waits(challengeId, { tries: 1, from: seconds - 5, to: seconds + 1 });
    expect(sent()).toHaveLength(1);
    time.turn((seconds + 1) * SECOND);
    await becomes("SENT");
    expect(sent()).toHaveLength(2);
  });

  it("is tried with growing pauses while Twilio fails, and not once its code is dead", async () => {
    const { puts, sent, time, waits } = await outboxOf({}, ...Array.from({ length: 20 }, () => ({ status: 500 })));
    const { challengeId, becomes } = await puts();
    await waits(challengeId, { tries: 1, from: 0, to: 3 });
    time.turn(3 * SECOND);
    await waits(challengeId, { tries: 2, from: 2, to: 6 });
    time.turn(5 * MINUTE);
    await becomes("FAILED");
    expect(sent()).toHaveLength(2);
  });

  it("is tried for as long as its code lives where nobody is there", async () => {
    const { puts, sent, time, waits, stateOf } = await outboxOf({ apiUrl: "http://127.0.0.1:1" });
    const { challengeId } = await puts();
    for (const tries of [1, 2, 3]) {
      await waits(challengeId, { tries, from: 0, to: 12 });
      time.turn(11 * SECOND);
    }
    expect(await stateOf(challengeId)).toBe("QUEUED");
    expect(sent()).toHaveLength(0);
  });

  it("is tried twice where no answer comes: it may have been taken, and each costs", async () => {
    const { puts, sent, time, waits } = await outboxOf({}, "SILENCE", "SILENCE", "SILENCE");
    const { challengeId, becomes } = await puts();
    await waits(challengeId, { tries: 1, from: 0, to: 3 });
    time.turn(3 * SECOND);
    await becomes("FAILED");
    expect(sent()).toHaveLength(2);
  });
});

describe("an account that Twilio refuses", () => {
  it.each([
    ["a wrong token", { authToken: "an old token" }, []],
    ["no money", {}, [{ status: 403, code: 20_005 }]],
    ["a sender that is not ours", {}, [{ status: 400, code: 21_606 }]],
  ])("is shown to the operator and not asked again for a minute: %s", async (_what, account, answers: Answer[]) => {
    const { puts, sent, sms, waits, log } = await outboxOf(account, ...answers);
    const { challengeId } = await puts();
    await waits(challengeId, { tries: 1, from: 50, to: 61 });
    expect(sms.health()).toMatch(/^Twilio refuses the account or its sender \(\d+ \d+\)$/);
    expect(sent()).toHaveLength(1);
    expect(log()).toHaveLength(1);
    expect(log().join()).not.toMatch(/token|15112345678/);
  });

  it("works again once it is mended", async () => {
    const { puts, sms, waits, time } = await outboxOf({}, { status: 401, code: 20_003 });
    const { challengeId, becomes } = await puts();
    await waits(challengeId, { tries: 1, from: 50, to: 61 });
    time.turn(MINUTE);
    await becomes("SENT");
    expect(sms.health()).toBeNull();
  });
});
