import type { Challenges } from "./challenge.ts";
import type { ReadHeld } from "./held.ts";
import type { TwoSteps } from "./two-step.ts";

type Needs = { twoSteps: Pick<TwoSteps, "of">; challenges: Pick<Challenges, "recentOf">; readHeld: ReadHeld };

/** They are deleted a day after their end; these are all, of anybody who is not attacked. */
const RECENT_FLOWS = 500;

/** What the person may take along of what is kept here: no code, no ticket, no secret. */
export const dataOf =
  ({ twoSteps, challenges, readHeld }: Needs) =>
  async (accountId: string): Promise<Record<string, unknown>> => {
    const [{ enabledAt, firstEnabledAt, allowedMethods }, recent, held] = await Promise.all([
      twoSteps.of(accountId),
      challenges.recentOf(accountId, RECENT_FLOWS),
      readHeld(accountId),
    ]);
    const verifications = recent.map(({ id, purpose, status, method, origin, createdAt, settledAt }) => ({
      ...{ id, purpose, status, method, createdAt, settledAt },
      ...{ client: origin.client, ip: origin.ip, location: origin.location, risks: origin.risks },
    }));
    const phone = held.phone && { number: held.phone.number, confirmedAt: held.phone.confirmedAt };
    const authenticators = held.authenticators.map(({ name, addedAt, lastUsedAt }) => ({ name, addedAt, lastUsedAt }));
    const { recoveryCodes } = held;
    return { enabledAt, firstEnabledAt, allowedMethods, phone, authenticators, recoveryCodes, verifications };
  };
