import type { Time } from "../kernel/clock.ts";
import type { Config } from "../kernel/config.ts";
import { viewerOf } from "../kernel/context.ts";
import type { Events } from "../kernel/events.ts";
import { ownAccount } from "../kernel/graph/own-account.ts";
import type { Metrics } from "../kernel/metrics.ts";
import type { Mongo } from "../kernel/mongo.ts";
import type { Outbox } from "../kernel/outbox.ts";
import { notFound } from "../kernel/refusal.ts";
import type { Secrets } from "../kernel/secret.ts";
import { buildSubgraph, type Subgraph } from "../kernel/subgraph.ts";
import { mongoThrottle } from "../kernel/throttle.ts";
import type { AccountPort, LetIn, Protect } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { AccountSecurityResolver } from "./account.resolver.ts";
import { acknowledgeVerification } from "./acknowledge-verification.ts";
import { AnswerVerificationResolver } from "./answer-verification.resolver.ts";
import { approveVerification } from "./approve-verification.ts";
import { AuthenticatorResolver } from "./authenticator.resolver.ts";
import { beginAuthenticatorSetup } from "./begin-authenticator-setup.ts";
import { confirmAuthenticator, judgeSetup } from "./confirm-authenticator.ts";
import { confirmPhoneNumber, type CountSms } from "./confirm-phone-number.ts";
import { generateRecoveryCodes } from "./generate-recovery-codes.ts";
import { smsLimits } from "./method/sms.ts";
import { MethodResolver } from "./method.resolver.ts";
import { PhoneResolver } from "./phone.resolver.ts";
import { removeAuthenticator } from "./remove-authenticator.ts";
import { removePhoneNumber } from "./remove-phone-number.ts";
import { setPhoneNumber } from "./set-phone-number.ts";
import { setVerificationMethodAllowed } from "./set-verification-method-allowed.ts";
import { tellOfChange } from "./tell-of-change.ts";
import { cancelVerification } from "./cancel-verification.ts";
import { mongoChallenges } from "./challenge.model.ts";
import { viewByTicket, viewOf } from "./challenge-view.ts";
import { judge } from "./code.ts";
import { completeApprovedSignIn } from "./complete-approved-sign-in.ts";
import { denyVerification } from "./deny-verification.ts";
import { finishSignIn } from "./finish-sign-in.ts";
import { loginSecurity } from "./login-security.ts";
import { AccountWithSecurity } from "./login-security.type.ts";
import { mongoHeld } from "./held.model.ts";
import { verificationMethods } from "./methods.ts";
import type { ChallengePort } from "./port.ts";
import { notificationCap } from "./notification-cap.ts";
import { recentDeliveries } from "./recent-deliveries.ts";
import { secondStepLimits } from "./second-step-limits.ts";
import { outcomeMetric } from "./outcome-metric.ts";
import { sendCaps } from "./send-caps.ts";
import { prepareSend } from "./prepare-send.ts";
import { requestLine } from "./request-line.ts";
import { sendVerificationCode } from "./send-verification-code.ts";
import { approve, settle, settleAll } from "./settle.ts";
import { submitVerificationCode } from "./submit-verification-code.ts";
import { flowReport, supportReport } from "./support-report.ts";
import { takeCode } from "./take-code.ts";
import { mongoTwoSteps } from "./two-step.model.ts";
import { TwoStepAvailabilityResolver } from "./two-step-availability.resolver.ts";
import { twoStepImpact } from "./two-step-impact.ts";
import { TwoStepResolver } from "./two-step.resolver.ts";
import {
  confirmTwoStepVerification,
  disableTwoStepVerification,
  enableTwoStepVerification,
  turnOn,
} from "./two-step-verification.ts";
import { VerificationChallengeType } from "./verification-challenge.type.ts";
import { verificationOutcome } from "./verification-outcome.ts";
import { pendingVerificationRequests, verificationRequests } from "./verification-requests.ts";
import { VerificationResolver } from "./verification.resolver.ts";
import { wrongSecondStep } from "./wrong-second-step.ts";

export type ChallengeSubgraphNeeds = {
  mongo: Mongo;
  secrets: Secrets;
  outbox: Outbox;
  events: Events;
  metrics: Metrics;
  time: Time;
  config: Pick<Config, "ttl" | "mailFrom" | "smsPerCountry" | "publicUrl">;
  account: AccountPort;
  letIn: LetIn;
  protect: Protect;
  challenge: ChallengePort;
  devices: TrustedDevicePort;
  activity: LoginActivityPort;
};

/** Prove it: challenges, codes, methods, two-step verification. */
export const challengeSubgraph = (needs: ChallengeSubgraphNeeds): Promise<Subgraph> => {
  const { mongo, secrets, outbox, events, metrics, time, config } = needs;
  const { account, letIn, protect, challenge, devices, activity } = needs;
  const { connection, transact, afterCommit } = mongo;
  const { appName } = account;
  const { now } = time;
  const { ttl, smsPerCountry, publicUrl, mailFrom: sender } = config;

  const challenges = mongoChallenges(connection);
  const twoSteps = mongoTwoSteps(connection);
  const throttle = mongoThrottle(connection);
  const held = mongoHeld(connection, secrets);
  const { readHeld, heldFor } = held;
  const methods = verificationMethods({ ...held, appName, outbox, secrets, transact, smsPerCountry, publicUrl });
  const caps = sendCaps(throttle);

  const countOutcome = outcomeMetric(metrics, afterCommit);
  const line = requestLine({ events, afterCommit });
  const settling = { challenges, events, line, countOutcome };
  const settleOne = settle(settling);
  const settleOpen = settleAll(settling);
  const notifications = notificationCap({ throttle, appName, outbox });
  const limits = secondStepLimits(throttle);
  const wrong = wrongSecondStep({ limits, settleAll: settleOpen, appName, outbox, protect });
  const takes = { challenges, settle: settleOne, wrongSecondStep: wrong, activity, transact };
  const taking = takeCode({ ...takes, judge: judge({ secrets, methods, heldFor }) });
  const finishing = finishSignIn({
    ...{ challenges, limits, notifications, settle: settleOne, account, letIn, activity, transact, now },
  });
  const answering = { challenges, devices, settle: settleOne, activity, transact, now };
  const sending = prepareSend({ challenges, caps, notifications, outbox, secrets, line, ttl });
  const view = viewOf({
    ...{ methods, heldFor, account, devices },
    ...{ notifications, outbox, sender, ttl, now },
  });
  const byTicket = viewByTicket({ challenges, view });
  const readLoginSecurity = loginSecurity({ twoSteps, challenges, methods, readHeld, account, devices, now });
  const turning = {
    ...{ twoSteps, ask: challenge.ask, takeCode: taking, settle: settleOne, settleAll: settleOpen },
    ...{ account, devices, activity, outbox, transact, now },
  };
  const countSms: CountSms = async (to, at) => {
    for (const [key, limit] of smsLimits({ secrets, smsPerCountry }, to)) await throttle.spend(key, limit, at);
  };
  const changing = {
    ...{ ...turning, ...held, challenges, methods, countSms, secrets },
    tellOfChange: tellOfChange({ account, activity, outbox }),
  };
  const watching = { challenges, devices, secrets, line, time };
  const watchRequests = verificationRequests(watching);
  const watchOutcome = verificationOutcome({ viewByTicket: byTicket, events, time });

  return buildSubgraph({
    name: "challenge",
    resolvers: [
      new VerificationResolver({
        send: sendVerificationCode({
          ...{
            challenges,
            methods,
            heldFor,
            prepareSend: sending,
            account,
            devices,
            caps,
            notifications,
            secrets,
            activity,
            transact,
            ttl,
            now,
          },
        }),
        submit: submitVerificationCode({
          challenges,
          limits,
          takeCode: taking,
          finishSignIn: finishing,
          activity,
          now,
        }),
        complete: completeApprovedSignIn({
          ...{ challenges, settle: settleOne, finishSignIn: finishing },
          ...{ account, devices, now },
        }),
        cancel: cancelVerification({ challenges, settle: settleOne, activity, transact, now }),
        pending: pendingVerificationRequests(watching),
        acknowledge: acknowledgeVerification({ challenges, devices, activity, transact, now }),
        ...{ view, viewByTicket: byTicket },
      }),
      new AnswerVerificationResolver({
        approve: approveVerification({
          ...answering,
          ...{ secrets, approve: approve(settling), wrongSecondStep: wrong },
        }),
        deny: denyVerification({ ...answering, protect }),
      }),
      new TwoStepResolver({
        enable: enableTwoStepVerification(turning),
        confirm: confirmTwoStepVerification(turning),
        disable: disableTwoStepVerification(turning),
        readLoginSecurity,
        viewByTicket: byTicket,
      }),
      new TwoStepAvailabilityResolver(account.offersTwoStep, twoStepImpact({ account, devices, now })),
      new PhoneResolver({
        set: setPhoneNumber(changing),
        confirm: confirmPhoneNumber({ ...changing, turnOn: (viewer, origin) => turnOn(turning, viewer, origin) }),
        remove: removePhoneNumber(changing),
        ...{ readLoginSecurity, viewByTicket: byTicket },
      }),
      new AuthenticatorResolver({
        begin: beginAuthenticatorSetup(changing),
        confirm: confirmAuthenticator({ ...changing, takeCode: takeCode({ ...takes, judge: judgeSetup(secrets) }) }),
        remove: removeAuthenticator(changing),
        readLoginSecurity,
      }),
      new MethodResolver({
        generate: generateRecoveryCodes(changing),
        setAllowed: setVerificationMethodAllowed(changing),
        readLoginSecurity,
      }),
      new AccountSecurityResolver(
        readLoginSecurity,
        supportReport({
          ...{ account, devices, readLoginSecurity, now },
          recentDeliveries: recentDeliveries({ challenges, methods, readHeld, account, devices, outbox, sender, now }),
        }),
        flowReport({ challenges, viewByTicket: byTicket, devices, twoSteps, now }),
      ),
    ],
    types: [AccountWithSecurity, VerificationChallengeType],
    references: {
      Account: ownAccount,
      VerificationChallenge: async ({ ticket = "" }, { identity }) => {
        const seen = await byTicket(ticket, identity.viewer);
        if (!seen) throw notFound("flow");
        return seen;
      },
    },
    subscriptions: {
      verificationRequests: (_, context) => watchRequests(viewerOf(context)),
      verificationOutcome: ({ ticket }) => watchOutcome(String(ticket)),
    },
  });
};
