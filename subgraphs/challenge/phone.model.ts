import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import { readsOf } from "../kernel/reads.ts";
import type { Secrets } from "../kernel/secret.ts";
import type { MobileNumber, Phone, Phones } from "./phone.ts";

type PhoneRow = { _id: string; sealed: string; confirmedAt: Date };

const schema = new Schema<PhoneRow>(
  {
    _id: { type: String, required: true },
    sealed: { type: String, required: true },
    confirmedAt: { type: Date, required: true },
  },
  { versionKey: false },
);

const toPhone = (secrets: Secrets, { _id, sealed, confirmedAt }: PhoneRow): Phone => ({
  ...(JSON.parse(secrets.open("phone", sealed, _id)) as MobileNumber),
  confirmedAt,
});

export const mongoPhones = (connection: Connection, secrets: Secrets): Phones => {
  const model = modelOf<PhoneRow>(connection, "Phone", schema, "phones");
  const reads = readsOf<PhoneRow>(model);
  return {
    of: async (accountId) => {
      const row = await reads.one({ _id: accountId });
      return row && toPhone(secrets, row);
    },
    set: async (accountId, { confirmedAt, ...number }) => {
      const sealed = secrets.seal("phone", JSON.stringify(number), accountId);
      await model.updateOne({ _id: accountId }, { sealed, confirmedAt }, { upsert: true });
    },
    remove: async (accountId) => (await model.deleteOne({ _id: accountId })).deletedCount === 1,
  };
};
