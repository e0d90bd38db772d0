import fc from "fast-check";

import { anything, text } from "./arbitrary.ts";
import { NTH, TOKEN, type Deed } from "./peer.ts";

const MOST_FRAME_BYTES = 64 * 1_024;

type Json = fc.Arbitrary<string>;

const json = (value: unknown): string => JSON.stringify(value);
/** By hand: `__proto__` would be no name of its own in an object. */
const object = (parts: Record<string, string | undefined>): string =>
  `{${Object.entries(parts)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${json(name)}:${value}`]))
    .join(",")}}`;
const mostly = <T>(usual: fc.Arbitrary<T>, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5 * others.length, arbitrary: usual }, ...others);

const deep: Json = fc
  .oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(2_000, 7_000, 30_000))
  .map((levels) => `${"[".repeat(levels)}${"]".repeat(levels)}`);
const OPERATORS = [
  `{"$gt":""}`,
  `{"$where":"sleep(9000)"}`,
  `{"__proto__":{"admin":true}}`,
  `"\\ud800"`,
  "1e999",
  "null",
];
/** Whatever JSON can say. */
export const junk: Json = mostly(fc.oneof(anything, text).map(json), fc.constantFrom(...OPERATORS), deep);
const NAMES = ["id", "email", "ticket", "off", "input", "first", "authorization", "__proto__", "constructor"];
const record: Json = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), junk), { selector: ([name]) => name, maxLength: 4 })
  .map((entries) => `{${entries.map(([name, value]) => `${json(name)}:${value}`).join(",")}}`);

/** Few, so that they meet. */
const id: Json = mostly(
  fc.constantFrom("1", "2", "3", "4", "5", "6").map(json),
  fc.constantFrom("__proto__", "constructor", "é".repeat(200), "x".repeat(5_000)).map(json),
  text.filter((it) => it !== "").map(json),
);

const QUERIES = [
  "{ __typename }",
  "{ me { email trustedDevices { id } } }",
  "{ nothing }",
  "{",
  "query One { __typename } query Two { __typename }",
  "query ($id: ID!) { trustedDevice(id: $id) { name } }",
  "query ($off: Boolean! = true) { me @skip(if: $off) { id } }",
  "query ($first: Int) { me { loginActivity(first: $first) { edges { node { kind } } } } }",
  "{ __schema { types { name } } }",
  "{ _entities(representations: []) { __typename } }",
  "{ loginActivities(first: 1000000) { edges { node { id } } } }",
  "mutation { suggestPassword }",
  "mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { __typename } }",
  "mutation ($input: SubmitVerificationCodeInput!) { submitVerificationCode(input: $input) { __typename } }",
  `mutation ($ticket: String!) { submitVerificationCode(input: { ticket: $ticket, code: "000000" }) { __typename } }`,
  "mutation { one: signOut two: signOut }",
  "subscription { verificationRequests { __typename } }",
  "subscription { sessionEnded { reason } }",
  "subscription { verificationRequests { __typename } sessionEnded { reason } }",
  "subscription { verificationRequests @skip(if: true) { __typename } }",
  "subscription ($ticket: String!) { verificationOutcome(ticket: $ticket) { __typename } }",
  "subscription { loginActivityRecorded { id } }",
  `{ ${"a { ".repeat(300)} b ${"} ".repeat(300)} }`,
  `{ ${"__typename ".repeat(1_001)} }`,
  "{ me { ...A } } fragment A on Account { loginActivity { edges { node { account { ...A } } } } }",
  `{ __typename } #${"x".repeat(20_000)}`,
];
const none = fc.constant(undefined);
/** What a client may send to be run, whether it can be or not. */
export const operation: Json = fc
  .record({
    query: mostly(fc.constantFrom(...QUERIES), text).map(json),
    variables: fc.oneof(none, record),
    operationName: mostly<string | undefined>(none, fc.oneof(fc.constantFrom("One", ""), text).map(json)),
    extensions: mostly<string | undefined>(none, record),
  })
  .map(object);

const authorization: Json = mostly(
  fc.constant(`Bearer ${TOKEN}`).map(json),
  fc.constantFrom("Bearer ", TOKEN, `Bearer ${TOKEN}x`, `Bearer ${"a.".repeat(9_000)}`).map(json),
  junk,
);
const credentials: Json = authorization.map((it) => object({ authorization: it }));
const hello = (payload: fc.Arbitrary<string | undefined>): Json =>
  payload.map((it) => object({ type: `"connection_init"`, payload: it }));
const HELLO = {
  stranger: hello(mostly(fc.constantFrom(undefined, "{}"), credentials, record)),
  owner: hello(mostly(credentials, fc.constant(undefined), record)),
};
const question: Json = fc.record({ type: fc.constant(`"subscribe"`), id, payload: operation }).map(object);
const letGo: Json = fc.record({ type: fc.constant(`"complete"`), id }).map(object);
const ping: Json = fc
  .record({ type: fc.constantFrom(`"ping"`, `"pong"`), payload: fc.oneof(none, record, credentials) })
  .map(object);
const wellFormed: Json = fc.oneof(
  { weight: 8, arbitrary: question },
  { weight: 3, arbitrary: letGo },
  { weight: 2, arbitrary: ping },
);

const TYPES = ["connection_ack", "next", "error", "start", "stop", "connection_terminate", "__proto__", ""].map(json);
/** A message in which something is of another kind, too much, or not there. */
const strange: Json = fc
  .record(
    {
      type: fc.oneof(fc.constantFrom(...TYPES, `"subscribe"`, `"ping"`, `"complete"`), junk),
      id: fc.oneof(id, junk),
      payload: fc.oneof(
        operation,
        junk,
        junk.map((query) => object({ query })),
      ),
      more: junk,
    },
    { requiredKeys: [] },
  )
  .map((it) => object(it));
const broken: Json = fc.oneof(
  fc.tuple(wellFormed, fc.nat(200)).map(([frame, cut]) => frame.slice(0, cut)),
  text,
  junk,
  fc.tuple(wellFormed, wellFormed).map((frames) => `[${frames.join(",")}]`),
);
/** As long as a frame may be, or a little longer or shorter. */
const long: Json = fc.integer({ min: -20, max: 3 }).map((more) => {
  const around = object({ type: `"ping"`, payload: object({ junk: `""` }) });
  return around.replace(`""`, json("x".repeat(MOST_FRAME_BYTES - around.length + more)));
});

/** RFC 6455, 5.2, with whatever a client may not say: other opcodes, reserved bits, no mask, lengths that are not its own. */
const header = fc
  .tuple(
    fc.integer({ min: 0, max: 255 }).filter((it) => (it & 15) !== 8),
    fc.integer({ min: 0, max: 255 }),
    fc.uint8Array({ maxLength: 12 }),
  )
  .map(([first, second, more]) => Uint8Array.of(first, second, ...more));
/** Of a code that may not be said, or of half a one. */
const close = fc
  .constantFrom([136, 128, 0, 0, 0, 0, 136], [136, 129, 0, 0, 0, 0, 3], [136, 130, 0, 0, 0, 0, 3, 237])
  .map((bytes) => Uint8Array.from(bytes));

const said = (frame: string): Deed => ({ does: "says", frame, times: 1 });
const flood: fc.Arbitrary<Deed> = fc
  .tuple(fc.oneof(question, ping), fc.constantFrom(25, 300))
  .map(([frame, times]) => ({ does: "says", frame: frame.replace(/"id":"\d"/, `"id":"${NTH}"`), times }));
const sent: fc.Arbitrary<Deed> = fc.record({
  does: fc.constant("sends" as const),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    wellFormed.map((it) => new TextEncoder().encode(it)),
  ),
  asText: fc.boolean(),
});
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 30, arbitrary: wellFormed.map(said) },
  { weight: 2, arbitrary: flood },
  { weight: 1, arbitrary: fc.oneof(HELLO.owner, strange).map(said) },
  { weight: 1, arbitrary: broken.map(said) },
  { weight: 1, arbitrary: long.map(said) },
  { weight: 1, arbitrary: sent },
  { weight: 1, arbitrary: fc.oneof(header, close).map((bytes): Deed => ({ does: "writes", bytes })) },
  { weight: 6, arbitrary: fc.nat(40).map((ms): Deed => ({ does: "lingers", ms })) },
  { weight: 3, arbitrary: fc.constant<Deed>({ does: "settles" }) },
);

const settled: Deed = { does: "settles" };
const ENDS: Deed[][] = [
  [{ does: "lingers", ms: 60 }, settled],
  [settled, { does: "closes" }],
  [{ does: "closes" }],
  [{ does: "half-closes" }],
  [{ does: "resets" }],
  [],
];

/** Mostly of somebody who says hello, waits for the answer, and means it well for a while. */
export const deedsOf = (who: keyof typeof HELLO): fc.Arbitrary<Deed[]> =>
  fc
    .tuple(
      mostly(
        HELLO[who].map((it) => [said(it)]),
        fc.constant<Deed[]>([]),
      ),
      mostly(fc.constant<Deed[]>([settled]), fc.constant<Deed[]>([])),
      fc.array(deed, { maxLength: 12 }),
      fc.constantFrom(...ENDS),
    )
    .map((parts) => parts.flat());
