import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import { readsOf } from "../kernel/reads.ts";
import { MAX_CONFIRMATION_ATTEMPTS, type PendingSignUp, type PendingSignUps } from "./pending-sign-up.ts";

const schema = new Schema<PendingSignUp>(
  {
    email: { type: String, required: true },
    installationId: { type: String, required: true },
    appId: { type: String, required: true },
    locale: { type: String, required: true },
    passwordHash: { type: String, required: true },
    codeDigest: { type: String, required: true },
    attempts: { type: Number, required: true },
    isTaken: { type: Boolean, required: true },
    resendAvailableAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false },
);
schema.index({ email: 1, installationId: 1 }, { unique: true });

export const mongoPendingSignUps = (connection: Connection): PendingSignUps => {
  const model = modelOf(connection, "PendingSignUp", schema, "pendingSignUps");
  const reads = readsOf<PendingSignUp>(model);
  return {
    of: (email, installationId, at) => reads.one({ email, installationId, expiresAt: { $gt: at } }),
    allOf: (email, at) => model.find({ email, expiresAt: { $gt: at } }).lean<PendingSignUp[]>(),
    save: async ({ email, installationId, ...rest }) => {
      await model.updateOne({ email, installationId }, { $set: rest }, { upsert: true });
    },
    spendAttempt: (email, installationId, at) =>
      model
        .findOneAndUpdate(
          { email, installationId, expiresAt: { $gt: at }, attempts: { $lt: MAX_CONFIRMATION_ATTEMPTS } },
          { $inc: { attempts: 1 } },
          { returnDocument: "after" },
        )
        .lean<PendingSignUp>(),
    forgetEvery: async () => {
      await model.deleteMany({});
    },
    forget: async (email) => {
      await model.deleteMany({ email });
    },
    take: async (email, installationId) => {
      const { deletedCount } = await model.deleteOne({ email, installationId });
      if (deletedCount === 1) await model.deleteMany({ email });
      return deletedCount === 1;
    },
  };
};
