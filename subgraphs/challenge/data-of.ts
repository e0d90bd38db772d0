import type { Challenges } from "./challenge.ts";
import type { TwoSteps } from "./two-step.ts";

type Needs = { twoSteps: Pick<TwoSteps, "of">; challenges: Pick<Challenges, "recentOf"> };

/** They are deleted a day after their end; these are all, of anybody who is not attacked. */
const RECENT_FLOWS = 500;

/** What the person may take along of what is kept here: no code, no ticket, no secret. */
export const dataOf =
  ({ twoSteps, challenges }: Needs) =>
  async (accountId: string): Promise<Record<string, unknown>> => {
    const [{ enabledAt, firstEnabledAt, allowedMethods }, recent] = await Promise.all([
      twoSteps.of(accountId),
      challenges.recentOf(accountId, RECENT_FLOWS),
    ]);
    const verifications = recent.map(({ id, purpose, status, method, origin, createdAt, settledAt }) => ({
      ...{ id, purpose, status, method, createdAt, settledAt },
      ...{ client: origin.client, ip: origin.ip, location: origin.location, risks: origin.risks },
    }));
    return { enabledAt, firstEnabledAt, allowedMethods, verifications };
  };
