import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { notFound } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { AccountPort } from "./port.ts";
import { originOf, type EndingScope, type Sessions } from "./session.ts";

type Needs = {
  sessions: Sessions;
  requireFresh: AccountPort["requireFresh"];
  challenge: Pick<ChallengePort, "close">;
  devices: Pick<TrustedDevicePort, "silence">;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  transact: Transact;
  now: Clock;
};

type Ending = {
  scope: Omit<EndingScope, "accountId">;
  reason: "SIGNED_OUT" | "REVOKED";
  kind: "SIGNED_OUT" | "SESSION_REVOKED";
};

/** Ends sessions of the viewer with all that hangs on them: the flows that they began, and pushes to where they were. */
const end = async (
  { sessions, challenge, devices, activity, transact, now }: Needs,
  { accountId, sessionId }: Viewer,
  ip: string,
  { scope, reason, kind }: Ending,
): Promise<number> => {
  const at = now();
  const [own] = await sessions.byIds([sessionId]);
  const origin = own ? originOf(own, ip, await activity.locate(ip)) : {};
  return transact(async () => {
    const ended = await sessions.end({ accountId, ...scope }, reason, at);
    if (ended.length === 0) return 0;
    await challenge.close({ accountId, sessionIds: ended.map(({ id }) => id) }, "CANCELLED", at);
    await devices.silence(
      accountId,
      ended.map(({ installationId }) => installationId),
    );
    await activity.record({ kind, accountId }, origin, at);
    return ended.length;
  });
};

/** Ends the viewer's own session. */
export const signOut =
  (needs: Needs) =>
  async (viewer: Viewer, ip: string): Promise<boolean> => {
    const scope = { only: { sessionIds: [viewer.sessionId] } };
    return (await end(needs, viewer, ip, { scope, reason: "SIGNED_OUT", kind: "SIGNED_OUT" })) > 0;
  };

/** Ends one of the viewer's own sessions; a foreign or unknown one is not found. */
export const revokeSession =
  (needs: Needs) =>
  async (viewer: Viewer, sessionId: string, ip: string): Promise<boolean> => {
    await needs.requireFresh(viewer, needs.now());
    const scope = { only: { sessionIds: [sessionId] } };
    const ended = await end(needs, viewer, ip, { scope, reason: "REVOKED", kind: "SESSION_REVOKED" });
    if (ended === 0) throw notFound("session");
    return true;
  };

/** Ends every session but the viewer's; how many that were. */
export const revokeOtherSessions =
  (needs: Needs) =>
  async (viewer: Viewer, ip: string): Promise<number> => {
    await needs.requireFresh(viewer, needs.now());
    const scope = { except: { sessionId: viewer.sessionId } };
    return end(needs, viewer, ip, { scope, reason: "REVOKED", kind: "SESSION_REVOKED" });
  };
