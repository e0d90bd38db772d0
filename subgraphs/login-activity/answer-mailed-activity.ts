import type { Clock } from "../kernel/clock.ts";
import { digest } from "../kernel/secret.ts";
import type { LinkFault } from "../kernel/vocabulary.ts";
import type { AccountPort, AccountSecured } from "../account/port.ts";
import type { Activities, LoginActivity } from "./activity.ts";
import type { AnswerActivity } from "./answer-activity.ts";
import type { MailedLinks } from "./mailed-link.ts";
import type { LoginActivityPort } from "./port.ts";

export type AnswerMailedActivityResult = AccountSecured | { kind: "ActivityConfirmed"; at: Date } | LinkInvalid;

type LinkInvalid = { kind: "LinkInvalid"; message: string; state: LinkFault };

/** What a mailed link asks about. It is never used up: whoever said yes by mistake may still say no. */
export type OpenMailedLink = (
  token: string,
) => Promise<{ state: "OPEN"; row: LoginActivity; accountId: string } | { state: LinkFault }>;

type Needs = {
  activities: Activities;
  mailedLinks: MailedLinks;
  account: Pick<AccountPort, "account">;
  now: Clock;
};

export const openMailedLink =
  ({ activities, mailedLinks, account, now }: Needs): OpenMailedLink =>
  async (token) => {
    const link = await mailedLinks.byToken(digest(token));
    if (!link || !(await account.account(link.accountId))) return { state: "UNKNOWN" };
    if (link.expiresAt <= now()) return { state: "ENDED" };
    const [row] = await activities.byIds([link.activityId]);
    return row?.accountId ? { state: "OPEN", row, accountId: row.accountId } : { state: "UNKNOWN" };
  };

/** What the page of the link shows; null for a link that does not work. */
export const mailedActivity = (open: OpenMailedLink) => async (token: string) => {
  const found = await open(token);
  return found.state === "OPEN" ? found.row : null;
};

/** Why that was null. */
export const mailedActivityLink = (open: OpenMailedLink) => async (token: string) => (await open(token)).state;

type Answering = {
  openMailedLink: OpenMailedLink;
  answerActivity: AnswerActivity;
  activity: Pick<LoginActivityPort, "locate">;
  now: Clock;
};

/** From the page of a mailed link: once, but whoever said yes by mistake may still say no. */
export const answerMailedActivity =
  ({ openMailedLink: open, answerActivity, activity, now }: Answering) =>
  async (token: string, wasMe: boolean, ip: string): Promise<AnswerMailedActivityResult> => {
    const found = await open(token);
    if (found.state !== "OPEN") return linkInvalid(found.state);
    const { row, accountId } = found;
    const at = now();
    // Answered before: said again, nothing is done again.
    if (row.wasMe === false) return { kind: "AccountSecured", sessionsEnded: 0 };
    if (row.wasMe && wasMe) return { kind: "ActivityConfirmed", at };
    const origin = { ip, location: await activity.locate(ip), risks: [] };
    const secured = await answerActivity({ row, accountId, wasMe, saidBy: "MAILED_LINK" }, origin);
    return secured ?? { kind: "ActivityConfirmed", at };
  };

const linkInvalid = (state: LinkFault): LinkInvalid => ({
  kind: "LinkInvalid",
  message: "This link does not work any more. Answer in login activity, or reset the password by mail.",
  state,
});
