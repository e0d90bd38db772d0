import { PASSWORD, world } from "../world.ts";
import { codeOf, type Reply } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { request, sendsBytes } from "../world/raw-http.ts";
import { OUR_ORIGIN } from "../world/server.ts";

/** Words that tell how the system is made inside. */
const INSIDE =
  /\bat .+:\d+|node_modules|mongo|mongoose|E11000|BSON|subgraph|serviceName|trusted-device|login-activity|stack/i;

const deep = (levels: number) => {
  // account -> loginActivity -> edges -> node -> account …: as deep as anybody likes.
  const cycle = ["loginActivity", "edges", "node", "account"];
  const path = ["me", ...Array.from({ length: levels - 2 }, (_, nth) => cycle[nth % 4] ?? "")];
  return `{ ${path.join(" { ")} { __typename ${"} ".repeat(path.length)}}`;
};

describe("what the gateway refuses", () => {
  it.each([
    ["a malformed document", `{ me { email }`],
    ["an unknown field", `{ me { shoeSize } }`],
    ["a wrong type", `query { account: trustedDevice(id: { $gt: "" }) { id } }`],
    ["a fragment of a type that is none", `{ me { ...F } } fragment F on Nothing { id }`],
    ["eleven levels", deep(11)],
    ["three hundred levels", deep(300)],
    ["more than a thousand words", `{ ${"__typename ".repeat(1_001)} }`],
    [
      "a fragment in a circle",
      `{ me { ...A } } fragment A on Account { loginActivity { edges { node { account { ...A } } } } }`,
    ],
    ["the federation's fields", `{ _entities(representations: []) { __typename } _service { sdl } }`],
    ["a subscription by POST that is none", `subscription { nothing }`],
  ])("refuses %s: 400 in GraphQL's own type, 200 in plain JSON, and BAD_USER_INPUT", async (_, query) => {
    const { stranger } = await world();
    const own = await stranger(query, { headers: { accept: "application/graphql-response+json" } });
    const plain = await stranger(query, { headers: { accept: "application/json" } });

    expect([own.status, plain.status]).toEqual([400, 200]);
    expect(own.headers.get("content-type")).toContain("application/graphql-response+json");
    expect(plain.headers.get("content-type")).toContain("application/json");
    for (const reply of [own, plain]) {
      expect(codeOf(reply)).toBe("BAD_USER_INPUT");
      expect(reply.body.data).toBeUndefined();
      expect(JSON.stringify(reply.body)).not.toMatch(INSIDE);
    }
  });

  it.each([
    ["a missing variable", {}],
    ["an object for a text", { input: { email: { $gt: "" }, password: { $ne: null } } }],
    ["a number for an address", { input: { email: 7, password: PASSWORD } }],
    ["a field that is not there", { input: { email: "ada@example.com", password: PASSWORD, isAdmin: true } }],
    ["null for what must be", { input: null }],
  ])("refuses %s in the variables", async (_, variables) => {
    const { stranger } = await world();
    const reply = await stranger(documents.SIGN_IN, { variables });

    expect(codeOf(reply)).toBe("BAD_USER_INPUT");
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body)).not.toMatch(INSIDE);
  });

  it("suggests no names", async () => {
    const { stranger } = await world();
    const { body } = await stranger(`{ me { emai } clientApp { id } }`);

    expect(body.errors).toHaveLength(2);
    expect(JSON.stringify(body)).not.toContain("Did you mean");
  });

  it("answers ten levels", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");

    expect((await phone.sends(deep(10))).body.errors).toBeUndefined();
  });
});

describe("how an operation may be sent", () => {
  const raw = async (path: string, init: RequestInit) => {
    const { server } = await world();
    return fetch(`${server.url}${path}`, init);
  };
  const operation = JSON.stringify({ query: `mutation { signOut }` });
  const encoded = new URLSearchParams({ query: `mutation { signOut }` });

  it.each([
    ["application/x-www-form-urlencoded", encoded.toString()],
    ["text/plain", operation],
    [
      "multipart/form-data; boundary=x",
      `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${operation}\r\n--x--`,
    ],
    ["application/graphql", "mutation { signOut }"],
    ["", operation],
  ])("not as %j, which any page may send", async (type, body) => {
    const response = await raw("/graphql", {
      method: "POST",
      headers: type ? { "content-type": type } : {},
      body: Buffer.from(body),
    });

    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
  });

  it("not as a list of operations", async () => {
    const response = await raw("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `[${operation},${operation}]`,
    });

    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).not.toMatch(INSIDE);
  });

  it.each([
    "{",
    "null",
    `{"query":"fragment F on Account { id }"}`,
    "7",
    `"text"`,
    "{}",
    `{"query":7}`,
    `{"query":"{ me { id } }","variables":"x"}`,
  ])("not as the body %s", async (body) => {
    const headers = { "content-type": "application/json", accept: "application/graphql-response+json" };
    const response = await raw("/graphql", { method: "POST", headers, body });

    expect(response.status).toBe(400);
    const answer = (await response.json()) as Reply["body"];
    expect(answer.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect(JSON.stringify(answer)).not.toMatch(INSIDE);
  });

  it("not in more than 100 KiB", async () => {
    const body = JSON.stringify({ query: `{ clientApps { id } } #${"x".repeat(100 * 1_024)}` });
    const response = await raw("/graphql", { method: "POST", headers: { "content-type": "application/json" }, body });

    expect(response.status).toBe(413);
  });

  it("a mutation not by GET, nor anything with a ticket", async () => {
    const { server } = await world();
    const get = (query: string) =>
      fetch(`${server.url}/graphql?${new URLSearchParams({ query }).toString()}`, {
        headers: { accept: "application/json" },
      });

    expect((await get(`mutation { signOut }`)).status).toBe(405);
    expect((await get(`{ verificationChallenge(ticket: "x") { id } }`)).status).toBe(405);
    const harmless = await get(`{ clientApps { id } }`);
    expect([harmless.status, ((await harmless.json()) as Reply["body"]).errors]).toEqual([200, undefined]);
  });

  it("from a page of ours, and from no other", async () => {
    const ask = (origin: string) =>
      raw("/graphql", { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });

    expect((await ask(OUR_ORIGIN)).headers.get("access-control-allow-origin")).toBe(OUR_ORIGIN);
    for (const origin of ["https://evil.example", "null", `${OUR_ORIGIN}.evil.example`]) {
      const { headers } = await ask(origin);
      expect(headers.get("access-control-allow-origin")).not.toBe(origin);
      expect(headers.get("access-control-allow-origin")).not.toBe("*");
      expect(headers.get("access-control-allow-credentials")).toBeNull();
    }
  });
});

describe("where a request is sent to", () => {
  const question = JSON.stringify({ query: "{ __typename }" });
  const ask = async (...headers: string[]) => {
    const { server } = await world();
    const json = ["Content-Type: application/json", `Content-Length: ${question.length}`, "Connection: close"];
    return [
      ...(await sendsBytes(server.url, request("POST /graphql", [...headers, ...json], question))),
      ...(await sendsBytes(server.url, request("GET /healthz", [...headers, "Connection: close"]))),
    ];
  };

  it.each([
    ["Host: ["],
    ["Host: a b"],
    ["Host: countersign.test:99999"],
    ["Host: ada@countersign.test"],
    ["Host: evil.example/elsewhere?"],
    ["Host: <script>alert(1)</script>"],
    ["Host: c\xf6untersign.test"],
    ["Host: countersign.test", "Host: evil.example"],
  ])("is said so that it can be read, and once: not by %s", async (...headers) => {
    const answers = await ask(...headers);

    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    for (const { body } of answers) {
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
      expect(body).not.toMatch(INSIDE);
    }
  });

  it.each(["Host: countersign.test", "Host: 127.0.0.1:80", "Host: [::1]:4000", "Host:"])(
    "is no matter to us beyond that: %s",
    async (host) => {
      expect((await ask(host)).map(({ status }) => status)).toEqual([200, 200]);
    },
  );

  it("may be a whole address, as it is of whoever asks by a proxy", async () => {
    const { server } = await world();
    const at = async (address: string) => {
      const [answer] = await sendsBytes(server.url, request(`GET ${address}`, ["Host: a", "Connection: close"]));
      return [answer?.status, answer?.body];
    };

    expect(await at("http://countersign.test/healthz")).toEqual([200, `{"status":"ok"}`]);
    expect(await at("HTTPS://countersign.test/graphql?query={__typename}")).toEqual([
      200,
      `{"data":{"__typename":"Query"}}`,
    ]);
    for (const none of ["http://a:port/healthz", "ftp://a/healthz", "*"])
      expect(await at(none)).toEqual([400, expect.stringContaining("BAD_USER_INPUT")]);
  });

  it("answers in HTTP/1 whoever offers HTTP/2 beside it", async () => {
    const offer = ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQBAAAAAAIAAAAA"];
    const answers = await ask("Host: countersign.test", ...offer);

    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, `{"data":{"__typename":"Query"}}`],
      [200, `{"status":"ok"}`],
    ]);
  });
});

describe("what every answer carries", () => {
  it("is kept by nobody, and taken for nothing else", async () => {
    const { stranger } = await world();
    const { headers } = await stranger(`{ clientApps { id } }`);

    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-type": expect.stringContaining("charset=utf-8"),
      "x-request-id": expect.any(String),
    });
    expect(headers.get("x-powered-by")).toBeNull();
  });

  it("is kept by nobody as a stream of events either, which ends as its client asked", async () => {
    const { server } = await world();
    const headers = ["Host: countersign.test", "Accept: text/event-stream", "Connection: close"];
    const [answer] = await sendsBytes(server.url, request("GET /graphql?query={__typename}", headers));

    expect(answer?.body).toContain(`{"data":{"__typename":"Query"}}`);
    expect(answer?.headers).toMatchObject({ "cache-control": "no-store", connection: "close" });
  });

  it("has no extensions of the road behind the gateway", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");

    expect(Object.keys((await phone.sends(`{ me { email trustedDevices { id } } }`)).body)).toEqual(["data"]);
  });

  it("answers every field of the API that needs nothing, by introspection as well", async () => {
    const { stranger } = await world();
    const { body } = await stranger(`{ __schema { queryType { fields { name } } types { name } } }`);
    const names = JSON.stringify(body.data);

    expect(names).not.toMatch(/_entities|_service|_Any|_Entity|join__/);
    expect(names).toContain("loginActivities");
  });

  it.each([
    `{ me @skip(if: true) { id } }`,
    `{ ...All @include(if: false) } fragment All on Query { me { id } }`,
    `query ($asks: Boolean = false) { me @include(if: $asks) { id } }`,
    `mutation { signOut @skip(if: true) }`,
  ])("is nothing where all is skipped: %s", async (query) => {
    const { stranger } = await world();

    expect((await stranger(query)).body).toEqual({ data: {} });
  });

  it("tells operators how it stands", async () => {
    const { server } = await world();
    const page = async (path: string) => {
      const response = await fetch(`${server.url}${path}`);
      return [response.status, await response.text()] as const;
    };

    expect(await page("/healthz")).toEqual([200, `{"status":"ok"}`]);
    expect(await page("/readyz")).toEqual([200, `{"status":"ready","missing":[]}`]);
    expect((await page("/metrics"))[1]).toContain("countersign_open_sockets 0");
    expect((await page("/no-such-page"))[0]).toBe(404);
  });

  it("has no null where the contract promises a value, by whatever name it is asked", async () => {
    const { stranger, ada } = await world();
    const input = { email: ada.email, password: PASSWORD, client: ada.on("phone").client };
    const sign = (selection: string) =>
      stranger(`mutation ($input: SignInInput!) { signIn(input: $input) { ${selection} } }`, { variables: { input } });

    expect((await sign(`__typename`)).body).toEqual({ data: { signIn: { __typename: "InvalidCredentials" } } });
    expect((await sign(`kind: __typename`)).body).toEqual({ data: { signIn: { kind: "InvalidCredentials" } } });
  });
});
