import type { Time } from "../kernel/clock.ts";
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
    const asked = await viewByTicket(ticket);
    if (!asked) throw notFound("flow");
    const over = new AbortController();
    const stream = createStream<ChallengeView>(() => {
      over.abort();
      unsubscribe();
    });
    let told: string | null = null;

    const look = async (): Promise<ChallengeView | null> => {
      const seen = await viewByTicket(ticket);
      if (seen && seen.status !== told) stream.push(seen);
      told = seen?.status ?? null;
      if (seen?.status !== "PENDING" && seen?.status !== "APPROVED") stream.end();
      return seen;
    };

    /** A send extends the life of a flow, so its end is asked for again when it comes. */
    const watchEnd = async (): Promise<void> => {
      for (let seen = await look(); seen && !over.signal.aborted; seen = await look())
        await time.wakeAt(seen.expiresAt, over.signal);
    };

    const lookNow = (): void => void look().catch(() => stream.end());
    const unsubscribe = events.subscribe(outcomeTopic(asked.id), lookNow, lookNow);
    watchEnd().catch(() => stream.end());
    return stream;
  };
