import { readFile } from "node:fs/promises";
import { parse, print } from "graphql";

import { persistedIdOf, readPersistedOperations } from "../../gateway/persisted-operations.ts";
import * as sdk from "../../sdk/operations.ts";
import { world } from "../world.ts";
import { codeOf, post } from "../world/api.ts";
import { startServer, type Server } from "../world/server.ts";
import { openSocket } from "../world/socket.ts";

const ours = async (name: string) => readFile(`schema/operations/${name}.graphql`, "utf8");

const send = async (url: string, body: object) => {
  const headers = { "content-type": "application/json", accept: "application/graphql-response+json" };
  const answer = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as { data?: object; errors?: object[] } };
};

describe("a persisted operation", () => {
  it("is asked for by its id in place of its text", async () => {
    const { server } = await world();
    const documentId = persistedIdOf(parse(await ours("me")));

    expect(await send(server.url, { documentId })).toEqual({ status: 200, body: { data: { me: null } } });
    expect(await send(server.url, { documentId: "sha256:00" })).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: "BAD_USER_INPUT" } }] },
    });
  });
});

describe("a gateway that takes nothing else", () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer({ PERSISTED_OPERATIONS: "required" });
  }, 60_000);
  afterAll(() => server.stop());

  it("runs the operations of its own apps, however they are spaced, and refuses every other one", async () => {
    const { url } = server;
    const me = await ours("me");
    expect(codeOf(await post(url, me))).toBeNull();
    expect(codeOf(await post(url, print(parse(me))))).toBeNull();
    for (const other of [`{ me { email } }`, `{ __typename }`, `query { __schema { queryType { name } } }`])
      expect(codeOf(await post(url, other))).toBe("BAD_USER_INPUT");
  });

  it("runs whatever the client library asks, and so the hosted pages", async () => {
    const operations = await readPersistedOperations();
    const asked = Object.entries(sdk).filter(([name]) => name.endsWith("Document"));
    expect(asked).toHaveLength(operations.size);
    for (const [name, document] of asked)
      expect([name, operations.has(persistedIdOf(parse(document.toString())))]).toEqual([name, true]);
  });

  it("does so over sockets as well", async () => {
    const socket = await openSocket(server.url, {});
    const refused = await socket.watches(`query { event: me { email } }`).ended;
    expect(refused).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    await socket.close();
  });
});
