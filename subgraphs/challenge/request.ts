import { forbidden, notFound } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ChallengeStatus } from "../kernel/vocabulary.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { addedBefore, type Challenge, type Challenges } from "./challenge.ts";

export type VerificationSettled = { kind: "VerificationSettled"; requestId: string; status: ChallengeStatus };

export const verificationSettled = ({ id }: Challenge, status: ChallengeStatus): VerificationSettled => ({
  kind: "VerificationSettled",
  requestId: id,
  status,
});

type Needs = { challenges: Challenges; devices: Pick<TrustedDevicePort, "trustedSince"> };

/** Nobody vouches for a device with that same device, nor for a reset with one that is trusted for too short a while. */
export const mayShow = (
  { origin, purpose, createdAt }: Challenge,
  installationId: string,
  trustedSince: Date,
): boolean => origin.client.installationId !== installationId && trustedSince <= addedBefore(purpose, createdAt);

/** The request that a trusted device answers. One that it was never shown is not found, whoever's it is. */
export const requestFor =
  ({ challenges, devices }: Needs) =>
  async ({ accountId, installationId }: Viewer, requestId: string, at: Date): Promise<Challenge> => {
    const trustedSince = await devices.trustedSince(accountId, installationId, at);
    if (!trustedSince) throw forbidden("Only a session on a trusted device answers sign-in requests.");
    const [challenge] = await challenges.byIds([requestId]);
    if (challenge?.accountId !== accountId || !challenge.shownAt || !mayShow(challenge, installationId, trustedSince))
      throw notFound("request");
    return challenge;
  };
