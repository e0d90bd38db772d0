import { Schema, type Connection } from "mongoose";
import { DAY, later } from "../kernel/clock.ts";
import { modelOf } from "../kernel/mongo.ts";
import type { MailedLink, MailedLinks } from "./mailed-link.ts";

type Row = Omit<MailedLink, "id"> & { _id: string; keptUntil: Date };

/** After its end, so that whoever opens an old letter is told that it is old. */
const KEPT_MS = 30 * DAY;

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    tokenDigest: { type: String, required: true, unique: true },
    accountId: { type: String, required: true, index: true },
    activityId: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    keptUntil: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false },
);

export const mongoMailedLinks = (connection: Connection): MailedLinks => {
  const model = modelOf(connection, "MailedLink", schema, "mailedLinks");
  return {
    add: async ({ id, ...rest }) => {
      await model.insertMany([{ _id: id, ...rest, keptUntil: later(rest.expiresAt, KEPT_MS) }]);
    },
    forget: async (accountId) => {
      await model.deleteMany({ accountId });
    },
    byToken: async (tokenDigest) => {
      const row = await model.findOne({ tokenDigest }).lean<Row>();
      if (!row) return null;
      const { _id: id, keptUntil: _, ...rest } = row;
      return { id, ...rest };
    },
  };
};
