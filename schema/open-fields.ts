import { Kind, parse } from "graphql";

/** The root fields that strangers may ask: with a ticket, a mailed token, a password, or for what is everybody's. */
const OPEN = new Set([
  ...["me", "clientApps", "verificationChallenge", "supportReport"],
  ...["signUp", "confirmEmail", "resendEmailConfirmation", "signIn", "refreshSession", "requestPasswordReset"],
  ...["resetPassword", "undoChange", "checkPassword", "suggestPassword", "answerMailedActivity", "mailedActivity"],
  ...["passwordResetLink", "mailedActivityLink"],
  ...["sendVerificationCode", "submitVerificationCode", "completeApprovedSignIn", "cancelVerification"],
  ...["verificationOutcome", "passwordResetCompleted"],
]);

/** Every other one needs a viewer, and says so to the gateway: what is forgotten is found here. */
export const unguardedFields = (supergraph: string): string[] =>
  parse(supergraph).definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION || !/^(Query|Mutation|Subscription)$/.test(type.name.value))
      return [];
    return (type.fields ?? []).flatMap(({ name, directives = [] }) => {
      const isGuarded = directives.some((it) => it.name.value === "authenticated");
      if (isGuarded !== OPEN.has(name.value)) return [];
      const field = `${type.name.value}.${name.value}`;
      return [isGuarded ? `${field} is open to strangers, and @authenticated` : `${field} needs @NeedsViewer()`];
    });
  });
