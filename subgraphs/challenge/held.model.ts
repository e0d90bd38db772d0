import type { Connection } from "mongoose";
import type { Secrets } from "../kernel/secret.ts";
import { mongoAuthenticators } from "./authenticator.model.ts";
import { heldFor, type ReadHeld } from "./held.ts";
import { mongoPhones } from "./phone.model.ts";
import { mongoRecoveryCodes } from "./recovery-codes.model.ts";

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
  const readHeld: ReadHeld = async (accountId) => {
    const { phones, authenticators, recoveryCodes } = stores;
    const held = [phones.of(accountId), authenticators.of(accountId), recoveryCodes.of(accountId)] as const;
    const [phone, those, codes] = await Promise.all(held);
    return { phone, authenticators: those, recoveryCodes: codes };
  };
  return { ...stores, forget, erase, readHeld, heldFor: heldFor({ readHeld, secrets }) };
};
