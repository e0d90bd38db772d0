import { Schema, type Connection } from "mongoose";
import { later } from "../kernel/clock.ts";
import { afterCommit, modelOf } from "../kernel/mongo.ts";
import {
  SESSION_END_REASONS,
  SESSION_IDLE_MS,
  type EndedSession,
  type Ending,
  type EndingScope,
  type Session,
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
const endedHere = new WeakMap<Connection, Set<OnEnding>>();

/**
 * What this process ends is told to it as soon as it is durable, before whoever asked is answered. The stream of endings tells
 * every process, this one as well, a moment later; it is the truth, and this only the sooner.
 */
export const onEndedHere = (connection: Connection, listener: OnEnding): (() => void) => {
  const those = endedHere.get(connection) ?? new Set();
  endedHere.set(connection, those.add(listener));
  return () => those.delete(listener);
};

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
  return {
    add: async ({ id, ...rest }) => {
      await model.insertMany([{ _id: id, ...rest }]);
    },
    byIds: async (ids) => (await model.find({ _id: { $in: ids } }).lean<SessionRow[]>()).map(toSession),
    liveOf: async (accountId, at) => {
      const live = {
        accountId,
        endedAt: null,
        expiresAt: { $gt: at },
        lastUsedAt: { $gt: later(at, -SESSION_IDLE_MS) },
      };
      return (await model.find(live).sort({ lastUsedAt: -1 }).limit(200).lean<SessionRow[]>()).map(toSession);
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
      afterCommit(() => {
        for (const listener of endedHere.get(connection) ?? [])
          for (const { id: sessionId } of ended) listener({ sessionId, reason: endReason });
      });
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
