import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import type { RecoveryCodes } from "./recovery-codes.ts";

type Row = { _id: string; unused: string[]; madeAt: Date };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    unused: { type: [String], required: true },
    madeAt: { type: Date, required: true },
  },
  { versionKey: false },
);

export const mongoRecoveryCodes = (connection: Connection): RecoveryCodes => {
  const model = modelOf<Row>(connection, "RecoveryCodes", schema, "recoveryCodes");
  return {
    of: async (accountId) => {
      const row = await model.findById(accountId).lean<Row>();
      return row && { left: row.unused.length, madeAt: row.madeAt };
    },
    replace: async (accountId, unused, madeAt) => {
      await model.updateOne({ _id: accountId }, { unused, madeAt }, { upsert: true });
    },
    use: async (accountId, digest) => {
      const row = await model
        .findOneAndUpdate(
          { _id: accountId, unused: digest },
          { $pull: { unused: digest } },
          { returnDocument: "after" },
        )
        .lean<Row>();
      return row && row.unused.length;
    },
    remove: async (accountId) => {
      await model.deleteOne({ _id: accountId });
    },
  };
};
