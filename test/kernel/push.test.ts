import { randomBytes, randomUUID } from "node:crypto";

import { pino } from "pino";

import { later } from "../../subgraphs/kernel/clock.ts";
import { memoryEvents } from "../../subgraphs/kernel/events.ts";
import { smtpTransport } from "../../subgraphs/kernel/mail.ts";
import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import {
  mongoOutbox,
  startSender,
  type Channel,
  type Delivery,
  type Message,
  type Transport,
} from "../../subgraphs/kernel/outbox.ts";
import { fcmTransport } from "../../subgraphs/kernel/push.ts";
import { createSecrets } from "../../subgraphs/kernel/secret.ts";
import { turnableTime } from "../world/turnable-time.ts";
import { until } from "../world/until.ts";
import { startSmtpSink } from "./smtp-sink.ts";
import { startFcm, type Answer, type FcmServer } from "./fcm-server.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let fcm: FcmServer;
let mongo: Mongo;
const opened: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  fcm = await startFcm();
  mongo = await connectMongo(process.env.TEST_MONGO_URL!, { database: `test-${randomUUID()}` });
});
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});
afterAll(async () => {
  await mongo.connection.dropDatabase();
  await mongo.close();
  await fcm.stop();
});

/** An outbox whose pushes leave by firebase-admin, to the server of this file, which answers so. */
const outboxOf = async (...answers: Answer[]) => outboxBeside({}, answers);

const outboxBeside = async (others: Partial<Record<Channel, Transport>>, answers: Answer[] = []) => {
  const time = turnableTime();
  const lines: string[] = [];
  const log = pino({ level: "warn" }, { write: (line) => void lines.push(line) });
  const secrets = createSecrets(randomUUID());
  const events = memoryEvents(mongo.afterCommit);
  const { connection } = mongo;
  const outbox = mongoOutbox({ connection, secrets, events });
  await mongo.prepare();

  const forgotten: string[] = [];
  const push = await fcmTransport({
    credentialsFile: fcm.credentialsFile,
    forgetToken: async (token) => void forgotten.push(token),
    now: time.now,
    httpAgent: fcm.agent,
  });
  const sender = startSender({ connection, secrets, events, transports: { ...others, PUSH: push.send }, time, log });
  opened.push(push.close, sender.stop);

  fcm.answers(...answers);
  const before = fcm.sent().length;
  const stateOf = async (challengeId: string): Promise<Delivery["state"] | undefined> =>
    (await outbox.deliveriesOf([challengeId]))[0]?.state;
  return {
    time,
    push,
    forgotten,
    log: () => lines,
    sent: () => fcm.sent().slice(before),
    /** What a sign-in puts into it; resolves to the flow whose delivery it is. */
    puts: async (changes: Partial<Message> = {}) => {
      const challengeId = randomUUID();
      const requestId = randomBytes(15).toString("base64url");
      const standard = {
        channel: "PUSH" as const,
        to: `token-${challengeId}`,
        subject: "Is this you signing in?",
        text: "A verification code waits for a new phone in Zürich. Open the app to see it.",
        data: { code: "271828", requestId, accountId: "ada" },
        staleAt: later(time.now(), 5 * MINUTE),
        challengeId,
      };
      await outbox.put({ ...standard, ...changes }, time.now());
      return { ...standard, becomes: (state: string) => until(async () => (await stateOf(challengeId)) === state) };
    },
    stateOf,
    contentOf: async (challengeId: string) =>
      (await connection.collection("outbox").findOne({ challengeId }))?.sealed as unknown,
    /** Waits until so many tries failed, and the next one waits between these seconds from now. */
    waits: (challengeId: string, { tries, from, to }: { tries: number; from: number; to: number }) =>
      until(async () => {
        const row = await connection.collection("outbox").findOne({ challengeId });
        const seconds = ((row?.dueAt as Date).getTime() - time.now().getTime()) / SECOND;
        return row?.attempts === tries && seconds > from && seconds < to;
      }),
  };
};

/** The same, beside a mail server that takes connections and never says a word. */
const outboxWithoutMail = async () => {
  const sink = await startSmtpSink();
  sink.does("HANGS");
  const mailer = smtpTransport({
    smtpUrl: `smtp://127.0.0.1:${sink.port}`,
    mailFrom: "no-reply@id.example.com",
    patienceMs: MINUTE,
  });
  opened.push(mailer.close);
  const it = await outboxBeside({ MAIL: mailer.send });
  // First of all, so that what waits for it is given up.
  opened.push(sink.stop);
  return { ...it, sink };
};

describe("a push", () => {
  it("wakes the phone, says that a code waits and where from, and has the code as data", async () => {
    const { puts, sent, stateOf, contentOf } = await outboxOf();
    const { to, subject, text, data, challengeId, becomes } = await puts();
    await becomes("SENT");

    const [{ message, bearer }] = sent() as [ReturnType<typeof sent>[number]];
    expect(bearer).toMatch(/^Bearer access-\d+$/);
    expect(message).toMatchObject({ token: to, notification: { title: subject, body: text }, data });
    expect(Object.keys(message.data)).toEqual(["code", "requestId", "accountId"]);
    expect(message.android.priority).toBe("high");
    expect(message.apns.headers).toMatchObject({ "apns-priority": "10", "apns-push-type": "alert" });
    const { data: _unseen, ...seen } = message;
    expect(JSON.stringify(seen)).not.toContain(data.code);
    expect(await stateOf(challengeId)).toBe("SENT");
    expect(await contentOf(challengeId)).toBeNull();
  });

  it("lives as long as its code, and a later one of the request takes its place", async () => {
    const { puts, sent } = await outboxOf();
    const { data, staleAt, becomes } = await puts();
    await becomes("SENT");

    const [{ message }] = sent() as [ReturnType<typeof sent>[number]];
    const { android, apns, webpush } = message;
    expect(Number.parseFloat(android.ttl)).toBeGreaterThan(290);
    expect(Number.parseFloat(android.ttl)).toBeLessThanOrEqual(300);
    expect(Number(webpush.headers.TTL)).toBeLessThanOrEqual(300);
    expect(Number(apns.headers["apns-expiration"])).toBe(Math.floor(staleAt.getTime() / SECOND));
    expect(android.collapse_key).toBe(data.requestId);
    expect(android.notification.tag).toBe(data.requestId);
    expect(apns.headers["apns-collapse-id"]).toBe(data.requestId);
  });

  it("doesn't wait for a mail server that says nothing", async () => {
    const { sink, puts, stateOf } = await outboxWithoutMail();
    const letters = await Promise.all(
      Array.from({ length: 20 }, () => puts({ channel: "MAIL", to: "ada@example.com" })),
    );
    await until(async () => sink.connections() > 0);
    const { becomes } = await puts();
    await becomes("SENT");
    expect(await Promise.all(letters.map(({ challengeId }) => stateOf(challengeId)))).toEqual(Array(20).fill("QUEUED"));
  });

  it("asks for one access token, however many pushes leave", async () => {
    const { puts, sent } = await outboxOf();
    await (await puts()).becomes("SENT");
    const before = fcm.accessTokens();
    const pushes = await Promise.all(Array.from({ length: 12 }, () => puts()));
    await Promise.all(pushes.map(({ becomes }) => becomes("SENT")));
    expect(fcm.accessTokens()).toBe(before);
    expect(new Set(sent().map(({ message }) => message.token)).size).toBe(13);
  });
});

describe("a push to an app that was uninstalled", () => {
  it.each([
    ["a token that FCM has dropped", { status: 404, code: "UNREGISTERED" }],
    ["a token that never was one", { status: 400, code: "INVALID_ARGUMENT", field: "message.token" }],
  ])("fails at once and forgets %s", async (_what, answer) => {
    const { puts, sent, forgotten, contentOf } = await outboxOf(answer);
    const { to, challengeId, becomes } = await puts();
    await becomes("FAILED");
    expect(forgotten).toEqual([to]);
    expect(sent()).toHaveLength(1);
    expect(await contentOf(challengeId)).toBeNull();
  });
});

describe("a push that FCM will never take", () => {
  it.each([
    { status: 400, code: "INVALID_ARGUMENT", field: "message.data" },
    { status: 403, code: "SENDER_ID_MISMATCH" },
    { status: 401, code: "THIRD_PARTY_AUTH_ERROR" },
  ])("fails at once and keeps the token: $status $code", async (answer) => {
    const { puts, sent, forgotten, push } = await outboxOf(answer);
    await (await puts()).becomes("FAILED");
    expect(forgotten).toEqual([]);
    expect(sent()).toHaveLength(1);
    expect(push.health()).toBeNull();
  });
});

describe("a push that FCM does not take now", () => {
  it.each([
    ["429, in seconds", () => ({ status: 429, code: "QUOTA_EXCEEDED", retryAfter: "90" }), 90],
    ["429 without a time, a minute", () => ({ status: 429, code: "QUOTA_EXCEEDED" }), 60],
    ["503, in seconds", () => ({ status: 503, code: "UNAVAILABLE", retryAfter: "45" }), 45],
    [
      "503, as a date",
      () => ({ status: 503, code: "UNAVAILABLE", retryAfter: new Date(Date.now() + 60 * SECOND).toUTCString() }),
      60,
    ],
  ])("is sent again when Retry-After says so: %s", async (_what, answer, seconds) => {
    const { puts, sent, time, stateOf, push, waits } = await outboxOf(answer());
    const { challengeId, becomes } = await puts();
    await waits(challengeId, { tries: 1, from: seconds - 5, to: seconds + 1 });

    time.turn((seconds - 5) * SECOND);
    await (await puts()).becomes("SENT");
    expect(await stateOf(challengeId)).toBe("QUEUED");
    expect(sent()).toHaveLength(2);

    time.turn(6 * SECOND);
    await becomes("SENT");
    expect(sent()).toHaveLength(3);
    expect(push.health()).toBeNull();
  });

  it("is sent again after a pause where FCM names none", async () => {
    const { puts, sent, time, waits } = await outboxOf({ status: 503 }, { status: 500 });
    const { challengeId, becomes } = await puts();
    await waits(challengeId, { tries: 1, from: 0, to: 3 });
    time.turn(3 * SECOND);
    await waits(challengeId, { tries: 2, from: 2, to: 6 });
    time.turn(6 * SECOND);
    await becomes("SENT");
    expect(sent()).toHaveLength(3);
  });

  it("fails at once when its code will be dead by then", async () => {
    const { puts, sent, contentOf } = await outboxOf({ status: 503, retryAfter: "3600" });
    const { challengeId, becomes } = await puts();
    await becomes("FAILED");
    expect(sent()).toHaveLength(1);
    expect(await contentOf(challengeId)).toBeNull();
  });
});

describe("a service account that Google refuses", () => {
  it("is logged once, shown to the operator, and not asked again for a minute", async () => {
    const refusals = Array.from({ length: 3 }, () => ({ status: 401 }));
    const { puts, sent, log, push, time, forgotten, waits, stateOf } = await outboxOf(...refusals);
    const pushes = await Promise.all([puts(), puts(), puts()]);
    for (const { challengeId } of pushes) await waits(challengeId, { tries: 1, from: 50, to: 61 });
    expect(sent()).toHaveLength(3);
    expect(push.health()).toBe("FCM refuses the service account or its project (401)");
    expect(log()).toHaveLength(1);
    expect(log()[0]).toContain("FCM refuses the service account");
    expect(forgotten).toEqual([]);

    time.turn(50 * SECOND);
    await (await puts()).becomes("SENT");
    for (const { challengeId } of pushes) expect(await stateOf(challengeId)).toBe("QUEUED");

    time.turn(11 * SECOND);
    await Promise.all(pushes.map(({ becomes }) => becomes("SENT")));
    expect(sent()).toHaveLength(7);
    expect(push.health()).toBeNull();
    expect(log()).toHaveLength(1);
    // Asked for anew: the one that was refused would have been good for an hour.
    const [refused, accepted] = [sent()[0]!.bearer, sent()[6]!.bearer];
    expect(accepted).not.toBe(refused);
  });

  it("says so too where its key was revoked, and works again once it is there", async () => {
    fcm.knowsAccount(false);
    const { puts, sent, log, push, time, waits } = await outboxOf();
    const { challengeId, becomes } = await puts();
    await waits(challengeId, { tries: 1, from: 50, to: 61 });
    expect(push.health()).toBe("Google refuses the credentials of the service account (400)");
    expect(sent()).toHaveLength(0);
    expect(log()).toHaveLength(1);

    fcm.knowsAccount(true);
    time.turn(MINUTE);
    await becomes("SENT");
    expect(push.health()).toBeNull();
  });

  it("forgets nobody's token because the project is gone", async () => {
    const { puts, push, forgotten } = await outboxOf({ status: 404 });
    await puts();
    await until(async () => push.health() !== null);
    expect(forgotten).toEqual([]);
  });

  it("is found at the start where the file is not its key", async () => {
    const opening = fcmTransport({
      credentialsFile: "package.json",
      forgetToken: async () => undefined,
      now: turnableTime().now,
    });
    await expect(opening).rejects.toThrow("GOOGLE_APPLICATION_CREDENTIALS=package.json is not the key file");
  });
});
