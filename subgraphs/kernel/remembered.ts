/** What a process keeps of what it saw, so that it need not ask again. Only for what stays true. */
export interface Remembered<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  forget(key: Key): void;
}

/** The latest so many: beyond that the oldest makes way. */
export const remembered = <Key, Value>(most: number): Remembered<Key, Value> => {
  const kept = new Map<Key, Value>();
  return {
    get: (key) => kept.get(key),
    set: (key, value) => {
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= most && !kept.has(key)) kept.delete(oldest);
      kept.set(key, value);
    },
    forget: (key) => void kept.delete(key),
  };
};
