import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import { SHIPPED_PERCENT, type Rollouts } from "./rollout.ts";

type Row = { _id: string; percent: number; changedAt: Date };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    percent: { type: Number, required: true },
    changedAt: { type: Date, required: true },
  },
  { versionKey: false },
);

export const mongoRollouts = (connection: Connection): Rollouts => {
  const model = modelOf(connection, "Rollout", schema, "rollouts");
  return {
    percentOf: async (appId) => (await model.findById(appId).lean<Row>())?.percent ?? SHIPPED_PERCENT,
    set: async (appId, percent, changedAt) => {
      await model.updateOne({ _id: appId }, { percent, changedAt }, { upsert: true });
    },
  };
};
