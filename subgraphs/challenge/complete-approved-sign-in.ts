import type { Clock } from "../kernel/clock.ts";
import { digest } from "../kernel/secret.ts";
import type { AccountPort, SignedIn } from "../account/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { statusAt, type Challenge, type Challenges } from "./challenge.ts";
import type { FinishSignIn, NotLetIn } from "./finish-sign-in.ts";
import type { Settle } from "./settle.ts";
import { challengeClosed } from "./take-code.ts";

export type CompleteApprovedSignInResult =
  SignedIn | NotLetIn | { kind: "ChallengePending"; message: string; challenge: { ticket: string } };

type Needs = {
  challenges: Challenges;
  settle: Settle;
  finishSignIn: FinishSignIn;
  account: Pick<AccountPort, "isSignedIn">;
  devices: Pick<TrustedDevicePort, "isTrusted">;
  now: Clock;
};

/** After a trusted device approved: signs in, while that device still vouches and is signed in. */
export const completeApprovedSignIn =
  ({ challenges, settle, finishSignIn, account, devices, now }: Needs) =>
  async (ticket: string, trustDevice: boolean | null): Promise<CompleteApprovedSignInResult> => {
    const at = now();
    const challenge = await challenges.byTicket(digest(ticket));
    if (challenge?.purpose !== "SIGN_IN") return challengeClosed("EXPIRED");
    const status = statusAt(challenge, at);
    if (status === "PENDING")
      return {
        kind: "ChallengePending",
        message: "No trusted device has approved yet. Wait in verificationOutcome, or give the code.",
        challenge: { ticket },
      };
    if (status !== "APPROVED") return challengeClosed(status);
    if (!(await stillVouches(challenge, at))) {
      await settle(challenge, "CANCELLED", at);
      return challengeClosed("CANCELLED");
    }
    return finishSignIn({ challenge, method: "APP_NOTIFICATION", proof: "swk", from: "APPROVED", trustDevice });

    async function stillVouches({ accountId, approvedBy }: Challenge, at: Date): Promise<boolean> {
      if (!approvedBy) return false;
      const { sessionId, installationId } = approvedBy;
      return (
        (await devices.isTrusted(accountId, installationId, at)) && (await account.isSignedIn(accountId, sessionId, at))
      );
    }
  };
