import type { Clock } from "../kernel/clock.ts";
import { inOrder } from "../kernel/method-order.ts";
import { notFound } from "../kernel/refusal.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { AccountPort } from "../account/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { factsOf } from "./facts.ts";
import type { Challenges } from "./challenge.ts";
import type { ReadHeld } from "./held.ts";
import { maskNumber } from "./phone.ts";
import { methodOptions, type MethodOption, type Methods } from "./methods.ts";
import { recommendationsFor, type Recommendation } from "./recommendation.ts";
import { STANDARD_METHODS, type TwoSteps } from "./two-step.ts";

/** `appId`: the app that asks, where no viewer says so. Whether it offers two-step verification is read when it is asked. */
export type TwoStepVerification = { accountId: string; appId?: string; enabled: boolean; enabledAt: Date | null };

/** How an account is secured, for its owner. */
export type LoginSecurity = {
  twoStepVerification: TwoStepVerification;
  methods: MethodOption[];
  allowedMethods: VerificationMethod[];
  phoneNumber: string | null;
  authenticators: { id: string; name: string; addedAt: Date; lastUsedAt: Date | null }[];
  recoveryCodesRemaining: number;
  recommendations: Recommendation[];
};

type Needs = {
  twoSteps: TwoSteps;
  challenges: Challenges;
  methods: Methods;
  readHeld: ReadHeld;
  account: Pick<AccountPort, "account" | "clientApp" | "outdatedApp">;
  devices: Pick<TrustedDevicePort, "reachOf" | "installationsOf">;
  now: Clock;
};

/** Whoever asks: `appId`, in whose order the methods are; `isOwner`, who alone is told the names of devices. */
type Whose = { accountId: string; appId: string | null; isOwner: boolean };

export type ReadLoginSecurity = (whose: Whose) => Promise<LoginSecurity>;

const RECENT_FLOWS = 20;

export const loginSecurity =
  ({ twoSteps, challenges, methods, readHeld, account, devices, now }: Needs): ReadLoginSecurity =>
  async ({ accountId, appId, isOwner }) => {
    const at = now();
    const [twoStep, facts, installations, flows] = await Promise.all([
      twoSteps.of(accountId),
      factsOf({ account, devices, readHeld }, accountId, at),
      devices.installationsOf(accountId, at),
      challenges.recentOf(accountId, RECENT_FLOWS),
    ]);
    if (!facts) throw notFound("account");
    const { phone, authenticators, recoveryCodes } = facts;
    const enabled = twoStep.enabledAt !== null;
    const preferred = (appId && account.clientApp(appId)?.verificationMethods) || STANDARD_METHODS;
    return {
      twoStepVerification: { accountId, enabled, enabledAt: twoStep.enabledAt },
      methods: methodOptions(methods, inOrder(preferred, twoStep.allowedMethods), facts, isOwner),
      allowedMethods: STANDARD_METHODS.filter((it) => twoStep.allowedMethods.includes(it)),
      phoneNumber: phone && maskNumber(phone),
      authenticators: authenticators.map(({ id, name, addedAt, lastUsedAt }) => ({ id, name, addedAt, lastUsedAt })),
      recoveryCodesRemaining: recoveryCodes?.left ?? 0,
      recommendations: recommendationsFor({
        ...{ isTwoStepOn: enabled, facts, flows },
        outdated: installations.filter(({ appId: id, appVersion }) => account.outdatedApp(id, appVersion) !== null),
      }),
    };
  };
