import type { Context } from "../kernel/context.ts";
import { viewerOf } from "../kernel/context.ts";
import { createStream } from "../kernel/stream.ts";
import { sessionEnded, type SessionEnded } from "./refresh-session.ts";
import type { SessionEndReason } from "./session.ts";

type Needs = {
  /** Tells of every ending, whoever caused it. */
  onEnding: (listener: (ending: { sessionId: string; reason: SessionEndReason }) => void) => () => void;
};

/** One event, at most: that the viewer's own session was ended. */
export const sessionEndedStream =
  ({ onEnding }: Needs) =>
  (context: Context): AsyncIterable<SessionEnded> => {
    const { sessionId } = viewerOf(context);
    const stream = createStream<SessionEnded>(() => unsubscribe());
    const unsubscribe = onEnding((ending) => {
      if (ending.sessionId !== sessionId) return;
      stream.push(sessionEnded(ending.reason, sessionId));
      stream.end();
    });
    return stream;
  };
