import type { Accounts } from "./account.ts";
import type { FairShare } from "./fair-share.ts";
import { ownWordsOf, refuseTooLong, type CheckPassword, type PasswordCheck } from "./password.ts";

type Needs = { accounts: Pick<Accounts, "byIds">; checkPassword: CheckPassword; share: FairShare };

/** As sign-up, change and reset would judge it; for whoever is signed in with the words that stand near that account. */
export const adviseOnPassword =
  ({ accounts, checkPassword, share }: Needs) =>
  async (password: string, accountId: string | null, network: string): Promise<PasswordCheck> => {
    refuseTooLong(password, "password");
    const [account] = accountId ? await accounts.byIds([accountId]) : [];
    return share(network, () => checkPassword(password, account ? ownWordsOf(account.email) : []));
  };
