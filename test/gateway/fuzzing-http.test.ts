import fc from "fast-check";

import { world } from "../world.ts";
import { post, type Reply } from "../world/api.ts";
import { hangsUp, request, sendsBytes, type Answer } from "../world/raw-http.ts";
import { OUR_ORIGIN } from "../world/server.ts";
import { junk, operation } from "./arbitrary-deeds.ts";
import { MARK, requests, type Request } from "./arbitrary-requests.ts";
import { SMUGGLED, smugglings } from "./arbitrary-framing.ts";
import { faultsIn, faultyErrors, fuzzed, FUZZED_WITHIN_MS, TELLS_OF_US } from "./fuzz.ts";

import.meta.jest.setTimeout(FUZZED_WITHIN_MS);

/** Of what Node or the handshake refuse before it is a request: a word or none, and no headers of ours. */
const BARE = [101, 400, 403, 404, 405, 408, 417, 426, 431];
const isBare = ({ status, headers, body }: Answer): boolean =>
  BARE.includes(status) && !("referrer-policy" in headers) && body.length < 60;

const isSecured = ({ headers }: Answer): boolean =>
  headers["x-content-type-options"] === "nosniff" &&
  headers["referrer-policy"] === "no-referrer" &&
  ["no-store", "public, max-age=300"].includes(headers["cache-control"] ?? "");

const isSafePage = ({ headers, body }: Answer): boolean =>
  !(headers["content-type"] ?? "").startsWith("text/html") ||
  (/^default-src 'none';.*frame-ancestors 'none'/.test(headers["content-security-policy"] ?? "") &&
    !body.includes(MARK.slice(0, 4)));

const isOurs = (address: string | undefined): boolean => address === undefined || address.startsWith(OUR_ORIGIN);

const faultsOf = (answer: Answer): unknown[] => {
  const { status, headers, body } = answer;
  const isFine =
    status >= 100 &&
    status < 500 &&
    (isBare(answer) || isSecured(answer)) &&
    isSafePage(answer) &&
    isOurs(headers.location) &&
    isOurs(headers["access-control-allow-origin"]) &&
    !TELLS_OF_US.test(body);
  return isFine ? [] : [{ status, headers, body: body.slice(0, 1_000) }];
};

/** Whatever was sent: the gateway is there, and has nothing to complain of. */
const goesOn = async (written: number): Promise<void> => {
  const { server } = await world();
  expect(await post(server.url, "{ __typename }")).toMatchObject({ status: 200, body: { data: {} } });
  expect(faultsIn(server.log().slice(written))).toEqual([]);
};

describe("whatever is asked by HTTP", () => {
  const onTheWire = ({ line, headers, body }: Request) => request(line, headers, body);

  it("is answered without a fault of ours, and no page says it back", async () => {
    const { server } = await world();
    const check = async (asked: Request[]) => {
      const written = server.log().length;
      const answers = await Promise.all(asked.map((it) => sendsBytes(server.url, onTheWire(it), it)));

      // Who sends on while being refused may be cut off before the refusal is read.
      const unanswered = asked.filter((_, nth) => answers[nth]?.length === 0);
      expect(unanswered.filter(({ isWhole, body }) => isWhole && body.length < 1_000)).toEqual([]);
      expect(answers.flat().flatMap(faultsOf)).toEqual([]);
      await goesOn(written);
    };
    await fc.assert(fc.asyncProperty(fc.array(requests, { minLength: 8, maxLength: 8 }), check), fuzzed(60));
  });

  it("may be broken off anywhere", async () => {
    const { server } = await world();
    const check = async (asked: Request[], share: number) => {
      const written = server.log().length;
      const cut = (text: string) => text.slice(0, Math.ceil(text.length * share));
      await Promise.all(asked.map((it) => hangsUp(server.url, cut(onTheWire(it)))));
      await goesOn(written);
    };
    const share = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(fc.asyncProperty(fc.array(requests, { minLength: 8, maxLength: 8 }), share, check), fuzzed(60));
  });
});

describe("whatever is sent as an operation", () => {
  const ACCEPTED = ["application/json", "application/graphql-response+json", "*/*"];

  it("is answered without a fault of ours", async () => {
    const { server } = await world();
    const check = async (body: string, accept: string) => {
      const written = server.log().length;
      const headers = { "content-type": "application/json", accept };
      const answer = await fetch(`${server.url}/graphql`, { method: "POST", headers, body });
      const said = await answer.text();

      expect(answer.status).toBeLessThan(500);
      expect(said).not.toMatch(TELLS_OF_US);
      expect(faultyErrors((JSON.parse(said) as Reply["body"]).errors)).toEqual([]);
      await goesOn(written);
    };
    const bodies = fc.oneof(
      operation,
      junk,
      junk.map((it) => `{"query":"{ __typename }","variables":${it}}`),
    );
    await fc.assert(fc.asyncProperty(bodies, fc.constantFrom(...ACCEPTED), check), fuzzed(100));
  });
});

describe("whatever frames an operation", () => {
  it("hides no second request in it", async () => {
    const { server } = await world();
    const check = async ({ bytes, isPlain, isUnclear }: { bytes: string; isPlain: boolean; isUnclear: boolean }) => {
      const written = server.log().length;
      const answers = await sendsBytes(server.url, bytes + SMUGGLED, { isWhole: isPlain });

      expect(answers.flatMap(faultsOf)).toEqual([]);
      if (isPlain) expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      if (isUnclear) expect(answers.filter(({ status }) => status < 400)).toEqual([]);
      await goesOn(written);
    };
    await fc.assert(fc.asyncProperty(smugglings, check), fuzzed(80));
  });

  it("is answered in its order, however many come at once", async () => {
    const { server } = await world();
    const asked = Array.from({ length: 50 }, (_, nth) => JSON.stringify({ query: `{ nth${nth}: __typename }` }));
    const headers = ["Host: countersign.test", "Content-Type: application/json"];
    const bytes = asked.map((it) => request("POST /graphql", [...headers, `Content-Length: ${it.length}`], it));

    const answers = await sendsBytes(server.url, bytes.join("") + SMUGGLED);
    expect(answers.slice(0, -1).map(({ body }) => body)).toEqual(
      asked.map((_, nth) => `{"data":{"nth${nth}":"Query"}}`),
    );
  });
});
