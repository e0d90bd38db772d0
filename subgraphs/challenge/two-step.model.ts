import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import { readsOf } from "../kernel/reads.ts";
import { STANDARD_METHODS, twoStepOff, type TwoStep, type TwoSteps } from "./two-step.ts";

type Row = Omit<TwoStep, "accountId"> & { _id: string };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    enabledAt: { type: Date, default: null },
    firstEnabledAt: { type: Date, default: null },
    enabledBy: { type: String, default: null },
    allowedMethods: { type: [String], required: true },
  },
  { versionKey: false },
);

export const mongoTwoSteps = (connection: Connection): TwoSteps => {
  const model = modelOf<Row>(connection, "TwoStep", schema, "twoSteps");
  const reads = readsOf<Row>(model);
  return {
    forget: async (accountId) => {
      await model.deleteOne({ _id: accountId });
    },
    of: async (accountId) => {
      const row = await reads.one({ _id: accountId });
      if (!row) return twoStepOff(accountId);
      const { _id, ...rest } = row;
      return { accountId: _id, ...rest };
    },
    enable: async (accountId, enabledBy, at) => {
      // The row first, so that the turn itself is one conditional write.
      await model.updateOne(
        { _id: accountId },
        { $setOnInsert: { allowedMethods: STANDARD_METHODS } },
        { upsert: true },
      );
      const { modifiedCount } = await model.updateOne(
        { _id: accountId, enabledAt: null },
        [{ $set: { enabledAt: at, enabledBy, firstEnabledAt: { $ifNull: ["$firstEnabledAt", at] } } }],
        { updatePipeline: true },
      );
      return modifiedCount === 1;
    },
    setAllowed: async (accountId, method, allowed, others) => {
      await model.updateOne(
        { _id: accountId },
        { $setOnInsert: { allowedMethods: STANDARD_METHODS } },
        { upsert: true },
      );
      const update = allowed ? { $addToSet: { allowedMethods: method } } : { $pull: { allowedMethods: method } };
      const enough = allowed ? { _id: accountId } : { _id: accountId, allowedMethods: { $in: others } };
      return (await model.updateOne(enough, update)).matchedCount === 1;
    },
    disable: async (accountId) =>
      (await model.updateOne({ _id: accountId, enabledAt: { $ne: null } }, { enabledAt: null, enabledBy: null }))
        .modifiedCount === 1,
  };
};
