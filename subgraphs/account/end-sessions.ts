import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { notFound } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { AccountPort } from "./port.ts";
import { originOf, type Sessions } from "./session.ts";

type Needs = {
  sessions: Sessions;
  requireFresh: AccountPort["requireFresh"];
  challenge: Pick<ChallengePort, "close">;
  activity: Pick<LoginActivityPort, "record" | "locate">;
  transact: Transact;
  now: Clock;
};

/** Ends the viewer's own session. */
export const signOut =
  ({ sessions, challenge, activity, transact, now }: Needs) =>
  async ({ accountId, sessionId }: Viewer, ip: string): Promise<boolean> => {
    const at = now();
    const [own] = await sessions.byIds([sessionId]);
    const origin = own ? originOf(own, ip, await activity.locate(ip)) : {};
    return transact(async () => {
      const [ended] = await sessions.end({ accountId, only: { sessionIds: [sessionId] } }, "SIGNED_OUT", at);
      if (!ended) return false;
      await challenge.close({ accountId, sessionIds: [sessionId] }, "CANCELLED", at);
      await activity.record({ kind: "SIGNED_OUT", accountId }, origin, at);
      return true;
    });
  };

/** Ends one of the viewer's own sessions; a foreign or unknown one is not found. */
export const revokeSession =
  ({ sessions, requireFresh, challenge, activity, transact, now }: Needs) =>
  async (viewer: Viewer, sessionId: string, ip: string): Promise<boolean> => {
    const at = now();
    await requireFresh(viewer, at);
    const [own] = await sessions.byIds([viewer.sessionId]);
    const origin = own ? originOf(own, ip, await activity.locate(ip)) : {};
    return transact(async () => {
      const scope = { accountId: viewer.accountId, only: { sessionIds: [sessionId] } };
      const [ended] = await sessions.end(scope, "REVOKED", at);
      if (!ended) throw notFound("session");
      await challenge.close({ accountId: viewer.accountId, sessionIds: [sessionId] }, "CANCELLED", at);
      await activity.record({ kind: "SESSION_REVOKED", accountId: viewer.accountId }, origin, at);
      return true;
    });
  };

/** Ends every session but the viewer's; how many that were. */
export const revokeOtherSessions =
  ({ sessions, requireFresh, challenge, activity, transact, now }: Needs) =>
  async (viewer: Viewer, ip: string): Promise<number> => {
    const at = now();
    await requireFresh(viewer, at);
    const [own] = await sessions.byIds([viewer.sessionId]);
    const origin = own ? originOf(own, ip, await activity.locate(ip)) : {};
    return transact(async () => {
      const ended = await sessions.end({ accountId: viewer.accountId, except: viewer.sessionId }, "REVOKED", at);
      if (ended.length === 0) return 0;
      await challenge.close({ accountId: viewer.accountId, sessionIds: ended }, "CANCELLED", at);
      await activity.record({ kind: "SESSION_REVOKED", accountId: viewer.accountId }, origin, at);
      return ended.length;
    });
  };
