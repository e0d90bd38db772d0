import type { Accounts } from "./account.ts";
import { ownWordsOf, refuseTooLong, type CheckPassword, type PasswordCheck } from "./password.ts";

type Needs = { accounts: Pick<Accounts, "byIds">; checkPassword: CheckPassword };

/** As sign-up, change and reset would judge it; for whoever is signed in with the words that stand near that account. */
export const adviseOnPassword =
  ({ accounts, checkPassword }: Needs) =>
  async (password: string, accountId: string | null): Promise<PasswordCheck> => {
    refuseTooLong(password, "password");
    const [account] = accountId ? await accounts.byIds([accountId]) : [];
    return checkPassword(password, account ? ownWordsOf(account.email) : []);
  };
