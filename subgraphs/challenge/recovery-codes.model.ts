import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import { readsOf } from "../kernel/reads.ts";
import type { RecoveryCodes, RecoveryCodesLeft } from "./recovery-codes.ts";

type RecoveryCodesRow = {
  _id: string;
  unused: string[];
  /** The newest that was used, and for what. */
  lastUsed: { digest: string; challengeId: string } | null;
  madeAt: Date;
};

const schema = new Schema<RecoveryCodesRow>(
  {
    _id: { type: String, required: true },
    unused: { type: [String], required: true },
    lastUsed: { type: Object, default: null },
    madeAt: { type: Date, required: true },
  },
  { versionKey: false },
);

const toLeft = ({ unused, madeAt }: RecoveryCodesRow): RecoveryCodesLeft => ({ left: unused.length, madeAt });

export const mongoRecoveryCodes = (connection: Connection): RecoveryCodes => {
  const model = modelOf<RecoveryCodesRow>(connection, "RecoveryCodes", schema, "recoveryCodes");
  const reads = readsOf<RecoveryCodesRow>(model);
  return {
    of: async (accountId) => {
      const row = await reads.one({ _id: accountId });
      return row && toLeft(row);
    },
    replace: async (accountId, unused, madeAt) => {
      await model.updateOne({ _id: accountId }, { unused, madeAt, lastUsed: null }, { upsert: true });
    },
    use: async (accountId, digest, challengeId) => {
      const used = await model
        .findOneAndUpdate(
          { _id: accountId, unused: digest },
          { $pull: { unused: digest }, $set: { lastUsed: { digest, challengeId } } },
          { returnDocument: "after" },
        )
        .lean<RecoveryCodesRow>();
      if (used) return { left: used.unused.length, isFirst: true };
      const again = await model
        .findOne({ _id: accountId, "lastUsed.digest": digest, "lastUsed.challengeId": challengeId })
        .lean<RecoveryCodesRow>();
      return again && { left: again.unused.length, isFirst: false };
    },
    remove: async (accountId) => {
      await model.deleteOne({ _id: accountId });
    },
  };
};
