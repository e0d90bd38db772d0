/** A queue that one consumer reads as it fills. What a subscription yields from. */
export type Stream<T> = AsyncIterableIterator<T> & { push(item: T): void; end(): void; hasEnded(): boolean };

/**
 * Not an async generator: a generator that waits can't be returned, and a socket that goes away must free its listeners
 * at once. `onEnd` runs once, whoever ends it.
 */
export const createStream = <T>(onEnd: () => void): Stream<T> => {
  // Made with the first item that nobody waits for: thousands of streams are idle.
  let items: T[] | null = null;
  let waiting: ((result: IteratorResult<T>) => void) | null = null;
  let hasEnded = false;

  const end = () => {
    if (hasEnded) return;
    hasEnded = true;
    onEnd();
    waiting?.({ done: true, value: undefined });
    waiting = null;
  };
  return {
    push: (item) => {
      if (hasEnded) return;
      if (waiting) {
        waiting({ done: false, value: item });
        waiting = null;
      } else (items ??= []).push(item);
    },
    end,
    hasEnded: () => hasEnded,
    next: () => {
      const item = items?.shift();
      if (item !== undefined) return Promise.resolve({ done: false, value: item });
      if (hasEnded) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    return: () => {
      end();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
