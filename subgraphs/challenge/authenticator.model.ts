import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import { readsOf } from "../kernel/reads.ts";
import type { Authenticator, Authenticators } from "./authenticator.ts";

type AuthenticatorRow = Omit<Authenticator, "id"> & { _id: string; removedAt: Date | null };

/** As long as a row of the activity that may be disowned, and so have the removal undone. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

const schema = new Schema<AuthenticatorRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    name: { type: String, required: true },
    sealedSecret: { type: String, required: true },
    addedAt: { type: Date, required: true },
    lastUsedAt: { type: Date, default: null },
    lastStep: { type: Number, required: true },
    lastChallengeId: { type: String, default: null },
    removedAt: { type: Date, default: null, expires: KEPT_SECONDS },
  },
  { versionKey: false },
);
schema.index({ accountId: 1, removedAt: 1, addedAt: 1 });

/** Of one account: many times what it may add. */
const MOST_LISTED = 100;

const toAuthenticator = ({ _id, removedAt: _, ...rest }: AuthenticatorRow): Authenticator => ({
  id: _id,
  ...rest,
});

export const mongoAuthenticators = (connection: Connection): Authenticators => {
  const model = modelOf<AuthenticatorRow>(connection, "Authenticator", schema, "authenticators");
  const reads = readsOf<AuthenticatorRow>(model);
  return {
    of: async (accountId) => {
      const filter = { accountId, removedAt: null };
      const rows = await reads.all({ filter, sort: { addedAt: 1 }, limit: MOST_LISTED });
      return rows.map(toAuthenticator);
    },
    add: async ({ id, ...rest }) => {
      await model.insertMany([{ _id: id, ...rest, removedAt: null }]);
    },
    useStep: async (id, lastStep, lastChallengeId, at) => {
      const unused = { _id: id, removedAt: null, lastStep: { $lt: lastStep } };
      const { modifiedCount } = await model.updateOne(unused, { lastStep, lastChallengeId, lastUsedAt: at });
      return (
        modifiedCount === 1 || (await model.exists({ _id: id, removedAt: null, lastStep, lastChallengeId })) !== null
      );
    },
    erase: async (accountId) => {
      await model.deleteMany({ accountId });
    },
    remove: async (accountId, ids, at) => {
      const rows = await model.find({ _id: { $in: ids }, accountId, removedAt: null }).lean<AuthenticatorRow[]>();
      const removed: Authenticator[] = [];
      for (const row of rows) {
        const { modifiedCount } = await model.updateOne({ _id: row._id, removedAt: null }, { removedAt: at });
        if (modifiedCount === 1) removed.push(toAuthenticator(row));
      }
      return removed;
    },
    restore: async (accountId, ids) => {
      await model.updateMany({ _id: { $in: ids }, accountId }, { removedAt: null });
    },
  };
};
