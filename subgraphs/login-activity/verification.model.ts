import { Schema, type Connection } from "mongoose";
import { newId } from "../kernel/id.ts";
import { modelOf } from "../kernel/mongo.ts";
import type { Verification, Verifications, VerificationStep } from "./verification.ts";

type Row = Omit<Verification, "id"> & {
  _id: string;
  /** In no roll-up yet: whoever counts it takes this away in the same transaction. */
  awaitsRollUp?: boolean;
};

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    appId: { type: String, required: true },
    appVersion: { type: String, required: true },
    osName: { type: String },
    location: { type: Object, default: null },
    risks: { type: [String], required: true },
    // As long as activity is kept.
    askedAt: { type: Date, required: true, expires: 400 * 24 * 60 * 60 },
    method: { type: String, required: true },
    sends: { type: [Object], required: true },
    acknowledgedAt: { type: Date, default: null },
    answeredAt: { type: Date, default: null },
    answeredBy: { type: String, default: null },
    signedInAt: { type: Date, default: null },
    awaitsRollUp: { type: Boolean },
  },
  { versionKey: false, minimize: false },
);
// For the end of an account, in whose transaction nothing may be searched through.
schema.index({ accountId: 1 });
schema.index({ awaitsRollUp: 1, askedAt: 1 }, { partialFilterExpression: { awaitsRollUp: true } });

type Asked = Extract<VerificationStep, { kind: "ASKED" }>;

const rowOf = ({ id, accountId, origin: { client, location, risks }, method, isSent }: Asked, at: Date): Row => ({
  _id: id,
  accountId,
  ...{ appId: client.appId, appVersion: client.appVersion, osName: client.device.osName },
  location: location && { countryCode: location.countryCode, network: location.network },
  ...{ risks, askedAt: at, method, sends: isSent ? [{ method, at }] : [] },
  ...{ acknowledgedAt: null, answeredAt: null, answeredBy: null, signedInAt: null },
  awaitsRollUp: true,
});

/** What was there before stays: the first counts. */
const changeBy = (step: Exclude<VerificationStep, Asked>, at: Date) => {
  const answered = (method: string) => ({
    answeredAt: { $ifNull: ["$answeredAt", at] },
    answeredBy: { $ifNull: ["$answeredBy", method] },
  });
  switch (step.kind) {
    case "SENT":
      return {
        sends: {
          $cond: [
            { $in: [step.method, "$sends.method"] },
            "$sends",
            { $concatArrays: ["$sends", [{ method: step.method, at }]] },
          ],
        },
      };
    case "ACKNOWLEDGED":
      return { acknowledgedAt: { $ifNull: ["$acknowledgedAt", at] } };
    case "ANSWERED":
      return answered(step.method);
    // A code answers and signs in at once; an approval has answered before.
    case "SIGNED_IN":
      return { ...answered(step.method), signedInAt: { $ifNull: ["$signedInAt", at] } };
  }
};

/** The rows, for whatever else in this subgraph reads them. */
export const verificationModel = (connection: Connection) =>
  modelOf(connection, "Verification", schema, "verifications");

export const mongoVerifications = (connection: Connection): Verifications => {
  const model = verificationModel(connection);
  return {
    follow: async (step, at) => {
      if (step.kind === "ASKED") await model.insertMany([rowOf(step, at)]);
      else
        await model.updateOne({ _id: step.id, awaitsRollUp: true }, [{ $set: changeBy(step, at) }], {
          updatePipeline: true,
        });
    },
    forget: async (accountId) => {
      await model.updateMany({ accountId }, { accountId: `gone-${newId()}` });
    },
  };
};
