import { later, MINUTE, type Time } from "../kernel/clock.ts";
import type { Events } from "../kernel/events.ts";
import { newId } from "../kernel/id.ts";
import { forbidden } from "../kernel/refusal.ts";
import type { Secrets } from "../kernel/secret.ts";
import { createStream } from "../kernel/stream.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ChallengeStatus, DeviceDescription, Location, RiskSignal } from "../kernel/vocabulary.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { requestStatusAt, shownCode, type Challenge, type ChallengePurpose, type Challenges } from "./challenge.ts";
import { requestsTopic } from "./topics.ts";

/** What a trusted device may see of somebody's sign-in. */
export type VerificationRequest = {
  id: string;
  purpose: ChallengePurpose;
  accountEmail: string;
  code: string;
  app: { id: string };
  device: DeviceDescription;
  location: Location | null;
  ipAddress: string;
  requestedAt: Date;
  expiresAt: Date;
  risks: RiskSignal[];
};

export type VerificationRequestEvent =
  | { kind: "VerificationRequested"; request: VerificationRequest }
  | { kind: "VerificationSettled"; requestId: string; status: ChallengeStatus };

type Needs = {
  challenges: Challenges;
  devices: Pick<TrustedDevicePort, "isTrusted" | "holdLine" | "dropLine">;
  secrets: Secrets;
  events: Events;
  time: Time;
};

/** How long a device counts as listening, and how often it says so again. */
const ONLINE_LEASE_MS = 5 * MINUTE;
const ONLINE_RENEWAL_MS = 2 * MINUTE;

const requestOf = (secrets: Secrets, challenge: Challenge, at: Date): VerificationRequest | null => {
  const code = shownCode(challenge, at);
  if (!code?.sealed) return null;
  const { client, ip, location, risks } = challenge.origin;
  return {
    id: challenge.id,
    purpose: challenge.purpose,
    accountEmail: challenge.email,
    code: secrets.open("shown-code", code.sealed, challenge.id),
    app: { id: client.appId },
    device: client.device,
    location,
    ipAddress: ip,
    requestedAt: code.sentAt,
    expiresAt: code.expiresAt,
    risks,
  };
};

/** Nobody vouches for a device with that same device. */
const isFrom = ({ origin }: Challenge, installationId: string): boolean =>
  origin.client.installationId === installationId;

/** What the viewer's device should be showing now; nothing on a device that is not trusted. */
export const pendingVerificationRequests =
  ({ challenges, devices, secrets, time }: Needs) =>
  async ({ accountId, installationId }: Viewer): Promise<VerificationRequest[]> => {
    const at = time.now();
    if (!(await devices.isTrusted(accountId, installationId, at))) return [];
    const pending = (await challenges.pendingRequestsOf(accountId, at)).filter((it) => !isFrom(it, installationId));
    return pending.map((challenge) => requestOf(secrets, challenge, at)).filter((it) => it !== null);
  };

/**
 * A trusted device's live line: what is pending, then everything as it happens. An event only says which challenge to look
 * at; what is shown is read anew, and so is whether this device is still trusted. Expiry settles by its own alarm.
 */
export const verificationRequests = (needs: Needs) => {
  const pendingFor = pendingVerificationRequests(needs);
  const { challenges, devices, secrets, events, time } = needs;

  return async (viewer: Viewer): Promise<AsyncIterable<VerificationRequestEvent>> => {
    const { accountId, installationId } = viewer;
    if (!(await devices.isTrusted(accountId, installationId, time.now())))
      throw forbidden("Only a session on a trusted device is shown sign-in requests.");

    const line = newId();
    const showing = new Map<string, Date>();
    const over = new AbortController();
    const stream = createStream<VerificationRequestEvent>(() => {
      over.abort();
      unsubscribe();
      // Without MongoDB, or at the end of the process, the lease ends by itself.
      devices.dropLine(viewer, line).catch(() => undefined);
    });
    // One at a time, in the order in which they were told, so that a settling never overtakes its asking.
    let queue: Promise<void> = Promise.resolve();
    const inTurn = (work: () => Promise<void>): void => {
      queue = queue.then(work).catch(() => stream.end());
    };

    const show = (request: VerificationRequest): void => {
      if (showing.get(request.id)?.getTime() === request.expiresAt.getTime()) return;
      showing.set(request.id, request.expiresAt);
      stream.push({ kind: "VerificationRequested", request });
      void time.wakeAt(request.expiresAt, over.signal).then(() => {
        if (!over.signal.aborted) inTurn(() => look(request.id));
      });
    };

    const look = async (challengeId: string): Promise<void> => {
      const at = time.now();
      if (!(await devices.isTrusted(accountId, installationId, at))) {
        stream.end();
        return;
      }
      const [challenge] = await challenges.byIds([challengeId]);
      if (challenge?.accountId !== accountId || isFrom(challenge, installationId)) return;
      const request = requestStatusAt(challenge, at) === "PENDING" ? requestOf(secrets, challenge, at) : null;
      if (request) show(request);
      else if (showing.delete(challengeId))
        stream.push({ kind: "VerificationSettled", requestId: challengeId, status: requestStatusAt(challenge, at) });
    };

    const sayOnline = (at = time.now()) =>
      devices.holdLine(viewer, { id: line, until: later(at, ONLINE_LEASE_MS) }, at);
    const stayOnline = async (): Promise<void> => {
      await time.wakeAt(later(time.now(), ONLINE_RENEWAL_MS), over.signal);
      if (over.signal.aborted) return;
      await sayOnline();
      await stayOnline();
    };

    const showPending = () => inTurn(async () => (await pendingFor(viewer)).forEach(show));
    const lookAgain = (): void => {
      for (const id of showing.keys()) inTurn(() => look(id));
      showPending();
    };
    const unsubscribe = events.subscribe(requestsTopic(accountId), (id) => inTurn(() => look(id)), lookAgain);
    showPending();
    // Before the first answer: a sign-in that comes right after it counts on this device.
    await sayOnline();
    stayOnline().catch(() => stream.end());
    return stream;
  };
};
