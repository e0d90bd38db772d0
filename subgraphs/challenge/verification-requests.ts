import type { StopWaking, Time } from "../kernel/clock.ts";
import { forbidden } from "../kernel/refusal.ts";
import type { Secrets } from "../kernel/secret.ts";
import { createStream } from "../kernel/stream.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ChallengeStatus, DeviceDescription, Location, RiskSignal } from "../kernel/vocabulary.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { requestStatusAt, shownCode, type Challenge, type ChallengePurpose, type Challenges } from "./challenge.ts";
import { presence } from "./presence.ts";
import { mayShow } from "./request.ts";
import { knownTo, type News, type RequestLine } from "./request-line.ts";

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
  /** The new device shows a number, which may be typed here instead. */
  asksForNumber: boolean;
};

export type VerificationRequestEvent =
  | { kind: "VerificationRequested"; request: VerificationRequest }
  | { kind: "VerificationSettled"; requestId: string; status: ChallengeStatus };

type Needs = {
  challenges: Challenges;
  devices: Pick<TrustedDevicePort, "trustedSince" | "holdLine" | "dropLine">;
  secrets: Secrets;
  line: Pick<RequestLine, "listen">;
  time: Time;
};

/** A request on the screen of a device, until it ends by itself. */
type Shown = { until: Date; stopWaiting: StopWaking };

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
    asksForNumber: challenge.matchNumber !== null,
  };
};

/** What the viewer's device should be showing now; nothing on a device that is not trusted. */
export const pendingVerificationRequests =
  ({ challenges, devices, secrets, time }: Omit<Needs, "line">) =>
  async ({ accountId, installationId }: Viewer): Promise<VerificationRequest[]> => {
    const at = time.now();
    const since = await devices.trustedSince(accountId, installationId, at);
    if (!since) return [];
    const pending = (await challenges.pendingRequestsOf(accountId, at)).filter((it) =>
      mayShow(it, installationId, since),
    );
    return pending.map((challenge) => requestOf(secrets, challenge, at)).filter((it) => it !== null);
  };

/**
 * A trusted device's live line: what is pending, then everything as it happens. An event only says which challenge to look
 * at. What is shown, and whether this device is still trusted, is read anew, or was read and written in this process a moment
 * ago by whoever tells of it. Expiry settles by its own alarm.
 */
export const verificationRequests = (needs: Needs) => {
  const pendingFor = pendingVerificationRequests(needs);
  const { challenges, devices, secrets, line, time } = needs;

  return async (viewer: Viewer): Promise<AsyncIterable<VerificationRequestEvent>> => {
    const { accountId, installationId } = viewer;
    if (!(await devices.trustedSince(accountId, installationId, time.now())))
      throw forbidden("Only a session on a trusted device is shown sign-in requests.");

    const showing = new Map<string, Shown>();
    const stream = createStream<VerificationRequestEvent>(() => {
      for (const { stopWaiting } of showing.values()) stopWaiting();
      online.end();
      unsubscribe();
    });
    const online = presence({ devices, time, onLost: () => stream.end() }, viewer);
    // One at a time, in the order in which they were told, so that a settling never overtakes its asking.
    let queue: Promise<void> = Promise.resolve();
    const inTurn = (work: () => Promise<void>): void => {
      queue = queue.then(work).catch(() => stream.end());
    };

    const show = (request: VerificationRequest): void => {
      const { id, expiresAt } = request;
      const shown = showing.get(id);
      if (stream.hasEnded() || shown?.until.getTime() === expiresAt.getTime()) return;
      shown?.stopWaiting();
      const stopWaiting = time.wakeAt(expiresAt, () => inTurn(() => look(id)));
      showing.set(id, { until: expiresAt, stopWaiting });
      stream.push({ kind: "VerificationRequested", request });
    };

    const read = async (challengeId: string, at: Date) => {
      const asking = [devices.trustedSince(accountId, installationId, at), challenges.byIds([challengeId])] as const;
      const [since, [challenge]] = await Promise.all(asking);
      return { since, challenge };
    };
    const look = async (challengeId: string, news: News | null = null): Promise<void> => {
      const at = time.now();
      const { since, challenge } = (news && knownTo(news, installationId, at)) ?? (await read(challengeId, at));
      if (!since) {
        stream.end();
        return;
      }
      if (challenge?.accountId !== accountId || !mayShow(challenge, installationId, since)) return;
      const request = requestStatusAt(challenge, at) === "PENDING" ? requestOf(secrets, challenge, at) : null;
      if (request) {
        show(request);
        return;
      }
      showing.get(challengeId)?.stopWaiting();
      if (showing.delete(challengeId))
        stream.push({ kind: "VerificationSettled", requestId: challengeId, status: requestStatusAt(challenge, at) });
    };

    const showPending = () => inTurn(async () => (await pendingFor(viewer)).forEach(show));
    const lookAgain = (): void => {
      for (const id of showing.keys()) inTurn(() => look(id));
      showPending();
    };
    const unsubscribe = line.listen(accountId, (id, news) => inTurn(() => look(id, news)), lookAgain);
    showPending();
    // Before the first answer: a sign-in that comes right after it counts on this device.
    await online.begin();
    return stream;
  };
};
