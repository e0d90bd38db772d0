import fc from "fast-check";

/** What is asked now and then: most questions are about more people than a privacy floor would hide. */
export const seldom = <T>(it: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: it, weight: 1 });
