import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import { readsOf } from "../kernel/reads.ts";
import {
  LOGIN_ACTIVITY_KINDS,
  type Activities,
  type ActivityFilter,
  type Position,
  type StoredActivity,
} from "./activity.ts";

type Row = Omit<StoredActivity, "id"> & {
  _id: string;
  /** In no roll-up yet: whoever counts it takes this away in the same transaction. */
  awaitsRollUp?: boolean;
};

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    kind: { type: String, enum: LOGIN_ACTIVITY_KINDS, required: true },
    accountId: { type: String, default: null },
    appId: { type: String, default: null },
    appVersion: { type: String, default: null },
    device: { type: Object, default: null },
    installationId: { type: String, default: null },
    staffRole: { type: String, default: null },
    wasMe: { type: Boolean, default: null },
    method: { type: String, default: null },
    ipAddress: { type: String, default: null },
    network: { type: String, default: null },
    location: { type: Object, default: null },
    coordinates: { type: Object, default: null },
    risks: { type: [String], required: true },
    awaitsRollUp: { type: Boolean },
  },
  { versionKey: false, minimize: false },
);
// Newest first within an account, and over all; _id makes the order total, so that a cursor stays true while rows arrive.
schema.index({ accountId: 1, at: -1, _id: -1 });
schema.index({ accountId: 1, kind: 1, at: -1, _id: -1 });
schema.index({ at: -1, _id: -1 });
// What is rare among everybody's: found by walking back through all of it, it would take ten million rows to find none.
schema.index({ kind: 1, at: -1, _id: -1 });
schema.index({ accountId: 1, at: -1 }, { partialFilterExpression: { wasMe: true } });
// Only what waits is in it, so it stays as small as that.
schema.index({ awaitsRollUp: 1, at: 1 }, { partialFilterExpression: { awaitsRollUp: true } });

// The rows that have a whole address, which is cut once they are old. By hint: left to choose, MongoDB walks all older rows.
const WHOLE_ADDRESSES = { at: 1 } as const;
schema.index(WHOLE_ADDRESSES, { partialFilterExpression: { ipAddress: { $type: "string" } } });

const FROM_WHERE = ["at", "installationId", "location", "coordinates"] as const;

const toActivity = ({ _id, awaitsRollUp: _, ...rest }: Row): StoredActivity => ({
  id: _id,
  ...rest,
  ipAddress: rest.ipAddress ?? rest.network,
});

/** The rows, for whatever else in this subgraph keeps or reads them. */
export const activityModel = (connection: Connection) =>
  modelOf(connection, "LoginActivity", schema, "loginActivities");

/** `after` bounds the time as well, so that a page begins where the last one ended, whichever index is walked. */
const matching = (filter: ActivityFilter, after: Position | null = null) => {
  const at = {
    ...(filter.from ? { $gte: filter.from } : {}),
    ...(filter.to ? { $lt: filter.to } : {}),
    ...(after ? { $lte: after.at } : {}),
  };
  return {
    ...(filter.accountId == null ? {} : { accountId: filter.accountId }),
    ...(Object.keys(at).length > 0 ? { at } : {}),
    ...(filter.kinds ? { kind: { $in: filter.kinds } } : {}),
    ...(filter.appIds ? { appId: { $in: filter.appIds } } : {}),
    ...(filter.countryCodes ? { "location.countryCode": { $in: filter.countryCodes } } : {}),
    ...(filter.methods ? { method: { $in: filter.methods } } : {}),
    ...(filter.risks ? { risks: { $in: filter.risks } } : {}),
  };
};

export const mongoActivities = (connection: Connection): Activities => {
  const model = activityModel(connection);
  const reads = readsOf<Row>(model);
  const oldest = async (filter: object, index: Record<string, 1 | -1>, count: number) => {
    const query = model.find(filter, { _id: 1 }).hint(index).sort({ at: 1 }).limit(count);
    return (await query.lean<Pick<Row, "_id">[]>()).map(({ _id }) => _id);
  };
  return {
    add: async ({ id, ...rest }) => {
      await model.insertMany([{ _id: id, ...rest, awaitsRollUp: true }], { lean: true });
    },
    byIds: async (ids) => (await reads.all({ filter: { _id: { $in: ids } }, limit: ids.length })).map(toActivity),
    page: async (filter, count, after) => {
      const older = after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.id } }] } : {};
      const rows = await model
        .find({ $and: [matching(filter, after), older] })
        .sort({ at: -1, _id: -1 })
        .limit(count)
        .lean<Row[]>();
      return rows.map(toActivity);
    },
    answer: async ({ id, accountId, installationId }, wasMe) => {
      await model.updateOne({ _id: id, wasMe: wasMe ? null : { $ne: false } }, { wasMe });
      if (!wasMe && installationId !== null)
        await model.updateMany({ accountId, installationId, wasMe: true }, { wasMe: null });
    },
    confirmedOf: (accountId, limit) =>
      reads.only(FROM_WHERE, { filter: { accountId, wasMe: true }, sort: { at: -1 }, limit }),
    signInsOf: (accountId, limit) => {
      const filter = { accountId, kind: "SIGNED_IN" as const, wasMe: { $ne: false } };
      return reads.only(FROM_WHERE, { filter, sort: { at: -1, _id: -1 }, limit });
    },
    removeBefore: async (before, count) => {
      // Reports go on counting it.
      const ids = await oldest({ at: { $lt: before }, awaitsRollUp: { $ne: true } }, { at: -1, _id: -1 }, count);
      return (await model.deleteMany({ _id: { $in: ids } })).deletedCount;
    },
    cutAddressesBefore: async (before, count) => {
      const ids = await oldest({ at: { $lt: before }, ipAddress: { $type: "string" } }, WHOLE_ADDRESSES, count);
      return (await model.updateMany({ _id: { $in: ids } }, { ipAddress: null })).modifiedCount;
    },
    hasSignedInFrom: async (accountId, network, since) => {
      const filter = { accountId, kind: "SIGNED_IN", at: { $gte: since }, network } as const;
      return (await reads.only(["at"], { filter, limit: 1 })).length > 0;
    },
    forget: async (accountId) => {
      // What analysts see of a device, whose own name is the person's.
      const device = {
        $cond: [{ $eq: ["$device", null] }, null, { $mergeObjects: ["$device", { name: "$device.model" }] }],
      };
      const nobody = { accountId: null, installationId: null, ipAddress: null, wasMe: null, device };
      await model.updateMany({ accountId }, [{ $set: nobody }], { updatePipeline: true });
    },
    countSince: async (accountId, kinds, since, limit) => {
      const filter = { accountId, kind: { $in: kinds }, at: { $gte: since } };
      return (await reads.only(["at"], { filter, limit })).length;
    },
  };
};
