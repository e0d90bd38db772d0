import type { Accounts } from "./account.ts";

type Needs = { accounts: Pick<Accounts, "setLocale"> };

/** In which language letters, pushes and SMS speak to this person from now on; any tag, English where we don't speak it. */
export const setLocale =
  ({ accounts }: Needs) =>
  async (accountId: string, locale: string): Promise<{ id: string }> => {
    await accounts.setLocale(accountId, locale);
    return { id: accountId };
  };
