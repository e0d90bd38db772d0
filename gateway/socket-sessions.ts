import type { WebSocket } from "ws";
import { SECOND, type StopWaking, type Time } from "../subgraphs/kernel/clock.ts";
import type { Identified } from "./identify.ts";

/** One socket and whom it was proven for. */
export type SocketSession = {
  socket: WebSocket;
  identified: Identified;
  /** Ids of the open `sessionEnded` subscriptions: they are told before the socket closes. */
  farewells: Set<string>;
  isEnding: boolean;
  /** Called when a fresh token came, or the socket is gone. */
  stopAwaitingRenewal: StopWaking;
};

const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;
/** RFC 6455, 7.4.1. */
const POLICY_VIOLATION = 1008;
/** Its registry's "try again later": clients come back after it, as they don't after an internal error (4500). */
const TRY_AGAIN_LATER = 1013;

/** Of one session. The oldest makes way: after a lost connection it is the one that nobody reads. */
const MOST_SOCKETS = 5;

/** How long a socket is kept for its farewell; and where it asked for none, for the answer to what ended it. */
const FAREWELL_MS = SECOND / 2;
const LAST_ANSWER_MS = SECOND / 20;

export type SocketSessions = ReturnType<typeof socketSessions>;

/** Keeps track of which sockets are of which session, and closes them in time. */
export const socketSessions = ({ wakeAt }: Pick<Time, "wakeAt">) => {
  const bySession = new Map<string, Set<SocketSession>>();

  const close = ({ socket, stopAwaitingRenewal }: SocketSession, code: number, reason: string): void => {
    stopAwaitingRenewal();
    socket.close(code, reason);
  };

  /** Closes when the token ends, unless a fresh one came by then. */
  const awaitRenewal = (session: SocketSession): void => {
    session.stopAwaitingRenewal();
    const { provenUntil } = session.identified;
    if (provenUntil)
      session.stopAwaitingRenewal = wakeAt(provenUntil, () => close(session, UNAUTHORIZED, "Unauthorized"));
  };

  return {
    open: (socket: WebSocket, identified: Identified): SocketSession => {
      const session: SocketSession = {
        ...{ socket, identified, isEnding: false },
        farewells: new Set(),
        stopAwaitingRenewal: () => undefined,
      };
      awaitRenewal(session);
      const sessionId = session.identified.identity.viewer?.sessionId;
      const those = sessionId ? bySession.get(sessionId) : undefined;
      const [oldest] = those ?? [];
      if (those && oldest && those.size >= MOST_SOCKETS) {
        // Now, since a peer may take long to answer a close, or never does.
        those.delete(oldest);
        close(oldest, POLICY_VIOLATION, "Too many sockets of this session");
      }
      if (those) those.add(session);
      else if (sessionId) bySession.set(sessionId, new Set([session]));
      return session;
    },
    /** A fresh token of the same session keeps the socket; anything else ends it. */
    renew: (session: SocketSession, fresh: Identified): void => {
      const [held, shown] = [session.identified, fresh].map(({ identity }) => identity.viewer?.sessionId);
      if (!shown || held !== shown) return close(session, UNAUTHORIZED, "Unauthorized");
      session.identified = fresh;
      awaitRenewal(session);
    },
    saidFarewell: (session: SocketSession, id: string): void => {
      session.farewells.delete(id);
      if (session.isEnding && session.farewells.size === 0) close(session, FORBIDDEN, "Session ended");
    },
    end: (sessionId: string): void => {
      for (const session of bySession.get(sessionId) ?? []) {
        session.isEnding = true;
        const keptMs = session.farewells.size === 0 ? LAST_ANSWER_MS : FAREWELL_MS;
        setTimeout(() => close(session, FORBIDDEN, "Session ended"), keptMs);
      }
    },
    forget: (session: SocketSession): void => {
      session.stopAwaitingRenewal();
      const sessionId = session.identified.identity.viewer?.sessionId;
      const those = sessionId ? bySession.get(sessionId) : undefined;
      those?.delete(session);
      if (sessionId && those?.size === 0) bySession.delete(sessionId);
    },
    refuse: (socket: WebSocket): void => socket.close(UNAUTHORIZED, "Unauthorized"),
    /** Whom it is proven for can't be known now. */
    postpone: (socket: WebSocket): void => socket.close(TRY_AGAIN_LATER, "Try again later"),
  };
};
