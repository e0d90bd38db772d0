import type { Clock } from "../kernel/clock.ts";
import { notFound } from "../kernel/refusal.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { AccountPort } from "../account/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { factsOf } from "./facts.ts";
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
  methods: Methods;
  account: Pick<AccountPort, "account">;
  devices: Pick<TrustedDevicePort, "reachOf">;
  now: Clock;
};

export type ReadLoginSecurity = (accountId: string) => Promise<LoginSecurity>;

export const loginSecurity =
  ({ twoSteps, methods, account, devices, now }: Needs): ReadLoginSecurity =>
  async (accountId) => {
    const [twoStep, facts] = await Promise.all([
      twoSteps.of(accountId),
      factsOf({ account, devices }, accountId, now()),
    ]);
    if (!facts) throw notFound("account");
    const enabled = twoStep.enabledAt !== null;
    return {
      twoStepVerification: { accountId, enabled, enabledAt: twoStep.enabledAt },
      methods: methodOptions(
        methods,
        STANDARD_METHODS.filter((it) => twoStep.allowedMethods.includes(it)),
        facts,
      ),
      allowedMethods: twoStep.allowedMethods,
      phoneNumber: null,
      authenticators: [],
      recoveryCodesRemaining: 0,
      recommendations: recommendationsFor({ isTwoStepOn: enabled, reach: facts.reach }),
    };
  };
