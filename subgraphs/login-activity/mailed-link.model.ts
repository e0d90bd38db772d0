import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import type { MailedLink, MailedLinks } from "./mailed-link.ts";

type Row = Omit<MailedLink, "id"> & { _id: string };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    tokenDigest: { type: String, required: true, unique: true },
    accountId: { type: String, required: true },
    activityId: { type: String, required: true },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false },
);

export const mongoMailedLinks = (connection: Connection): MailedLinks => {
  const model = modelOf(connection, "MailedLink", schema, "mailedLinks");
  return {
    add: async ({ id, ...rest }) => {
      await model.insertMany([{ _id: id, ...rest }]);
    },
    forget: async (accountId) => {
      await model.deleteMany({ accountId });
    },
    byToken: async (tokenDigest, at) => {
      const row = await model.findOne({ tokenDigest, expiresAt: { $gt: at } }).lean<Row>();
      if (!row) return null;
      const { _id: id, ...rest } = row;
      return { id, ...rest };
    },
  };
};
