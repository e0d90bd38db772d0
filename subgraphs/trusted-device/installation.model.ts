import { Schema, type Connection } from "mongoose";
import { later } from "../kernel/clock.ts";
import { modelOf } from "../kernel/mongo.ts";
import { readsOf } from "../kernel/reads.ts";
import { writesOf } from "../kernel/writes.ts";
import { TRUST_IDLE_MS, type Installation, type Installations } from "./installation.ts";

type Row = Omit<Installation, "id"> & { _id: string };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    installationId: { type: String, required: true },
    appId: { type: String, required: true },
    appVersion: { type: String, required: true },
    device: { type: Object, required: true },
    givenName: { type: String, default: null },
    firstSeenAt: { type: Date, required: true },
    lastSeenAt: { type: Date, required: true },
    lastLocation: { type: Object, default: null },
    trustedAt: { type: Date, default: null },
    trustedUntil: { type: Date, default: null },
    wasTrusted: { type: Boolean, default: false },
    tokenCount: { type: Number, default: 0 },
    tokenDigest: { type: String, default: null },
    previousTokenDigest: { type: String, default: null },
    pushToken: { type: String, default: null },
    notificationsAllowed: { type: Boolean, default: false },
    lines: { type: [{ _id: false, id: String, until: Date }], default: [] },
  },
  { versionKey: false, minimize: false },
);
schema.index({ accountId: 1, installationId: 1 }, { unique: true });
schema.index({ pushToken: 1 }, { partialFilterExpression: { pushToken: { $type: "string" } } });

/** Of one account. */
const MOST_LISTED = 200;

const toInstallation = ({ _id, ...rest }: Row): Installation => ({ id: _id, ...rest });

const UNTRUSTED = {
  trustedAt: null,
  trustedUntil: null,
  tokenDigest: null,
  previousTokenDigest: null,
  pushToken: null,
  notificationsAllowed: false,
};

/** Trust that holds at this moment; what has lapsed is not waited for, it is not found. */
const trusted = (at: Date) => ({ trustedUntil: { $gt: at }, lastSeenAt: { $gt: later(at, -TRUST_IDLE_MS) } });

export const mongoInstallations = (connection: Connection): Installations => {
  const model = modelOf(connection, "Installation", schema, "installations");
  const reads = readsOf<Row>(model);
  const writes = writesOf<Row>(model);
  const newest = { sort: { lastSeenAt: -1 }, limit: MOST_LISTED } as const;
  return {
    of: async (accountId, installationId) => {
      const row = await reads.one({ accountId, installationId });
      return row && toInstallation(row);
    },
    allOf: async (accountId) => (await reads.all({ filter: { accountId }, ...newest })).map(toInstallation),
    trustedOf: async (accountId, at) =>
      (await reads.all({ filter: { accountId, ...trusted(at) }, ...newest })).map(toInstallation),
    arrive: async ({ id, accountId, installationId, ...first }, visit) => {
      const added = Object.fromEntries(Object.entries({ _id: id, ...first }).filter(([field]) => !(field in visit)));
      const update = { $set: visit, $setOnInsert: added };
      const row = await model
        .findOneAndUpdate({ accountId, installationId }, update, { upsert: true, returnDocument: "before" })
        .lean<Row>();
      return row && toInstallation(row);
    },
    visit: async (id, visit) => {
      await model.updateOne({ _id: id }, visit);
    },
    trust: async (id, trust) => {
      await model.updateOne({ _id: id }, trust);
    },
    untrust: async (accountId, ids, wasTrusted = false) => {
      const ended: Installation[] = [];
      for (const _id of ids) {
        const row = await model
          .findOneAndUpdate(
            { _id, accountId, trustedAt: { $ne: null } },
            { ...UNTRUSTED, wasTrusted },
            { returnDocument: "before" },
          )
          .lean<Row>();
        if (row) ended.push(toInstallation(row));
      }
      return ended;
    },
    untrustEvery: async () =>
      (await model.updateMany({ trustedAt: { $ne: null } }, { ...UNTRUSTED, wasTrusted: false })).modifiedCount,
    rename: async (accountId, id, givenName, at) => {
      const row = await model
        .findOneAndUpdate({ _id: id, accountId, ...trusted(at) }, { givenName }, { returnDocument: "after" })
        .lean<Row>();
      return row && toInstallation(row);
    },
    setPush: async ({ accountId, installationId }, push, at) => {
      const { pushToken } = push;
      if (pushToken !== null)
        // Several accounts on one phone share its token; a token that has moved to another phone is that one's.
        await model.updateMany({ pushToken, installationId: { $ne: installationId } }, { pushToken: null });
      const row = await model
        .findOneAndUpdate({ accountId, installationId, ...trusted(at) }, push, { returnDocument: "after" })
        .lean<Row>();
      return row && toInstallation(row);
    },
    forget: async (accountId) => {
      const rows = await model.find({ accountId, pushToken: { $ne: null } }, { pushToken: 1 }).lean<Row[]>();
      await model.deleteMany({ accountId });
      return rows.map(({ pushToken }) => pushToken).filter((it) => it !== null);
    },
    forgetPushToken: async (pushToken) => {
      await model.updateMany({ pushToken }, { pushToken: null });
    },
    forgetPush: async (accountId, installationIds) => {
      await model.updateMany({ accountId, installationId: { $in: installationIds } }, { pushToken: null });
    },
    holdLine: async ({ accountId, installationId }, line, at) => {
      const others = {
        $filter: { input: "$lines", cond: { $and: [{ $gt: ["$$this.until", at] }, { $ne: ["$$this.id", line.id] }] } },
      };
      await writes.update({ accountId, installationId }, [{ $set: { lines: { $concatArrays: [others, [line]] } } }]);
    },
    dropLine: async ({ accountId, installationId }, id) => {
      await writes.update({ accountId, installationId }, { $pull: { lines: { id } } });
    },
  };
};
