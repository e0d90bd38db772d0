import type { Clock } from "../kernel/clock.ts";
import { digest } from "../kernel/secret.ts";
import type { AccountPort, AccountSecured } from "../account/port.ts";
import type { Activities, LoginActivity } from "./activity.ts";
import type { AnswerActivity } from "./answer-activity.ts";
import type { MailedLinks } from "./mailed-link.ts";
import type { LoginActivityPort } from "./port.ts";

export type AnswerMailedActivityResult =
  AccountSecured | { kind: "ActivityConfirmed"; at: Date } | { kind: "LinkInvalid"; message: string };

/** What the page of the link asks about; null for a link that does not work. */
export type MailedActivity = (token: string) => Promise<LoginActivity | null>;

type Needs = {
  activities: Activities;
  mailedLinks: MailedLinks;
  account: Pick<AccountPort, "account">;
  now: Clock;
};

export const mailedActivity =
  ({ activities, mailedLinks, account, now }: Needs): MailedActivity =>
  async (token) => {
    const link = await mailedLinks.byToken(digest(token), now());
    if (!link || !(await account.account(link.accountId))) return null;
    return (await activities.byIds([link.activityId]))[0] ?? null;
  };

type Answering = {
  mailedActivity: MailedActivity;
  answerActivity: AnswerActivity;
  activity: Pick<LoginActivityPort, "locate">;
  now: Clock;
};

/** From the page of a mailed link: once, but whoever said yes by mistake may still say no. */
export const answerMailedActivity =
  ({ mailedActivity, answerActivity, activity, now }: Answering) =>
  async (token: string, wasMe: boolean, ip: string): Promise<AnswerMailedActivityResult> => {
    const row = await mailedActivity(token);
    if (row?.accountId == null) return linkInvalid();
    const at = now();
    // Answered before: said again, nothing is done again.
    if (row.wasMe === false) return { kind: "AccountSecured", sessionsEnded: 0 };
    if (row.wasMe && wasMe) return { kind: "ActivityConfirmed", at };
    const origin = { ip, location: await activity.locate(ip), risks: [] };
    const secured = await answerActivity({ row, accountId: row.accountId, wasMe, saidBy: "MAILED_LINK" }, origin);
    return secured ?? { kind: "ActivityConfirmed", at };
  };

/** Unknown and ended are told alike. */
const linkInvalid = (): AnswerMailedActivityResult => ({
  kind: "LinkInvalid",
  message: "This link does not work any more. Answer in login activity, or reset the password by mail.",
});
