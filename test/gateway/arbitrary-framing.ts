import fc from "fast-check";

import { request } from "../world/raw-http.ts";

const OPERATION = `{"query":"{ __typename }"}`;
const LENGTH = String(OPERATION.length);
/** Comes after the first request, or within it, as who counts takes it. */
export const SMUGGLED = request("GET /.well-known/jwks.json", ["Host: countersign.test", "Connection: close"]);

const PLAIN = [`Content-Length: ${LENGTH}`, `content-length:${LENGTH}`, `CONTENT-LENGTH:\t${LENGTH} `];
const LENGTHS = [
  ...PLAIN,
  ...[
    "0",
    "5",
    "00000000000000000000000026",
    "-26",
    "+26",
    "0x1a",
    "26, 26",
    "26,5",
    "99999999999999999999",
    "",
    "26;q=1",
  ].map((it) => `Content-Length: ${it}`),
  `Content-Length : ${LENGTH}`,
  `Content-Length\x00: ${LENGTH}`,
];
const CODINGS = [
  ...[
    "chunked",
    "Chunked",
    "chunked, identity",
    "identity, chunked",
    "identity",
    "xchunked",
    `"chunked"`,
    "\x0bchunked",
  ].map((it) => `Transfer-Encoding: ${it}`),
  ...["gzip, chunked", "chunked, chunked", "chunked;q=1", "chun\tked", ""].map((it) => `transfer-encoding:${it}`),
  "Transfer-Encoding : chunked",
  "Transfer-Encoding:\r\n chunked",
];
const OTHERS = [
  "Content_Length: 0",
  "X: y\r\n Transfer-Encoding: chunked",
  "X: y\r\n\tContent-Length: 0",
  "X: y\nTransfer-Encoding: chunked",
  "X: y\rTransfer-Encoding: chunked",
  "Connection: Content-Length",
  "Expect: 100-continue",
  "X-HTTP-Method-Override: GET",
  ": nameless",
  "no colon at all",
];

const inChunks = (size: string): string => `${size}\r\n${OPERATION}\r\n0\r\n\r\n`;
const SIZES = ["1a", "1A;a=b", "0x1a", "001a", "-1a", "1a ", " 1a", "1a\n", "ffffffffffffffff", "5", "", "1a;\r\n "];
const BODIES = [OPERATION, ...SIZES.map(inChunks), "0\r\n\r\n", `0\r\nX: trailer\r\n\r\n${OPERATION}`, ""];

const of = (some: string[], most: number) => fc.subarray(some, { maxLength: most });

/** An operation whose length is said in one way, in several or in none. */
export const smugglings = fc
  .record({
    lengths: of(LENGTHS, 2),
    codings: of(CODINGS, 2),
    others: of(OTHERS, 1),
    isMixed: fc.boolean(),
    body: fc.oneof(fc.constant(OPERATION), fc.constantFrom(...BODIES)),
  })
  .map(({ lengths, codings, others, isMixed, body }) => {
    const framing = isMixed ? [...codings, ...lengths, ...others] : [...others, ...lengths, ...codings];
    const headers = ["Host: countersign.test", "Content-Type: application/json", ...framing];
    return {
      bytes: request("POST /graphql", headers, body),
      isPlain: framing.length === 1 && PLAIN.includes(framing[0] ?? "") && body === OPERATION,
      isUnclear: codings.length > 0 || lengths.length > 1,
    };
  });
