import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import { checkClient, isTooOld, type ClientApps } from "./client-app.ts";
import type { Attempt, FirstStep } from "./first-step.ts";
import type { LetIn } from "./let-in.ts";
import { refuseTooLong } from "./password.ts";
import type { SecondStep } from "./second-step.ts";
import type { SignInResult } from "./sign-in-result.ts";

type Needs = {
  apps: ClientApps;
  firstStep: FirstStep;
  secondStep: SecondStep;
  challenge: Pick<ChallengePort, "twoStepOf">;
  activity: Pick<LoginActivityPort, "appraise">;
  letIn: LetIn;
  transact: Transact;
  now: Clock;
};

/** The password, and then, with two-step verification on, something that the person already trusts. */
export const signIn =
  ({ apps, firstStep, secondStep, challenge, activity, letIn, transact, now }: Needs) =>
  async (asked: Omit<Attempt, "isOldApp">): Promise<SignInResult> => {
    const { client, password, ip, deviceToken } = asked;
    const app = checkClient(apps, client);
    refuseTooLong(password, "input.password");
    const isOldApp = isTooOld(app, client.appVersion);
    const first = await firstStep({ ...asked, isOldApp });
    if (first.kind !== "RightPassword") return first;

    const { account, isTrusted } = first;
    const [origin, { enabledAt, allowedMethods }] = await Promise.all([
      activity.appraise({ accountId: account.id, client, ip, isOldApp }, now()),
      challenge.twoStepOf(account.id),
    ]);
    if (enabledAt === null)
      return transact(() => letIn({ account, origin, amr: ["pwd"], method: null, trusts: false, deviceToken }));

    const second = await secondStep({ account, app, origin, isTrusted, allowedMethods });
    if (second !== "TRUSTED") return second;
    return transact(() => letIn({ account, origin, amr: ["pwd", "swk"], method: null, trusts: true, deviceToken }));
  };
