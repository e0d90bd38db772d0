import type { Connection } from "mongoose";
import type { Secrets } from "../kernel/secret.ts";
import { mongoAuthenticators, toAuthenticator, type AuthenticatorRow } from "./authenticator.model.ts";
import { heldFor, type ReadHeld } from "./held.ts";
import { mongoPhones, toPhone, type PhoneRow } from "./phone.model.ts";
import { mongoRecoveryCodes, toLeft, type RecoveryCodesRow } from "./recovery-codes.model.ts";

type Part = { phone?: PhoneRow; authenticator?: AuthenticatorRow; recoveryCodes?: RecoveryCodesRow };

/** In one question: it is asked at every step of a flow, and what costs is the asking. */
const readAll =
  (connection: Connection, secrets: Secrets): ReadHeld =>
  async (accountId) => {
    const ofIts = (name: keyof Part) => ({ $project: { _id: 0, [name]: "$$ROOT" } });
    const parts = await connection.model("Phone").aggregate<Part>([
      { $match: { _id: accountId } },
      ofIts("phone"),
      {
        $unionWith: {
          coll: "authenticators",
          pipeline: [{ $match: { accountId, removedAt: null } }, { $sort: { addedAt: 1 } }, ofIts("authenticator")],
        },
      },
      { $unionWith: { coll: "recoveryCodes", pipeline: [{ $match: { _id: accountId } }, ofIts("recoveryCodes")] } },
    ]);
    const phone = parts.find((it) => it.phone)?.phone;
    const recoveryCodes = parts.find((it) => it.recoveryCodes)?.recoveryCodes;
    return {
      phone: phone ? toPhone(secrets, phone) : null,
      authenticators: parts.flatMap(({ authenticator }) => (authenticator ? [toAuthenticator(authenticator)] : [])),
      recoveryCodes: recoveryCodes ? toLeft(recoveryCodes) : null,
    };
  };

/** What accounts have set up, for whoever reads it in one place and for whoever changes a part of it. */
export const mongoHeld = (connection: Connection, secrets: Secrets) => {
  const stores = {
    phones: mongoPhones(connection, secrets),
    authenticators: mongoAuthenticators(connection),
    recoveryCodes: mongoRecoveryCodes(connection),
  };
  const forget = async (accountId: string, at: Date): Promise<void> => {
    const { phones, authenticators, recoveryCodes } = stores;
    await phones.remove(accountId);
    const ids = (await authenticators.of(accountId)).map(({ id }) => id);
    await authenticators.remove(accountId, ids, at);
    await recoveryCodes.remove(accountId);
  };
  const erase = async (accountId: string): Promise<void> => {
    await stores.phones.remove(accountId);
    await stores.authenticators.erase(accountId);
    await stores.recoveryCodes.remove(accountId);
  };
  const readHeld = readAll(connection, secrets);
  return { ...stores, forget, erase, readHeld, heldFor: heldFor({ readHeld, secrets }) };
};
