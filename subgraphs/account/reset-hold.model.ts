import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import { newHold, type ResetHold, type ResetHolds } from "./reset-hold.ts";

type Row = Omit<ResetHold, "accountId"> & { _id: string };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    heldAt: { type: Date, required: true },
    opensAt: { type: Date, required: true },
    endsAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false },
);

const toHold = ({ _id: accountId, ...rest }: Row): ResetHold => ({ accountId, ...rest });

export const mongoResetHolds = (connection: Connection): ResetHolds => {
  const model = modelOf<Row>(connection, "ResetHold", schema, "resetHolds");
  return {
    hold: async (accountId, at) => {
      const { accountId: _id, ...fresh } = newHold(accountId, at);
      const isOver = { $lte: [{ $ifNull: ["$endsAt", at] }, at] };
      const kept = (field: keyof typeof fresh) => ({ $cond: [isOver, fresh[field], `$${field}`] });
      const before = await model
        .findOneAndUpdate(
          { _id },
          [{ $set: { heldAt: kept("heldAt"), opensAt: kept("opensAt"), endsAt: kept("endsAt") } }],
          { upsert: true, returnDocument: "before", updatePipeline: true },
        )
        .lean<Row>();
      return before && before.endsAt > at
        ? { hold: toHold(before), isNew: false }
        : { hold: { accountId, ...fresh }, isNew: true };
    },
    of: async (accountId, at) => {
      const row = await model.findOne({ _id: accountId, endsAt: { $gt: at } }).lean<Row>();
      return row && toHold(row);
    },
    endEvery: async () => {
      await model.deleteMany({});
    },
    end: async (accountId, at) => {
      const { deletedCount } = await model.deleteOne({ _id: accountId, endsAt: { $gt: at } });
      return deletedCount === 1;
    },
  };
};
