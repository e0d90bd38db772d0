/** Makes something for the first that asks by this key, and hands the same to all after it; it is gone with the key. */
export const oncePer = <Key extends object, Value extends object>(make: (key: Key) => Value): ((key: Key) => Value) => {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
};
