import fc from "fast-check";

import { text } from "./arbitrary.ts";

/** Bytes, a letter each. */
export type Request = {
  line: string;
  headers: string[];
  body: string;
  /** Says where it ends, and that its connection ends there. */
  isWhole: boolean;
};

/** No page may say this back: it stands in paths, queries, headers and bodies. */
export const MARK = `<zq9 "'>`;

const PATHS = [
  ...[
    "/",
    "/forgot-password",
    "/reset-password",
    "/undo",
    "/was-it-you",
    "/inbox",
    "/inbox.json",
    "/healthz",
    "/readyz",
  ],
  ...["/metrics", "/.well-known/jwks.json", "/.well-known/change-password", "/exports/", "/exports/x", "/graphql", "*"],
];

const bytes = (it: string): string => Buffer.from(it).toString("latin1");
const encoded = (it: string): string => [...Buffer.from(it)].map((byte) => `%${byte.toString(16)}`).join("");
const mostly = <T>(usual: fc.Arbitrary<T>, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3 * others.length, arbitrary: usual }, ...others);

/** What may stand in an address and in a header without ending it. */
const letters = fc
  .oneof(text, fc.string({ unit: "binary", maxLength: 30 }))
  .map((it) => bytes(it).replace(/[\r\n]/g, ""));
const word = mostly(
  fc.constantFrom(
    MARK,
    encodeURIComponent(MARK),
    "..",
    "%2e%2e",
    "%00",
    "%ff",
    "%c0%ae",
    "%",
    "%zz",
    "__proto__",
    "a".repeat(9_000),
  ),
  letters.map((it) => it.replaceAll(" ", "")),
);

type Spoil = (path: string, word: string, at: number) => string;
const SPOILS: Spoil[] = [
  (path, it) => `${path}/${it}`,
  (path, it) => `/${it}${path}`,
  (path, it) => `/${it}/..${path}`,
  (path, it) => `${path};${it}`,
  (path) => `/${path}`,
  (path) => path.toUpperCase(),
  (path) => path.replaceAll("/", "\\"),
  (path, _, at) => path.slice(0, at) + encoded(path.slice(at, at + 1)) + path.slice(at + 1),
  (path, it) => `http://${it}${path}`,
  (_, it) => `/exports/${it}`,
  (_, it) => it,
];
const path = fc
  .tuple(fc.constantFrom(...PATHS), fc.option(fc.tuple(fc.constantFrom(...SPOILS), word, fc.nat(12)), { freq: 2 }))
  .map(([it, spoiled]) => (spoiled ? spoiled[0](it, spoiled[1], spoiled[2]) : it));

const NAMES = ["lang", "lang[]", "lang[a]", "__proto__[x]", "token", "query", "variables", "extensions", "q"];
const query = mostly(
  fc
    .array(fc.tuple(fc.constantFrom(...NAMES), fc.oneof(fc.constantFrom("sv", "de", "{__typename}", "{"), word)), {
      maxLength: 3,
    })
    .map((pairs) => (pairs.length > 0 ? `?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}` : "")),
  fc.constantFrom(`?${"a[b]".repeat(500)}=1`, `?${"a&".repeat(4_000)}`, "?", "??", "?%"),
  word.map((it) => `?${it}`),
);

const METHODS = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "TRACE",
  "PROPFIND",
  "QUERY",
  "get",
  "PRI",
  "G=T",
];
const method = fc.oneof({ weight: 4, arbitrary: fc.constantFrom("GET", "HEAD", "POST") }, fc.constantFrom(...METHODS));

/** What each header might say that a server listens to. */
const VALUES: Record<string, string[]> = {
  "Accept-Language": ["sv, de;q=0.5", "*", "sv;q=9", "de,".repeat(2_000), "en-US-x-", ";;;"],
  Accept: ["application/json", "application/graphql-response+json", "text/event-stream", "multipart/mixed", "*/*;q=x"],
  Origin: ["http://countersign.test", "https://evil.example", "null", "http://countersign.test.evil.example"],
  "Access-Control-Request-Method": ["POST", "DELETE"],
  "Content-Type": [
    "application/json",
    "application/json; charset=utf-16",
    "text/plain",
    "multipart/form-data; boundary=",
  ],
  "If-None-Match": ["*", `W/"x"`, `"`.repeat(500)],
  "If-Modified-Since": ["Sat, 29 Oct 2044 19:43:31 GMT", "yesterday"],
  Range: ["bytes=0-", "bytes=-1", "bytes=5-2", `bytes=${"0-0,".repeat(500)}`, "lines=1-2"],
  "Accept-Encoding": ["gzip, br", "identity;q=0"],
  "X-Forwarded-For": ["81.224.0.1", "1.2.3.4, 5.6.7.8", "unknown", "::1%eth0", ",".repeat(500)],
  "X-Forwarded-Host": ["evil.example"],
  "X-Forwarded-Proto": ["https", "javascript"],
  Forwarded: ["for=1.2.3.4;host=evil.example"],
  "X-HTTP-Method-Override": ["POST"],
  Authorization: ["Bearer x", "Bearer ", "Basic YTpi", `Bearer ${"a.".repeat(3_000)}`],
  Cookie: ["__Host-x=1", "a=b; a=c"],
  Expect: ["100-continue", "200-ok"],
  TE: ["trailers"],
  Upgrade: ["websocket", "h2c", "HTTP/3.0"],
  "Sec-WebSocket-Key": ["dGhlIHNhbXBsZSBub25jZQ==", "x"],
  "Sec-WebSocket-Version": ["13", "8"],
  "Content-Length": ["0", "3", "-1", "1e3", "99999999999999999999", "0x10", "+5", "5, 5"],
};
const header = fc
  .constantFrom(...Object.entries(VALUES))
  .chain(([name, values]) =>
    fc.tuple(fc.constant(name), mostly(fc.constantFrom(...values), letters, fc.constant(MARK))),
  )
  .map(([name, value]) => `${name}: ${value}`);
const HOSTS = ["countersign.test", "127.0.0.1:4000", "[::1]", "", "[", "evil.example/x?", MARK, "a:99999"];
const host = fc.oneof({ weight: 9, arbitrary: fc.constant("countersign.test") }, fc.constantFrom(...HOSTS), letters);
const CLOSE = "Connection: close";
const connection = fc.oneof(
  { weight: 9, arbitrary: fc.constant(CLOSE) },
  fc.constantFrom("Connection: Upgrade", "Connection: keep-alive", "Connection: x"),
);

const body = fc.oneof(
  { weight: 6, arbitrary: fc.constant("") },
  { weight: 2, arbitrary: fc.constantFrom(`{"query":"{ __typename }"}`, `newPassword=${MARK}`, "x".repeat(200_000)) },
  { weight: 1, arbitrary: text.map(bytes) },
);

/** Whatever may be asked of the hosted pages, the operators' and those that are not there. */
export const requests: fc.Arbitrary<Request> = fc
  .record({
    method,
    path,
    query,
    headers: fc.tuple(
      host.map((it) => `Host: ${it}`),
      connection,
      fc.array(header, { maxLength: 4 }),
    ),
    body,
  })
  .map(({ method: verb, path: at, query: asked, headers: [to, keeps, more], body: sent }) => ({
    line: `${verb} ${at}${asked}`,
    headers: [to, keeps, ...more, ...(sent ? [`Content-Length: ${sent.length}`] : [])],
    body: sent,
    isWhole: keeps === CLOSE && !more.some((it) => /^(content-length|expect|upgrade)/i.test(it)),
  }));
