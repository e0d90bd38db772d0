import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import type { Secrets } from "../kernel/secret.ts";
import type { UndoableChange, UndoLink, UndoLinks } from "./undo-link.ts";

type Row = Omit<UndoLink, "id" | "change"> & { _id: string; sealed: string };

/** As long as a row of the activity, which may be disowned as well. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    tokenDigest: { type: String, required: true, unique: true },
    accountId: { type: String, required: true },
    /** An address or a number stands in it. */
    sealed: { type: String, required: true },
    changedAt: { type: Date, required: true, expires: KEPT_SECONDS },
    expiresAt: { type: Date, required: true },
    undoneAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ accountId: 1, changedAt: -1, _id: -1 });

export const mongoUndoLinks = (connection: Connection, secrets: Secrets): UndoLinks => {
  const model = modelOf(connection, "UndoLink", schema, "undoLinks");
  const toLink = ({ _id: id, sealed, ...rest }: Row): UndoLink => {
    const change = JSON.parse(secrets.open("undo-link", sealed, id)) as UndoableChange;
    return { id, change, ...rest };
  };
  return {
    add: async ({ id, change, ...rest }) => {
      const sealed = secrets.seal("undo-link", JSON.stringify(change), id);
      await model.insertMany([{ _id: id, sealed, ...rest }]);
    },
    forget: async (accountId) => {
      await model.deleteMany({ accountId });
    },
    byToken: async (tokenDigest) => {
      const row = await model.findOne({ tokenDigest }).lean<Row>();
      return row && toLink(row);
    },
    undoSince: async (accountId, since, undoneAt) => {
      const rows = await model
        .find({ accountId, changedAt: { $gte: since }, undoneAt: null })
        .sort({ changedAt: -1, _id: -1 })
        .lean<Row[]>();
      const undone: UndoLink[] = [];
      for (const row of rows) {
        const { modifiedCount } = await model.updateOne({ _id: row._id, undoneAt: null }, { undoneAt });
        if (modifiedCount === 1) undone.push(toLink(row));
      }
      return undone;
    },
  };
};
