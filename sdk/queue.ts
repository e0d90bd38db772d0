/** What one reader reads as it comes. */
export type Queue<T> = AsyncIterableIterator<T> & {
  push(item: T): void;
  end(): void;
  fail(error: unknown): void;
  isOver(): boolean;
};

/** Hermes, which React Native runs on, has no such symbol; what Babel makes of `for await` looks for this name instead. */
const ASYNC_ITERATOR: typeof Symbol.asyncIterator =
  (Symbol as Partial<SymbolConstructor>).asyncIterator ?? ("@@asyncIterator" as unknown as typeof Symbol.asyncIterator);

/** Not an async generator: one that waits could not be returned, and a loop that is left must free its socket at once. */
export const createQueue = <T>(onEnd: () => void): Queue<T> => {
  const items: T[] = [];
  let waiting: { resolve(result: IteratorResult<T>): void; reject(error: unknown): void } | null = null;
  let over: { error?: unknown } | null = null;

  const close = (how: { error?: unknown }) => {
    if (over) return;
    over = how;
    onEnd();
    if (!waiting) return;
    if ("error" in how) {
      waiting.reject(how.error);
      over = {};
    } else waiting.resolve({ done: true, value: undefined });
    waiting = null;
  };
  return {
    push: (item) => {
      if (over) return;
      if (waiting) {
        waiting.resolve({ done: false, value: item });
        waiting = null;
      } else items.push(item);
    },
    isOver: () => over !== null,
    end: () => close({}),
    fail: (error) => close({ error }),
    next: async () => {
      if (items.length > 0) return { done: false, value: items.shift() as T };
      if (over && "error" in over) {
        const { error } = over;
        over = {};
        throw error;
      }
      if (over) return { done: true, value: undefined };
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
      });
    },
    return: async () => {
      items.length = 0;
      close({});
      return { done: true, value: undefined };
    },
    [ASYNC_ITERATOR]() {
      return this;
    },
  };
};
