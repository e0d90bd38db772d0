import type { Config } from "../kernel/config.ts";
import type { Time } from "../kernel/clock.ts";
import type { Metrics } from "../kernel/metrics.ts";
import type { Mongo } from "../kernel/mongo.ts";
import type { Events } from "../kernel/events.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Secrets } from "../kernel/secret.ts";
import { stampedTokens } from "../kernel/stamped-token.ts";
import { buildSubgraph, type Subgraph } from "../kernel/subgraph.ts";
import { mongoThrottle } from "../kernel/throttle.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { AccessTokens } from "./access-token.ts";
import { mongoAccounts } from "./account.model.ts";
import { AccountResolver } from "./account.resolver.ts";
import { AccountType } from "./account.type.ts";
import { changeEmail, confirmEmailChange } from "./change-email.ts";
import { changePassword } from "./change-password.ts";
import { changeRole } from "./change-role.ts";
import { adviseOnPassword } from "./advise-on-password.ts";
import type { ClientApps } from "./client-app.ts";
import { ClientAppResolver } from "./client-app.resolver.ts";
import { ClientAppType } from "./client-app.type.ts";
import { confirmEmail } from "./confirm-email.ts";
import { ConfirmEmailResolver } from "./confirm-email.resolver.ts";
import { revokeOtherSessions, revokeSession, signOut } from "./end-sessions.ts";
import { deleteAccount } from "./delete-account.ts";
import { distrustCopy } from "./distrust-copy.ts";
import { fairShare } from "./fair-share.ts";
import { firstStep } from "./first-step.ts";
import { holdReset } from "./hold-reset.ts";
import { letIn } from "./let-in.ts";
import { accountLoaders, retiredApp } from "./loaders.ts";
import { openAccount } from "./open-account.ts";
import { loseTrust } from "./lose-trust.ts";
import { openResetLink, passwordResetLink } from "./open-reset-link.ts";
import { OwnAccountResolver } from "./own-account.resolver.ts";
import { proveOwnPassword } from "./own-password.ts";
import { PasswordAdviceResolver } from "./password-advice.resolver.ts";
import { passwordHashes } from "./password-hash.ts";
import { passwordResetCompleted } from "./password-reset-completed.ts";
import { PasswordResetResolver } from "./password-reset.resolver.ts";
import { tryPassword } from "./password-step.ts";
import { passwordStrength } from "./password-strength.ts";
import { mongoPendingSignUps } from "./pending-sign-up.model.ts";
import type { AccountPort, SessionEndings } from "./port.ts";
import type { Protect } from "./protect.ts";
import { reauthenticate } from "./reauthenticate.ts";
import { refreshSession } from "./refresh-session.ts";
import { refuseOldApp } from "./refuse-old-app.ts";
import { requestPasswordReset } from "./request-password-reset.ts";
import { resendEmailConfirmation } from "./resend-email-confirmation.ts";
import { mongoResetHolds } from "./reset-hold.model.ts";
import { mongoResetLinks } from "./reset-link.model.ts";
import { resetPassword } from "./reset-password.ts";
import { proveReset } from "./reset-proof.ts";
import { mongoRollouts } from "./rollout.model.ts";
import { secondStep } from "./second-step.ts";
import { sessionEndedStream } from "./session-ended.ts";
import { mongoSessions } from "./session.model.ts";
import { SessionResolver } from "./session.resolver.ts";
import { SessionType } from "./session.type.ts";
import { SetLocaleResolver } from "./set-locale.resolver.ts";
import { setLocale } from "./set-locale.ts";
import { setSecurityQuestion } from "./set-security-question.ts";
import { SetSecurityQuestionResolver } from "./set-security-question.resolver.ts";
import { shownSecurityQuestion } from "./security-question.ts";
import { setTwoStepRollout } from "./set-two-step-rollout.ts";
import { signIn } from "./sign-in.ts";
import { SignInResolver } from "./sign-in.resolver.ts";
import { signUp } from "./sign-up.ts";
import { SignedInResolver } from "./signed-in.resolver.ts";
import { SignUpResolver } from "./sign-up.resolver.ts";
import { suggestPassword } from "./suggest-password.ts";
import { startAnew } from "./start-anew.ts";
import { StaffResolver } from "./staff.resolver.ts";
import { undoChange } from "./undo-change.ts";
import { UndoChangeResolver } from "./undo-change.resolver.ts";
import { mongoUndoLinks } from "./undo-link.model.ts";

/** Of a network, and of all: half of what may wait to be judged, so that a flood of questions never keeps out who signs up. */
const ADVISED_AT_ONCE = { each: 8, all: 32 };

export type AccountSubgraphNeeds = {
  mongo: Mongo;
  secrets: Secrets;
  outbox: Outbox;
  events: Events;
  metrics: Metrics;
  time: Time;
  config: Pick<Config, "ttl" | "mailFrom" | "publicUrl">;
  apps: ClientApps;
  tokens: AccessTokens;
  endings: Pick<SessionEndings, "onEnding">;
  account: AccountPort;
  protect: Protect;
  challenge: ChallengePort;
  devices: TrustedDevicePort;
  activity: LoginActivityPort;
};

/** Who you are: accounts, passwords, sessions, client apps. */
export const accountSubgraph = (needs: AccountSubgraphNeeds): Promise<Subgraph> => {
  const { mongo, secrets, outbox, events, metrics, time, config, apps, tokens, endings } = needs;
  const { account, protect, challenge, devices, activity } = needs;
  const { connection, transact } = mongo;
  const { now } = time;
  const { ttl, mailFrom: sender, publicUrl } = config;

  const accounts = mongoAccounts(connection);
  const pendingSignUps = mongoPendingSignUps(connection);
  const sessions = mongoSessions(connection);
  const rollouts = mongoRollouts(connection);
  const undoLinks = mongoUndoLinks(connection, secrets);
  const resetLinks = mongoResetLinks(connection);
  const resetHolds = mongoResetHolds(connection);
  const throttle = mongoThrottle(connection);
  const hashes = passwordHashes();
  metrics.gauge("countersign_password_hash_queue", "Passwords that wait for a core.", () => hashes.waiting());
  const checkPassword = passwordStrength(apps.all().map(({ name }) => name));
  const advising = fairShare(ADVISED_AT_ONCE);
  const refreshTokens = stampedTokens(secrets, "refresh-token");
  const confirmationDigest = (email: string, installationId: string, code: string) =>
    secrets.mac("code", JSON.stringify(["sign-up", email, installationId, code]));

  const trying = tryPassword({ hashes, throttle, activity, now });
  const { startSession, requireFresh, requireStaff, appName } = account;
  const losing = loseTrust({ devices, activity, appName, outbox, transact, now });
  const proving = proveOwnPassword({
    ...{ accounts, sessions, tryPassword: trying, devices, activity, now },
    loseTrust: losing,
  });
  const entering = letIn({ startSession, devices, activity, appName, outbox, now });
  const distrusting = distrustCopy({ devices, activity, appName, outbox, transact, now });
  const first = firstStep({
    ...{ accounts, pendingSignUps, hashes, tryPassword: trying, devices, activity, now },
    distrustCopy: distrusting,
    loseTrust: losing,
  });
  const second = secondStep({
    ...{ challenge, devices, activity, transact, now },
    refuseOldApp: refuseOldApp({ throttle, activity, outbox, transact, now }),
  });
  const signingUp = { pendingSignUps, confirmationDigest, throttle, outbox, transact, sender, ttl, now };
  const ending = { sessions, requireFresh, challenge, devices, activity, transact, now };
  const holding = holdReset({ resetHolds, challenge, devices, activity, outbox, transact, now });
  const opening = openResetLink({ resetLinks, accounts, now });
  const watchReset = passwordResetCompleted({ resetLinks, apps, events, time });
  const changingEmail = {
    ...{ accounts, sessions, resetLinks, account, challenge, devices, activity, outbox, transact, now },
  };
  const loaders = accountLoaders({ accounts, sessions, apps, now });

  const showSecurityQuestion = shownSecurityQuestion({ challenge });

  return buildSubgraph({
    name: "account",
    resolvers: [
      new SignUpResolver(signUp({ ...signingUp, accounts, apps, hashes, checkPassword })),
      new ConfirmEmailResolver(
        confirmEmail({
          accounts,
          pendingSignUps,
          apps,
          confirmationDigest,
          offersTwoStep: account.offersTwoStep,
          challenge,
          activity,
          letIn: entering,
          transact,
          now,
        }),
        resendEmailConfirmation(signingUp),
      ),
      new SignInResolver(
        signIn({ apps, firstStep: first, secondStep: second, challenge, activity, letIn: entering, transact, now }),
      ),
      new SessionResolver({
        refreshSession: refreshSession({
          sessions,
          accounts,
          apps,
          refreshTokens,
          tokens,
          devices,
          activity,
          outbox,
          transact,
          now,
        }),
        reauthenticate: reauthenticate({
          ...{ sessions, apps, challenge, devices, activity, transact, now },
          proveOwnPassword: proving,
        }),
        signOut: signOut(ending),
        revokeSession: revokeSession(ending),
        revokeOtherSessions: revokeOtherSessions(ending),
      }),
      new UndoChangeResolver(undoChange({ undoLinks, protect, account, activity, transact, now })),
      new OwnAccountResolver({
        changePassword: changePassword({
          ...{ accounts, sessions, resetLinks, resetHolds, proveOwnPassword: proving, hashes, checkPassword, throttle },
          ...{ account, challenge, devices, activity, outbox, transact, now },
        }),
        changeEmail: changeEmail(changingEmail),
        confirmEmailChange: confirmEmailChange(changingEmail),
        deleteAccount: deleteAccount({
          ...{ proveOwnPassword: proving, account, challenge, devices, activity, throttle, outbox, transact, now },
        }),
      }),
      new PasswordAdviceResolver({
        advise: adviseOnPassword({ accounts, checkPassword, share: advising }),
        suggest: suggestPassword({ checkPassword, share: advising }),
      }),
      new PasswordResetResolver({
        link: passwordResetLink(opening),
        request: requestPasswordReset({
          ...{ accounts, resetLinks, apps, throttle, activity, outbox, transact, publicUrl, sender, ttl, now },
        }),
        reset: resetPassword({
          ...{ openResetLink: opening, resetLinks, apps, hashes, checkPassword, events, transact, now },
          proveReset: proveReset({
            ...{ apps, resetHolds, challenge, devices, activity, transact, now },
            holdReset: holding,
          }),
          startAnew: startAnew({
            ...{ accounts, sessions, resetHolds, apps, throttle, challenge, devices, activity, outbox, now },
          }),
        }),
      }),
      new AccountResolver({ loaders, showSecurityQuestion }),
      new SetSecurityQuestionResolver(
        setSecurityQuestion({ accounts, hashes, show: showSecurityQuestion, requireFresh, now }),
      ),
      new ClientAppResolver({
        ...{ apps, rollouts, requireStaff, now },
        setTwoStepRollout: setTwoStepRollout({ apps, rollouts, requireStaff, requireFresh, now }),
      }),
      new SetLocaleResolver(setLocale({ accounts }), loaders),
      new SignedInResolver(loaders),
      new StaffResolver(
        {
          open: openAccount({ accounts, requireStaff, activity, now }),
          changeRole: changeRole({ accounts, requireStaff, requireFresh, activity, transact, now }),
        },
        loaders,
      ),
    ],
    types: [AccountType, SessionType, ClientAppType],
    references: {
      Account: ({ id = "" }, context) => loaders.accountFor(id, context),
      Session: ({ id = "" }, context) => loaders.session(context).load(id),
      ClientApp: ({ id = "" }) => apps.find(id) ?? retiredApp(id),
    },
    subscriptions: {
      sessionEnded: (_, context) => sessionEndedStream(endings)(context),
      passwordResetCompleted: ({ ticket }) => watchReset(String(ticket)),
    },
  });
};
