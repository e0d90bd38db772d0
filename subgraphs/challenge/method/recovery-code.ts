import { DAY, later } from "../../kernel/clock.ts";
import type { AppName } from "../../kernel/letter-facts.ts";
import type { Transact } from "../../kernel/mongo.ts";
import type { Outbox } from "../../kernel/outbox.ts";
import type { Secrets } from "../../kernel/secret.ts";
import { RECOVERY_CODE_LENGTH } from "../../kernel/typed-code.ts";
import { recoveryCodeDigest, type RecoveryCodes } from "../recovery-codes.ts";
import { recoveryCodeUsedLetter } from "../recovery-codes.mail.ts";
import type { MethodAtHand } from "./method.ts";

type Needs = {
  recoveryCodes: Pick<RecoveryCodes, "use">;
  secrets: Secrets;
  appName: AppName;
  outbox: Outbox;
  transact: Transact;
};

/** What is in the drawer when everything else is lost. */
export const recoveryCode = ({ recoveryCodes, secrets, appName, outbox, transact }: Needs): MethodAtHand => ({
  name: "RECOVERY_CODE",
  isAtHand: true,
  codeLength: RECOVERY_CODE_LENGTH,
  isUsable: (facts) => (facts.recoveryCodes?.left ?? 0) > 0,
  reaches: () => true,
  destination: () => null,
  take: ({ challenge, held, code, at }) => {
    if (!held.recoveryCodes) return Promise.resolve(false);
    const { accountId, email, locale, origin } = challenge;
    return transact(async () => {
      const used = await recoveryCodes.use(accountId, recoveryCodeDigest(secrets, accountId, code), challenge.id);
      if (!used?.isFirst) return used !== null;
      const app = appName(origin.client.appId);
      const letter = recoveryCodeUsedLetter({ left: used.left, origin, app, at, locale });
      await outbox.put({ channel: "MAIL", to: email, ...letter, staleAt: later(at, DAY) }, at);
      return true;
    });
  },
  hint: null,
});
