import type { JWK } from "jose";
import { Schema, type Connection } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import type { Secrets } from "../kernel/secret.ts";
import { KEY_LIFE_MS, type SigningKeys } from "./signing-key.ts";

type Row = { _id: string; publicJwk: JWK; sealedPrivateJwk: string; createdAt: Date };

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    publicJwk: { type: Object, required: true },
    sealedPrivateJwk: { type: String, required: true },
    // Twice its life: the old key verifies until the last token that it signed has ended.
    createdAt: { type: Date, required: true, expires: (2 * KEY_LIFE_MS) / 1_000 },
  },
  { versionKey: false },
);

const opened = (secrets: Secrets, sealed: string, id: string): string => {
  try {
    return secrets.open("signing-key", sealed, id);
  } catch {
    throw new Error(
      "SECRET_KEY is not the one under which the signing keys in this MongoDB were sealed: set that one.",
    );
  }
};

export const mongoSigningKeys = (connection: Connection, secrets: Secrets): SigningKeys => {
  const model = modelOf(connection, "SigningKey", schema, "signingKeys");
  return {
    all: async () => {
      const rows = await model.find().sort({ createdAt: -1 }).lean<Row[]>();
      return rows.map(({ _id, publicJwk, sealedPrivateJwk, createdAt }) => {
        const privateJwk = JSON.parse(opened(secrets, sealedPrivateJwk, _id)) as JWK;
        return { kid: _id, publicJwk, privateJwk, createdAt };
      });
    },
    removeAll: async () => {
      await model.deleteMany({});
    },
    add: async ({ kid, publicJwk, privateJwk, createdAt }) => {
      const sealedPrivateJwk = secrets.seal("signing-key", JSON.stringify(privateJwk), kid);
      await model.insertMany([{ _id: kid, publicJwk, sealedPrivateJwk, createdAt }]);
    },
  };
};
