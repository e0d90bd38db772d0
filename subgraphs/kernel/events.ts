import { Redis } from "ioredis";
import type { AfterCommit } from "./mongo.ts";

export type Unsubscribe = () => void;

/**
 * Tells other parts of the system, at once and at most once, that something changed. A message is an id and never a
 * fact: what it tells of is read from MongoDB, so a lost one loses nothing and a forged one shows nothing.
 */
export interface Events {
  /** Waits for the transaction under way, so that nobody is told of what is not yet true. */
  publish(topic: string, message: string): void;
  /** `onGap`: messages may have been lost; what they told of is to be read anew. */
  subscribe(topic: string, listener: (message: string) => void, onGap?: () => void): Unsubscribe;
  close(): Promise<void>;
}

type Listeners = Map<string, Set<(message: string) => void>>;

const listen = (listeners: Listeners, topic: string, listener: (message: string) => void): boolean => {
  const those = listeners.get(topic);
  if (those) those.add(listener);
  else listeners.set(topic, new Set([listener]));
  return !those;
};

const unlisten = (listeners: Listeners, topic: string, listener: (message: string) => void): boolean => {
  const those = listeners.get(topic);
  those?.delete(listener);
  return those?.size === 0 && listeners.delete(topic);
};

/** For one process. */
export const memoryEvents = (afterCommit: AfterCommit): Events => {
  const listeners: Listeners = new Map();
  return {
    publish: (topic, message) => afterCommit(() => listeners.get(topic)?.forEach((listener) => listener(message))),
    subscribe: (topic, listener) => {
      listen(listeners, topic, listener);
      return () => void unlisten(listeners, topic, listener);
    },
    close: () => Promise.resolve(),
  };
};

type RedisNeeds = { url: string; afterCommit: AfterCommit; onError: (error: Error) => void };

/** For many processes. Both connections come back by themselves, and resubscribe. */
export const redisEvents = ({ url, afterCommit, onError }: RedisNeeds): Events => {
  const listeners: Listeners = new Map();
  const gaps = new Set<{ onGap: () => void }>();
  const publisher = new Redis(url, { enableOfflineQueue: false });
  // Whoever subscribes while Redis is away is subscribed once it is back, however long that takes.
  const subscriber = new Redis(url, { maxRetriesPerRequest: null });
  publisher.on("error", onError);
  subscriber.on("error", onError);
  subscriber.on("message", (topic: string, message: string) =>
    listeners.get(topic)?.forEach((listener) => listener(message)),
  );
  // After its subscriptions were made again, which go before the ping over the same connection.
  const tellOfGap = async () => {
    await subscriber.ping();
    for (const { onGap } of gaps) onGap();
  };
  subscriber.on("ready", () => void tellOfGap().catch(onError));
  return {
    publish: (topic, message) => afterCommit(() => void publisher.publish(topic, message).catch(onError)),
    subscribe: (topic, listener, onGap) => {
      const gap = onGap ? { onGap } : null;
      if (gap) gaps.add(gap);
      if (listen(listeners, topic, listener)) void subscriber.subscribe(topic).catch(onError);
      return () => {
        if (gap) gaps.delete(gap);
        if (unlisten(listeners, topic, listener)) void subscriber.unsubscribe(topic).catch(onError);
      };
    },
    close: async () => {
      publisher.disconnect();
      subscriber.disconnect();
      await Promise.resolve();
    },
  };
};
