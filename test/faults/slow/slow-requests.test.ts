import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

import { within } from "../../world/socket.ts";
import { world } from "../../world.ts";
import { request } from "../../world/raw-http.ts";

const TOLD_WITHIN_MS = 70_000;
const HEADERS = ["Host: countersign.test", "Content-Type: application/json", "Content-Length: 100"];

describe("a request that does not end", () => {
  it.each([
    ["in its headers", "POST /graphql HTTP/1.1\r\nHost: countersign.test\r\nX: "],
    ["in its body", request("POST /graphql", HEADERS, `{"query":`)],
    ["before it began", ""],
  ])("%s is told 408 within a minute, while others are answered", async (_, begun) => {
    const { server, stranger } = await world();
    const peer = connect({ port: Number(new URL(server.url).port), host: "127.0.0.1" });
    await once(peer, "connect");
    peer.write(begun);
    const answer = within(text(peer), "the connection was not ended", TOLD_WITHIN_MS);

    expect((await stranger("{ __typename }")).status).toBe(200);
    expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
  });
});
