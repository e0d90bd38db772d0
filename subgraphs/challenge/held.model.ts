import type { Connection } from "mongoose";
import { readTogether } from "../kernel/mongo.ts";
import type { Secrets } from "../kernel/secret.ts";
import { mongoAuthenticators, toAuthenticator, type AuthenticatorRow } from "./authenticator.model.ts";
import { heldFor, type ReadHeld } from "./held.ts";
import { mongoPhones, toPhone, type PhoneRow } from "./phone.model.ts";
import { mongoRecoveryCodes, toLeft, type RecoveryCodesRow } from "./recovery-codes.model.ts";

type Parts = { phones: PhoneRow; authenticators: AuthenticatorRow; recoveryCodes: RecoveryCodesRow };

const readAll =
  (connection: Connection, secrets: Secrets): ReadHeld =>
  async (accountId) => {
    const byId = [{ $match: { _id: accountId } }];
    const rows = await readTogether<Parts>(connection, {
      phones: { from: "phones", pipeline: byId },
      authenticators: {
        from: "authenticators",
        pipeline: [{ $match: { accountId, removedAt: null } }, { $sort: { addedAt: 1 } }],
      },
      recoveryCodes: { from: "recoveryCodes", pipeline: byId },
    });
    const [phone, recoveryCodes] = [rows.phones[0], rows.recoveryCodes[0]];
    return {
      phone: phone ? toPhone(secrets, phone) : null,
      authenticators: rows.authenticators.map(toAuthenticator),
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
