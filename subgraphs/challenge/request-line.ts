import { later, SECOND } from "../kernel/clock.ts";
import type { Events, Unsubscribe } from "../kernel/events.ts";
import type { AfterCommit } from "../kernel/mongo.ts";
import { oncePer } from "../kernel/once-per.ts";
import { remembered } from "../kernel/remembered.ts";
import type { Challenge } from "./challenge.ts";

/** What whoever tells of a request has just read and written of it. */
export type News = {
  /** As MongoDB answered it. */
  challenge: Challenge;
  /** The installations that are trusted, and since when. */
  trustedSince: ReadonlyMap<string, Date>;
  /** No part of it was read before. */
  readAt: Date;
};

/**
 * Between whoever changes a request and the devices that show it. Told is which request to look at, an id and no more. A device
 * of the same process is told within the turn in which MongoDB answered, and is shown that answer: to ask again would only take
 * longer.
 */
export interface RequestLine {
  /** A code was sent to the devices. Waits for the transaction under way. */
  tellSent(news: News): void;
  /** It is on no screen any more, whatever came before. Waits for the transaction under way. */
  tellOver(challenge: Challenge): void;
  /** `news`: only where the teller is in this process. `onGap`: something may have been missed; it is to be read anew. */
  listen(accountId: string, listener: (challengeId: string, news: News | null) => void, onGap: () => void): Unsubscribe;
}

type Needs = { events: Events; afterCommit: AfterCommit };

/** Older than this, trust is read anew: that it ended is known everywhere within a second. */
const FRESH_MS = SECOND / 4;
/** Far more than can end while the answer to a send is on its way. */
const REMEMBERED = 10_000;

/** What this installation may be shown of it without asking again, and since when it is trusted; null: that is to be read. */
export const knownTo = ({ challenge, trustedSince, readAt }: News, installationId: string, at: Date) => {
  const since = later(readAt, FRESH_MS) > at ? trustedSince.get(installationId) : undefined;
  return since ? { challenge, since } : null;
};

const topicOf = (accountId: string): string => `requests:${accountId}`;

/** Of the events of a process, whose port, subgraph and jobs tell each other. */
const sharedBy = oncePer((_events: Events) => ({
  /** MongoDB's answer to an ending may be here before its answer to a send that came first. If it is undone, all is read anew. */
  over: remembered<string, true>(REMEMBERED),
  told: null as News | null,
}));

export const requestLine = ({ events, afterCommit }: Needs): RequestLine => {
  const shared = sharedBy(events);
  return {
    tellSent: (news) => {
      const { id, accountId } = news.challenge;
      afterCommit(() => {
        shared.told = shared.over.get(id) ? null : news;
        try {
          events.publish(topicOf(accountId), id);
        } finally {
          shared.told = null;
        }
      });
    },
    tellOver: ({ id, accountId, shownAt }) => {
      shared.over.set(id, true);
      if (shownAt) events.publish(topicOf(accountId), id);
    },
    listen: (accountId, listener, onGap) =>
      events.subscribe(
        topicOf(accountId),
        (id) => listener(id, shared.told?.challenge.id === id ? shared.told : null),
        onGap,
      ),
  };
};
