import type { StopWaking, Time } from "../kernel/clock.ts";
import type { Events } from "../kernel/events.ts";
import { notFound } from "../kernel/refusal.ts";
import { createStream } from "../kernel/stream.ts";
import type { ChallengeView, ViewByTicket } from "./challenge-view.ts";
import { outcomeTopic } from "./topics.ts";

type Needs = { viewByTicket: ViewByTicket; events: Events; time: Time };

/** The new device waits here: first how the flow stands, then how it goes on, until it is settled. */
export const verificationOutcome =
  ({ viewByTicket, events, time }: Needs) =>
  async (ticket: string): Promise<AsyncIterable<ChallengeView>> => {
    const asked = await viewByTicket(ticket, null);
    if (!asked) throw notFound("flow");
    let stopWaiting: StopWaking = () => undefined;
    const stream = createStream<ChallengeView>(() => {
      stopWaiting();
      unsubscribe();
    });
    let told: string | null = null;

    const look = async (): Promise<void> => {
      const seen = await viewByTicket(ticket, null);
      if (seen && seen.status !== told) stream.push(seen);
      told = seen?.status ?? null;
      stopWaiting();
      if (seen?.status !== "PENDING" && seen?.status !== "APPROVED") stream.end();
      // A send extends the life of a flow, so its end is asked for again when it comes.
      else if (!stream.hasEnded()) stopWaiting = time.wakeAt(seen.expiresAt, lookNow);
    };

    const lookNow = (): void => void look().catch(() => stream.end());
    const unsubscribe = events.subscribe(outcomeTopic(asked.id), lookNow, lookNow);
    lookNow();
    return stream;
  };
