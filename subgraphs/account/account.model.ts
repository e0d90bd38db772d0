import { Schema, type Connection } from "mongoose";
import { isDuplicateKey, modelOf } from "../kernel/mongo.ts";
import { readsOf } from "../kernel/reads.ts";
import { ROLES } from "../kernel/vocabulary.ts";
import type { Account, Accounts } from "./account.ts";

type Row = Omit<Account, "id"> & { _id: string };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true, unique: true },
    passwordHash: { type: String, required: true },
    passwordChangedAt: { type: Date, required: true },
    roles: { type: [{ type: String, enum: ROLES }], required: true },
    locale: { type: String, required: true },
    createdAt: { type: Date, required: true },
    protectedAt: { type: Date, default: null },
    protectedBy: { type: String, default: null },
    securityQuestion: { type: Object, default: null },
  },
  { versionKey: false },
);

const toAccount = ({ _id, ...rest }: Row): Account => ({ id: _id, ...rest });

export const mongoAccounts = (connection: Connection): Accounts => {
  const model = modelOf(connection, "Account", schema, "accounts");
  const reads = readsOf<Row>(model);
  return {
    byEmail: async (email) => {
      const row = await reads.one({ email });
      return row && toAccount(row);
    },
    byIds: async (ids) => (await reads.all({ filter: { _id: { $in: ids } }, limit: ids.length })).map(toAccount),
    add: async ({ id, ...rest }) => {
      try {
        await model.insertMany([{ _id: id, ...rest }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    rehash: async (id, passwordHash, newHash) => {
      await model.updateOne({ _id: id, passwordHash }, { passwordHash: newHash });
    },
    setPassword: async (_id, passwordHash, passwordChangedAt) => {
      await model.updateOne({ _id }, { passwordHash, passwordChangedAt, protectedAt: null, protectedBy: null });
    },
    setLocale: async (_id, locale) => {
      await model.updateOne({ _id }, { locale });
    },
    setSecurityQuestion: async (_id, securityQuestion) => {
      await model.updateOne({ _id }, { securityQuestion });
    },
    changeEmail: async (_id, from, to) => {
      // Asked first, since an index that refuses the write would end the whole transaction.
      if (await model.exists({ email: to })) return false;
      return (await model.updateOne({ _id, email: from }, { email: to })).modifiedCount === 1;
    },
    remove: async (_id) => {
      await model.deleteOne({ _id });
    },
    setRole: async (id, role, isHeld) =>
      (await model.updateOne({ _id: id }, isHeld ? { $addToSet: { roles: role } } : { $pull: { roles: role } }))
        .modifiedCount === 1,
    markProtected: async (_id, protectedBy, protectedAt) => {
      const { modifiedCount } = await model.updateOne({ _id, protectedAt: null }, { protectedAt, protectedBy });
      if (modifiedCount === 0 && protectedBy !== null) await model.updateOne({ _id }, { protectedBy });
      return modifiedCount === 1;
    },
    restoreEmail: async (_id, email) => {
      if (await model.exists({ email, _id: { $ne: _id } })) return false;
      await model.updateOne({ _id }, { email });
      return true;
    },
  };
};
