import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import type { Secrets } from "../kernel/secret.ts";
import type { MobileNumber, Phones } from "./phone.ts";

type Row = { _id: string; sealed: string; confirmedAt: Date };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    sealed: { type: String, required: true },
    confirmedAt: { type: Date, required: true },
  },
  { versionKey: false },
);

export const mongoPhones = (connection: Connection, secrets: Secrets): Phones => {
  const model = modelOf<Row>(connection, "Phone", schema, "phones");
  return {
    of: async (accountId) => {
      const row = await model.findById(accountId).lean<Row>();
      if (!row) return null;
      const number = JSON.parse(secrets.open("phone", row.sealed, accountId)) as MobileNumber;
      return { ...number, confirmedAt: row.confirmedAt };
    },
    set: async (accountId, { confirmedAt, ...number }) => {
      const sealed = secrets.seal("phone", JSON.stringify(number), accountId);
      await model.updateOne({ _id: accountId }, { sealed, confirmedAt }, { upsert: true });
    },
    remove: async (accountId) => (await model.deleteOne({ _id: accountId })).deletedCount === 1,
  };
};
