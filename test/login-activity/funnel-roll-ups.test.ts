import { randomUUID } from "node:crypto";
import fc from "fast-check";

import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import type { VerificationMethod } from "../../subgraphs/kernel/vocabulary.ts";
import type { ReportAsked } from "../../subgraphs/login-activity/report/activity-report.ts";
import { withheldLines } from "../../subgraphs/login-activity/report/privacy.ts";
import { rebuildReports } from "../../subgraphs/login-activity/report/rebuild-reports.ts";
import { rollUpWaiting } from "../../subgraphs/login-activity/report/roll-up-waiting.ts";
import { startOf, TIME_BUCKETS } from "../../subgraphs/login-activity/report/span.ts";
import { verificationFunnel } from "../../subgraphs/login-activity/report/verification-funnel.ts";
import { mongoFunnelRollUps } from "../../subgraphs/login-activity/roll-up.model.ts";
import { mongoVerifications } from "../../subgraphs/login-activity/verification.model.ts";
import type { Verification } from "../../subgraphs/login-activity/verification.ts";
import { seldom } from "./seldom.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BEGIN = new Date("2026-05-31T00:00:00Z");
const NOW = new Date(BEGIN.getTime() + 2 * DAY);
const now = () => NOW;
const METHODS = ["APP_NOTIFICATION", "EMAIL", "SMS"] as const;

let mongo: Mongo;
beforeAll(async () => {
  mongo = await connectMongo(process.env.TEST_MONGO_URL ?? "", { database: `funnel-${randomUUID().slice(0, 8)}` });
  mongoFunnelRollUps(mongo.connection);
  await mongo.prepare();
});
afterAll(async () => {
  await mongo.connection.dropDatabase();
  await mongo.close();
});

const ROW = fc
  .record({
    // Of some hours only, the last of which is not settled.
    hour: fc.constantFrom(0, 13, 24, 47),
    after: fc.integer({ min: 0, max: HOUR - 1 }),
    account: fc.integer({ min: 0, max: 11 }),
    appId: fc.constantFrom("kasa", "tapo"),
    appVersion: fc.constantFrom("1.0.0", "2.0.0"),
    osName: fc.constantFrom("Android", "iOS"),
    country: fc.option(fc.constantFrom("SE", "US")),
    risks: fc.subarray(["NEW_DEVICE", "OLD_APP"]),
    method: fc.constantFrom(...METHODS),
    sent: fc.subarray([...METHODS]),
    isSeen: fc.boolean(),
    answeredBy: fc.option(fc.constantFrom(...METHODS)),
    seconds: fc.integer({ min: 1, max: 1_800 }),
    hasSignedIn: fc.boolean(),
  })
  .map(({ hour, after, account, country, sent, isSeen, seconds, hasSignedIn, ...rest }): Omit<Verification, "id"> => {
    const askedAt = new Date(BEGIN.getTime() + hour * HOUR + after);
    const answeredAt = rest.answeredBy ? new Date(askedAt.getTime() + seconds * 1_000) : null;
    return {
      ...rest,
      ...{ accountId: `account-${account}`, askedAt, answeredAt, acknowledgedAt: isSeen ? askedAt : null },
      location: country === null ? null : { countryCode: country, network: "FIXED" },
      sends: sent.map((method) => ({ method, at: askedAt })),
      signedInAt: hasSignedIn ? answeredAt : null,
    };
  });

const moment = fc.integer({ min: -HOUR, max: 2 * DAY + HOUR }).map((ms) => new Date(BEGIN.getTime() + ms));
const ASKED: fc.Arbitrary<ReportAsked> = fc
  .record({
    ends: seldom(fc.tuple(moment, moment)),
    bucket: fc.option(fc.constantFrom(...TIME_BUCKETS)),
    groupBy: fc.subarray(["APP", "APP_VERSION", "COUNTRY", "METHOD", "NETWORK", "OS"] as const, { maxLength: 3 }),
    filter: seldom(
      fc.record({
        appIds: seldom(fc.subarray(["kasa"])),
        countryCodes: seldom(fc.subarray(["SE", "NO"])),
        methods: seldom(fc.subarray(["EMAIL" as const, "SMS" as const])),
        risks: seldom(fc.subarray(["OLD_APP" as const])),
      }),
    ),
  })
  .map(({ ends, ...rest }) => {
    const [from, to] = (ends ?? [BEGIN, NOW]).toSorted((one, other) => one.getTime() - other.getTime());
    return { ...rest, from: from!, to: to! };
  });

type Row = Omit<Verification, "id">;
type Line = {
  bucket: Date | null;
  values: (string | null)[];
  counts: number[];
  times: number[];
  who: Set<string>;
  answerers: Set<string>;
};

/** What a part of a flow adds to asked, sent, acknowledged, answered and signed in. */
const countsOf = (row: Row, part: VerificationMethod[]) => {
  const isAnswered = row.answeredBy !== null && part.includes(row.answeredBy);
  return [
    part.includes(row.method),
    row.sends.some(({ method }) => part.includes(method)),
    row.acknowledgedAt !== null && part.includes("APP_NOTIFICATION"),
    isAnswered,
    isAnswered && row.signedInAt !== null,
  ].map(Number);
};

/** The same funnel the slow way: every row looked at. */
const counted = async (rows: readonly Row[], { from, to, bucket, groupBy, filter }: ReportAsked) => {
  const lines = new Map<string, Line>();
  const everybody = new Set<string>();
  for (const row of rows) {
    if (row.askedAt < from || row.askedAt >= to) continue;
    if (filter?.appIds && !filter.appIds.includes(row.appId)) continue;
    if (filter?.countryCodes && !filter.countryCodes.includes(row.location?.countryCode ?? "")) continue;
    if (filter?.risks && !row.risks.some((risk) => filter.risks?.some((it) => it === risk))) continue;
    const all = [...new Set([row.method, ...row.sends.map(({ method }) => method), row.answeredBy])];
    const methods = all.filter((it) => it !== null).filter((it) => filter?.methods?.includes(it) ?? true);
    for (const part of groupBy.includes("METHOD") ? methods.map((it) => [it]) : [methods]) {
      if (part.length === 0) continue;
      const named = {
        ...{ APP: row.appId, APP_VERSION: row.appVersion, OS: row.osName, METHOD: part[0] ?? null, KIND: null },
        ...{ COUNTRY: row.location?.countryCode ?? null, NETWORK: row.location?.network ?? null },
      };
      const values = groupBy.map((dimension) => named[dimension]);
      const start = bucket ? startOf(bucket, row.askedAt) : null;
      const key = JSON.stringify([start, values]);
      const line = lines.get(key) ?? {
        bucket: start,
        values,
        counts: [0, 0, 0, 0, 0],
        times: [],
        who: new Set(),
        answerers: new Set(),
      };
      const counts = countsOf(row, part);
      line.counts = line.counts.map((count, nth) => count + (counts[nth] ?? 0));
      if (counts[3]) line.times.push((row.answeredAt!.getTime() - row.askedAt.getTime()) / 1_000);
      if (counts[3]) line.answerers.add(row.accountId);
      line.who.add(row.accountId);
      everybody.add(row.accountId);
      lines.set(key, line);
    }
  }
  // Of two rows with as many accounts the first is left out, so they have to be in the order of the funnel.
  const all = [...lines.values()].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  if (everybody.size < 5) return { lines: [], suppressedRows: 0 };
  const suppressed = await withheldLines(
    all.map(({ who, ...line }) => ({ ...line, accounts: who.size })),
    bucket ?? null,
  );
  return { lines: all.filter((_, nth) => !suppressed.has(nth)), suppressedRows: suppressed.size };
};

/** By time, then by value; what is not known comes first. */
const orderOf = ({ bucket, values }: Pick<Line, "bucket" | "values">): string =>
  [bucket?.toISOString() ?? "", ...values.map((it) => it ?? "\u0000")].join("\u0001");

/** A funnel beside the same one counted: how many medians it tells, and how many it keeps to itself. */
const compared = async (funnel: ReturnType<typeof verificationFunnel>, rows: readonly Row[], asked: ReportAsked) => {
  const { rows: told, suppressedRows } = await funnel(asked);
  const slow = await counted(rows, asked);
  expect(
    told.map((it) => [
      ...[it.bucket, it.values.map(({ value }) => value), it.accounts],
      [it.asked, it.sent, it.acknowledged, it.answered, it.signedIn],
    ]),
  ).toEqual(slow.lines.map(({ bucket, values, who, counts }) => [bucket, values, who.size, counts]));
  expect(suppressedRows).toBe(slow.suppressedRows);
  const medians = told.map(({ medianAnswerSeconds }, nth) => {
    const { answerers, times } = slow.lines[nth]!;
    expect(medianAnswerSeconds !== null).toBe(answerers.size >= 5);
    if (medianAnswerSeconds !== null) expect(Math.abs(medianAnswerSeconds / median(times) - 1)).toBeLessThan(0.0101);
    return medianAnswerSeconds;
  });
  return { told: medians.filter((it) => it !== null).length, kept: medians.filter((it) => it === null).length };
};

const median = (figures: readonly number[]): number => {
  const sorted = figures.toSorted((one, other) => one - other);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
};

describe("the roll-ups of the funnel", () => {
  it("tell what a count over the rows tells, whatever is asked and however far they have come", async () => {
    const { connection, transact } = mongo;
    const rollUps = mongoFunnelRollUps(connection);
    const rollUp = rollUpWaiting({ rollUps, transact, now });
    const funnel = verificationFunnel({ rollUps });
    const stored = connection.collection<{ _id: string }>("verifications");
    let seen = { told: 0, kept: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(ROW, { minLength: 60, maxLength: 120 }),
        fc.array(ASKED, { minLength: 12, maxLength: 12 }),
        fc.constantFrom("waiting", "rolled up", "made anew"),
        async (rows, questions, state) => {
          for (const name of ["verifications", "rollUps"]) await connection.collection(name).deleteMany({});
          await stored.insertMany(rows.map((row) => ({ _id: randomUUID(), ...row, awaitsRollUp: true })));
          if (state !== "waiting") while ((await rollUp()) > 0);
          if (state === "made anew") {
            await connection.collection("rollUps").deleteMany({});
            await rebuildReports({ rollUps, transact, keptDays: 400, now })();
          }
          for (const asked of questions) {
            const { told, kept } = await compared(funnel, rows, asked);
            seen = { told: seen.told + told, kept: seen.kept + kept };
          }
        },
      ),
      { numRuns: 9, endOnFailure: true },
    );
    // Else it has compared nothing but what is left out.
    expect(seen.told).toBeGreaterThan(20);
    expect(seen.kept).toBeGreaterThan(5);
  });

  it("count a second step once it can come no further, and as it was then", async () => {
    const { connection, transact } = mongo;
    const rollUps = mongoFunnelRollUps(connection);
    const verifications = mongoVerifications(connection);
    for (const name of ["verifications", "rollUps"]) await connection.collection(name).deleteMany({});
    const origin = {
      client: { ...{ appId: "kasa", appVersion: "3.0.0", installationId: "a phone" } },
      ...{ ip: "81.224.0.1", location: null, risks: [] },
    };
    const device = { name: "A phone", model: "Pixel 8", osName: "Android", osVersion: "15" };
    for (let nth = 0; nth < 6; nth += 1) {
      const asked = { id: `${nth}`, accountId: `account-${nth}`, method: "SMS" as const, isSent: true };
      const from = { ...origin, client: { ...origin.client, device } };
      await verifications.follow({ kind: "ASKED", ...asked, origin: from }, BEGIN);
    }
    const rollUpAt = (ms: number) => rollUpWaiting({ rollUps, transact, now: () => new Date(BEGIN.getTime() + ms) })();
    const told = async () => {
      const { rows } = await verificationFunnel({ rollUps })({ from: BEGIN, to: NOW, groupBy: [] });
      return rows.map(({ asked, answered, signedIn }) => ({ asked, answered, signedIn }));
    };

    expect(await rollUpAt(HOUR - 1)).toBe(0);
    const answeredAt = new Date(BEGIN.getTime() + 29 * MINUTE);
    await verifications.follow({ kind: "SIGNED_IN", id: "0", method: "SMS" }, answeredAt);
    expect(await told()).toEqual([{ asked: 6, answered: 1, signedIn: 1 }]);
    expect(await rollUpAt(HOUR)).toBe(6);
    expect(await told()).toEqual([{ asked: 6, answered: 1, signedIn: 1 }]);
    // Whatever were still told of it: the rows and the roll-ups of them never differ.
    await verifications.follow({ kind: "SIGNED_IN", id: "1", method: "SMS" }, NOW);
    await connection.collection("rollUps").deleteMany({});
    await rebuildReports({ rollUps, transact, keptDays: 400, now })();
    expect(await told()).toEqual([{ asked: 6, answered: 1, signedIn: 1 }]);
  });
});
