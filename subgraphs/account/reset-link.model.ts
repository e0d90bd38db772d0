import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import { LIVE_LINKS, type ResetLink, type ResetLinks } from "./reset-link.ts";

type Row = Omit<ResetLink, "id"> & { _id: string };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    tokenDigest: { type: String, required: true, unique: true },
    ticketDigest: { type: String, default: null },
    accountId: { type: String, default: null },
    appId: { type: String, default: null },
    // Kept long after its end: an app that was away hears what became of it, and whoever opens an old letter, that it is old.
    createdAt: { type: Date, required: true, expires: 30 * 24 * 60 * 60 },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
    voidedAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ ticketDigest: 1 }, { unique: true, partialFilterExpression: { ticketDigest: { $type: "string" } } });
schema.index({ accountId: 1, _id: 1 }, { partialFilterExpression: { accountId: { $type: "string" } } });

const toLink = (row: Row | null): ResetLink | null => {
  if (!row) return null;
  const { _id, ...rest } = row;
  return { id: _id, ...rest };
};

const live = (at: Date) => ({ accountId: { $ne: null }, usedAt: null, voidedAt: null, expiresAt: { $gt: at } });

export const mongoResetLinks = (connection: Connection): ResetLinks => {
  const model = modelOf<Row>(connection, "ResetLink", schema, "resetLinks");
  return {
    add: async ({ id, ...rest }) => {
      await model.insertMany([{ _id: id, ...rest }]);
    },
    byToken: async (tokenDigest, at) => {
      const link = toLink(await model.findOne({ tokenDigest }).lean<Row>());
      // One without an account was mailed to nobody.
      if (!link?.accountId) return { state: "UNKNOWN" };
      const { id, accountId, usedAt, voidedAt, expiresAt } = link;
      if (usedAt) return { state: "USED" };
      if (voidedAt || expiresAt <= at) return { state: "ENDED" };
      // Counted when it is used, because two that are made at once do not see each other.
      const newer = await model.countDocuments({ accountId, _id: { $gt: id } });
      return newer < LIVE_LINKS ? { state: "OPEN", link, accountId } : { state: "ENDED" };
    },
    byTicket: async (ticketDigest) => toLink(await model.findOne({ ticketDigest }).lean<Row>()),
    use: async ({ id, accountId }, at) => {
      const { modifiedCount } = await model.updateOne({ _id: id, ...live(at) }, { usedAt: at });
      if (modifiedCount !== 1) return false;
      await model.updateMany({ accountId, usedAt: null, voidedAt: null }, { voidedAt: at });
      return true;
    },
    voidEvery: async (voidedAt) => {
      await model.updateMany({ usedAt: null, voidedAt: null }, { voidedAt });
    },
    forget: async (accountId) => {
      await model.deleteMany({ accountId });
    },
    voidAll: async (accountId, at) => {
      await model.updateMany({ accountId, usedAt: null, voidedAt: null }, { voidedAt: at });
    },
  };
};
