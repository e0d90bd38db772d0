import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import type { Export, Exports } from "./export.ts";

type Row = Omit<Export, "id"> & { _id: string };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    viewer: { type: Object, required: true },
    content: { type: Object, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false, minimize: false },
);
schema.index({ "viewer.accountId": 1 });

export const mongoExports = (connection: Connection): Exports => {
  const model = modelOf(connection, "Export", schema, "exports");
  return {
    add: async ({ id, ...rest }) => {
      await model.insertMany([{ _id: id, ...rest }]);
    },
    forget: async (accountId) => {
      await model.deleteMany({ "viewer.accountId": accountId });
    },
    find: async (id, at) => {
      const row = await model.findOne({ _id: id, expiresAt: { $gt: at } }).lean<Row>();
      if (!row) return null;
      const { _id, ...rest } = row;
      return { id: _id, ...rest };
    },
  };
};
