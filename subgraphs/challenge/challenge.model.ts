import { Schema, type Connection } from "mongoose";
import { changeOneOf } from "../kernel/change.ts";
import { modelOf } from "../kernel/mongo.ts";
import { oncePer } from "../kernel/once-per.ts";
import { readsOf } from "../kernel/reads.ts";
import { remembered } from "../kernel/remembered.ts";
import { CHALLENGE_STATUSES, type ChallengeStatus } from "../kernel/vocabulary.ts";
import {
  CHALLENGE_PURPOSES,
  matterOf,
  MAX_ATTEMPTS,
  MAX_SENDS,
  OPEN,
  type Challenge,
  type ChallengePurpose,
  type Challenges,
  type Matter,
  type OpenScope,
} from "./challenge.ts";

type Row = Omit<Challenge, "id"> & { _id: string };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    ticketDigest: { type: String, required: true, unique: true },
    purpose: { type: String, enum: CHALLENGE_PURPOSES, required: true },
    accountId: { type: String, required: true },
    email: { type: String, required: true },
    locale: { type: String, default: "en" },
    isTaken: { type: Boolean, default: false },
    status: { type: String, enum: CHALLENGE_STATUSES, required: true },
    method: { type: String, required: true },
    methodOrder: { type: [String], required: true },
    about: { type: String, default: null },
    codes: { type: [Object], required: true },
    sends: { type: Number, required: true },
    attempts: { type: Number, required: true },
    origin: { type: Object, required: true },
    sessionId: { type: String, default: null },
    createdAt: { type: Date, required: true },
    shownAt: { type: Date, default: null },
    acknowledgedAt: { type: Date, default: null },
    matchNumber: { type: String, default: null },
    approvedBy: { type: Object, default: null },
    // Kept a while after its end, so that a late question gets a true answer.
    expiresAt: { type: Date, required: true, expires: 24 * 60 * 60 },
    settledAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
schema.index({ accountId: 1, status: 1, expiresAt: 1 });
schema.index({ accountId: 1, createdAt: -1 });
schema.index({ status: 1, expiresAt: 1 });

const toChallenge = ({ _id, ...rest }: Row): Challenge => ({ id: _id, ...rest });
const orNull = (row: Row | null): Challenge | null => row && toChallenge(row);

/** Of one account: what its limits leave room for, many times over. */
const MOST_PENDING = 200;

const open = (at: Date) => ({ status: "PENDING" as const, expiresAt: { $gt: at }, attempts: { $lt: MAX_ATTEMPTS } });

const inScope = ({ accountId, installationId, purpose, sessionIds }: OpenScope, at: Date) => ({
  accountId,
  status: { $in: OPEN },
  expiresAt: { $gt: at },
  ...(installationId ? { "origin.client.installationId": installationId } : {}),
  ...(purpose ? { purpose } : {}),
  ...(sessionIds ? { sessionId: { $in: sessionIds } } : {}),
});

/** Nothing readable outlives the question. */
const ended = (status: ChallengeStatus, at: Date) => ({
  $set: { status, settledAt: at, matchNumber: null, about: null, "codes.$[].sealed": null },
});

/** What the methods of an account answer; the other purposes name their own method. */
const ABOUT_THE_PERSON: ChallengePurpose[] = ["SIGN_IN", "REAUTHENTICATE", "RESET_PASSWORD"];

/** By the digest of its ticket: those of more than a minute at a hundred a second, in a few megabytes. */
const RECALLED = 10_000;
const recalledBy = oncePer((_connection: Connection) => remembered<string, Matter>(RECALLED));

export const mongoChallenges = (connection: Connection): Challenges => {
  const model = modelOf<Row>(connection, "Challenge", schema, "challenges");
  const reads = readsOf<Row>(model);
  const changeOne = changeOneOf<Row>(model);
  const seen = recalledBy(connection);
  const remember = (challenge: Challenge): void => {
    // What a flow would set up is wiped at its end, so nothing of it is kept beside the row.
    if (challenge.about === null) seen.set(challenge.ticketDigest, matterOf(challenge));
  };
  const all = async (question: Parameters<typeof reads.all>[0]) => (await reads.all(question)).map(toChallenge);
  return {
    add: async (challenge) => {
      const { id, ...rest } = challenge;
      await model.insertMany([{ _id: id, ...rest }], { lean: true });
      remember(challenge);
    },
    byTicket: async (ticketDigest) => {
      const challenge = orNull(await reads.one({ ticketDigest }));
      if (challenge) remember(challenge);
      return challenge;
    },
    recall: (ticketDigest) => seen.get(ticketDigest) ?? null,
    byIds: (ids) => all({ filter: { _id: { $in: ids } }, limit: ids.length }),
    pendingRequestsOf: (accountId, at) => {
      const filter = { accountId, status: "PENDING" as const, expiresAt: { $gt: at }, shownAt: { $ne: null } };
      return all({ filter, sort: { createdAt: 1 }, limit: MOST_PENDING });
    },
    recentOf: (accountId, limit) => all({ filter: { accountId }, sort: { createdAt: -1 }, limit }),
    spendAttempt: async (ticketDigest, { purpose, sessionId }, at) =>
      orNull(await changeOne({ ticketDigest, purpose, sessionId, ...open(at) }, { $inc: { attempts: 1 } })),
    returnAttempt: async (id) => {
      await model.updateOne({ _id: id, attempts: { $gt: 0 } }, { $inc: { attempts: -1 } });
    },
    recordSend: async (id, { code, expiresAt, matchNumber }, notAfter) =>
      orNull(
        await changeOne(
          {
            _id: id,
            status: "PENDING",
            sends: { $lt: MAX_SENDS },
            codes: { $not: { $elemMatch: { method: code.method, sentAt: { $gt: notAfter } } } },
          },
          {
            $push: { codes: code },
            $inc: { sends: 1 },
            $max: { expiresAt },
            $set: {
              method: code.method,
              ...(code.sealed ? { shownAt: code.sentAt } : {}),
              ...(matchNumber ? { matchNumber } : {}),
            },
          },
        ),
      ),
    choose: async (id, method) => orNull(await changeOne({ _id: id, status: "PENDING" }, { $set: { method } })),
    withdraw: async (accountId, method, isOver, at) => {
      const about = { accountId, status: { $in: OPEN }, purpose: { $in: ABOUT_THE_PERSON } };
      await model.updateMany(
        about,
        { $set: { "codes.$[code].expiresAt": at }, ...(isOver ? { $pull: { methodOrder: method } } : {}) },
        { arrayFilters: [{ "code.method": method }] },
      );
    },
    approve: async (id, approvedBy, expiresAt, at) =>
      orNull(
        await changeOne(
          { _id: id, status: "PENDING", expiresAt: { $gt: at } },
          { $set: { status: "APPROVED", approvedBy, expiresAt } },
        ),
      ),
    settle: async (id, status, at, from = OPEN) => {
      const inTime = status === "EXPIRED" ? { $lte: at } : { $gt: at };
      return orNull(await changeOne({ _id: id, status: { $in: from }, expiresAt: inTime }, ended(status, at)));
    },
    settleAll: async (scope, status, at) => {
      const rows = await model.find(inScope(scope, at), { _id: 1 }).lean<Pick<Row, "_id">[]>();
      const settled: Challenge[] = [];
      for (const { _id } of rows) {
        const after = await changeOne({ _id, ...inScope(scope, at) }, ended(status, at));
        if (after) settled.push(toChallenge(after));
      }
      return settled;
    },
    settleEvery: async (status, at) =>
      (await model.updateMany({ status: { $in: OPEN } }, ended(status, at))).modifiedCount,
    forget: async (accountId) => {
      await model.deleteMany({ accountId });
    },
    dueAt: (at, limit) =>
      all({ filter: { status: { $in: OPEN }, expiresAt: { $lte: at } }, sort: { expiresAt: 1 }, limit }),
    acknowledge: async (accountId, id, at) => {
      const { modifiedCount } = await model.updateOne(
        { _id: id, accountId, status: "PENDING", shownAt: { $ne: null }, acknowledgedAt: null },
        { acknowledgedAt: at },
      );
      return modifiedCount === 1;
    },
  };
};
