import { Schema, type Connection } from "mongoose";
import { later } from "../kernel/clock.ts";
import { afterCommit, modelOf } from "../kernel/mongo.ts";
import { oncePer } from "../kernel/once-per.ts";
import { readsOf } from "../kernel/reads.ts";
import {
  SESSION_END_REASONS,
  SESSION_IDLE_MS,
  type EndedSession,
  type Ending,
  type EndingScope,
  type Session,
  type SessionEndReason,
  type Sessions,
} from "./session.ts";

export type SessionRow = Omit<Session, "id"> & { _id: string };

const schema = new Schema<SessionRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    installationId: { type: String, required: true },
    appId: { type: String, required: true },
    appVersion: { type: String, required: true },
    device: { type: Object, required: true },
    network: { type: String, required: true },
    location: { type: Object, default: null },
    amr: { type: [String], required: true },
    method: { type: String, default: null },
    createdAt: { type: Date, required: true },
    lastUsedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    authenticatedAt: { type: Date, required: true },
    refreshCount: { type: Number, required: true },
    refreshDigest: { type: String, required: true },
    previousDigest: { type: String, default: null },
    rotatedAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    endReason: { type: String, enum: [...SESSION_END_REASONS, null], default: null },
  },
  { versionKey: false, minimize: false },
);
schema.index({ accountId: 1, endedAt: 1, lastUsedAt: -1 });
schema.index(
  { endedAt: 1 },
  { partialFilterExpression: { endedAt: { $type: "date" } }, expireAfterSeconds: 30 * 24 * 60 * 60 },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 30 * 24 * 60 * 60 });

export const sessionModel = (connection: Connection) => modelOf(connection, "Session", schema, "sessions");

type OnEnding = (ending: Ending) => void;
const endedHere = oncePer((_connection: Connection) => new Set<OnEnding>());

/**
 * What this process ends is told to it as soon as it is durable, before whoever asked is answered. The stream of endings tells
 * every process, this one as well, a moment later; it is the truth, and this only the sooner.
 */
export const onEndedHere = (connection: Connection, listener: OnEnding): (() => void) => {
  const those = endedHere(connection).add(listener);
  return () => those.delete(listener);
};

/** Of one account. */
const MOST_LISTED = 200;

const toSession = ({ _id, ...rest }: SessionRow): Session => ({ id: _id, ...rest });

const inScope = ({ accountId, only, except }: EndingScope) => ({
  accountId,
  endedAt: null,
  ...(only?.begunSince ? { createdAt: { $gte: only.begunSince } } : {}),
  ...within("installationId", only?.installationIds, except?.installationIds),
  ...within("_id", only?.sessionIds, except?.sessionId ? [except.sessionId] : undefined),
});

const within = (field: string, these?: string[], notThese?: string[]) =>
  these || notThese ? { [field]: { ...(these ? { $in: these } : {}), ...(notThese ? { $nin: notThese } : {}) } } : {};

export const mongoSessions = (connection: Connection): Sessions => {
  const model = sessionModel(connection);
  const reads = readsOf<SessionRow>(model);
  const tell = (ended: string[], reason: SessionEndReason): void =>
    afterCommit(() => {
      for (const listener of endedHere(connection)) for (const sessionId of ended) listener({ sessionId, reason });
    });
  return {
    start: async ({ id, ...rest }) => {
      const { accountId, installationId, createdAt: endedAt } = rest;
      const older = { accountId, installationId, endedAt: null };
      // Added by an update that finds nothing, so that both go as one command.
      const { modifiedCount } = await model.bulkWrite([
        { updateMany: { filter: older, update: { $set: { endedAt, endReason: "REVOKED" } } } },
        { updateOne: { filter: { _id: id }, update: { $setOnInsert: rest }, upsert: true } },
      ]);
      if (modifiedCount === 0) return;
      const ended = await reads.only(["_id"], { filter: { accountId, installationId, endedAt }, limit: MOST_LISTED });
      tell(
        ended.map((it) => it._id),
        "REVOKED",
      );
    },
    byIds: async (ids) => (await reads.all({ filter: { _id: { $in: ids } }, limit: ids.length })).map(toSession),
    liveOf: async (accountId, at) => {
      const live = {
        accountId,
        endedAt: null,
        expiresAt: { $gt: at },
        lastUsedAt: { $gt: later(at, -SESSION_IDLE_MS) },
      };
      return (await reads.all({ filter: live, sort: { lastUsedAt: -1 }, limit: MOST_LISTED })).map(toSession);
    },
    end: async (scope, endReason, endedAt) => {
      const live = await model
        .find(inScope(scope), { installationId: 1 })
        .lean<Pick<SessionRow, "_id" | "installationId">[]>();
      const ended: EndedSession[] = [];
      for (const { _id: id, installationId } of live) {
        const { modifiedCount } = await model.updateOne({ _id: id, endedAt: null }, { endedAt, endReason });
        if (modifiedCount === 1) ended.push({ id, installationId });
      }
      tell(
        ended.map(({ id }) => id),
        endReason,
      );
      return ended;
    },
    rotate: async (id, { count, digest }, refreshDigest, seen, at) => {
      const { modifiedCount } = await model.updateOne(
        { _id: id, refreshCount: count, refreshDigest: digest, endedAt: null },
        { ...seen, refreshCount: count + 1, refreshDigest, previousDigest: digest, rotatedAt: at, lastUsedAt: at },
      );
      return modifiedCount === 1;
    },
    endEvery: async (endReason, endedAt) =>
      (await model.updateMany({ endedAt: null }, { endedAt, endReason })).modifiedCount,
    forget: async (accountId, at) => {
      await model.updateMany({ accountId, endedAt: null }, { endedAt: at, endReason: "ACCOUNT_DELETED" });
      const blank = { name: "", model: "", osName: "", osVersion: "" };
      await model.updateMany(
        { accountId },
        { accountId: "", installationId: "", device: blank, ip: "", location: null },
      );
    },
    authenticated: async (id, authenticatedAt) => {
      await model.updateOne({ _id: id, endedAt: null }, { authenticatedAt });
    },
  };
};
