import type { Clock } from "../kernel/clock.ts";
import { digest } from "../kernel/secret.ts";
import type { LinkFault, LinkState } from "../kernel/vocabulary.ts";
import type { Account, Accounts } from "./account.ts";
import type { ResetLink, ResetLinks } from "./reset-link.ts";

/** What a mailed token opens; it is not spent by looking. */
export type OpenResetLink = (
  token: string,
) => Promise<{ state: "OPEN"; link: ResetLink; account: Account } | { state: LinkFault }>;

type Needs = { resetLinks: Pick<ResetLinks, "byToken">; accounts: Pick<Accounts, "byIds">; now: Clock };

export const openResetLink =
  ({ resetLinks, accounts, now }: Needs): OpenResetLink =>
  async (token) => {
    const found = await resetLinks.byToken(digest(token), now());
    if (found.state !== "OPEN") return found;
    const [account] = await accounts.byIds([found.accountId]);
    return account ? { state: "OPEN", link: found.link, account } : { state: "UNKNOWN" };
  };

/** `email`: whose password an open link resets. */
export type PasswordResetLink = { state: LinkState; email: string | null };

/**
 * What the page of the link asks before anybody types. The address is said in full, for password managers: they save by it. Whoever
 * holds an open link reads the mail of that address, and could reset its password.
 */
export const passwordResetLink =
  (open: OpenResetLink) =>
  async (token: string): Promise<PasswordResetLink> => {
    const found = await open(token);
    return { state: found.state, email: found.state === "OPEN" ? found.account.email : null };
  };
