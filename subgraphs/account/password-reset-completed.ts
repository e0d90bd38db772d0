import type { Time } from "../kernel/clock.ts";
import type { Events } from "../kernel/events.ts";
import { notFound } from "../kernel/refusal.ts";
import { digest } from "../kernel/secret.ts";
import { createStream } from "../kernel/stream.ts";
import type { ClientApp, ClientApps } from "./client-app.ts";
import type { ResetLinks } from "./reset-link.ts";

export type PasswordReset = { kind: "PasswordReset"; apps: readonly ClientApp[]; sessionsEnded: number };

type Needs = { resetLinks: Pick<ResetLinks, "byTicket">; apps: ClientApps; events: Events; time: Time };

/** Where it is told that the link with this id was used. */
export const resetTopic = (linkId: string): string => `reset:${linkId}`;

/** The app that asked waits here: one event, when the link of its own letter was used, before or after it began to wait. */
export const passwordResetCompleted =
  ({ resetLinks, apps, events, time }: Needs) =>
  async (ticket: string): Promise<AsyncIterable<PasswordReset>> => {
    const asked = await resetLinks.byTicket(digest(ticket));
    if (!asked) throw notFound("password reset");
    const stream = createStream<PasswordReset>(() => {
      stopWaiting();
      unsubscribe();
    });
    const look = async (): Promise<void> => {
      const link = await resetLinks.byTicket(digest(ticket));
      // Its holder proved nothing: how many sessions an account had is not for it.
      if (link?.usedAt) stream.push({ kind: "PasswordReset", apps: apps.all(), sessionsEnded: 0 });
      if (!link || link.usedAt || link.expiresAt <= time.now()) stream.end();
    };
    const lookNow = (): void => void look().catch(() => stream.end());
    const stopWaiting = time.wakeAt(asked.expiresAt, lookNow);
    const unsubscribe = events.subscribe(resetTopic(asked.id), lookNow, lookNow);
    lookNow();
    return stream;
  };
