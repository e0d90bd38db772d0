import { randomBytes } from "node:crypto";

import { deviceOf, type Device } from "../world/device.ts";
import { mailboxOf } from "../world/inbox.ts";
import { the } from "../world/results.ts";
import { startServer, type Server } from "../world/server.ts";
import { collectTraces, type Span, type Traces } from "../world/traces.ts";
import { until } from "../world/until.ts";

const PASSWORD = "horse staple orbit lantern";

let traces: Traces;
let server: Server;
let phone: Device;
let newPhone: Device;
const email = `ada.${randomBytes(5).toString("hex")}@example.com`;
beforeAll(async () => {
  traces = await collectTraces();
  server = await startServer(traces.env);
  const owner = { email, password: PASSWORD, mailbox: mailboxOf(server.url, email) };
  const on = (name: string) => deviceOf({ url: server.url, owner, name, options: {}, opened: () => undefined });
  [phone, newPhone] = [on("her first phone"), on("her new phone")];
  await phone.joins();
  the("SignedIn", await phone.signsIn());
}, 60_000);
afterAll(async () => {
  await server.stop();
  await traces.stop();
});

/** The spans below the one of this name, once they have come. */
const spansUnder = async (name: string): Promise<{ root: Span; below: Span[] }> => {
  const find = () => traces.spans().findLast((it) => it.name === name && !it.parentSpanId);
  await until(async () => find() !== undefined);
  const root = find()!;
  const below = traces.spans().filter((it) => it.traceId === root.traceId && it !== root);
  return { root, below };
};

describe("a trace", () => {
  it("leads from the operation through the subgraph to each command of MongoDB", async () => {
    const { root, below } = await spansUnder("mutation signIn");
    expect(root.facts["countersign.request_id"]).toMatch(/\S/);

    const account = below.find((it) => it.name === "account" && it.parentSpanId === root.spanId);
    const commands = below.filter((it) => it.parentSpanId === account?.spanId).map(({ name }) => name);
    expect(commands).toEqual(
      expect.arrayContaining(["aggregate accounts pendingSignUps", "update sessions", "commitTransaction"]),
    );
    expect(below.find(({ name }) => name === "update sessions")?.facts).toMatchObject({
      ...{ "db.system.name": "mongodb", "db.operation.name": "update", "db.collection.name": "sessions" },
    });
  });

  it("shows that a code which is asked for again reads all at once, and the device that it is shown on nothing", async () => {
    await phone.turnsOnTwoStep();
    const { ticket, challenge } = await newPhone.isAsked();
    const requests = await phone.watchesRequests();
    the("CodeSent", await newPhone.asksForCode(ticket, "APP_NOTIFICATION"));
    expect(await requests.next()).toMatchObject({ request: { id: challenge.id } });
    await requests.socket.close();

    const { below } = await spansUnder("mutation sendVerificationCode");
    const reads = below.filter(({ name }) => /^(find|aggregate) /.test(name));
    expect(reads.filter(({ name }) => name.includes("challenges"))).toHaveLength(1);
    expect(reads.find(({ name }) => name.includes("challenges"))?.name).toContain("accounts");
  });

  it("says by its code what went wrong, and follows no trace of a stranger's", async () => {
    const theirs = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: {
        ...{ "content-type": "application/json", traceparent: theirs },
        authorization: `Bearer ${phone.kept.accessToken}`,
      },
      body: JSON.stringify({ query: `mutation { revokeSession(sessionId: "nobody's") }` }),
    });
    const { root } = await spansUnder("mutation revokeSession");
    expect(root).toMatchObject({ facts: { "error.type": "NOT_FOUND" }, status: { code: 2 } });
    expect(traces.text().includes("0af7651916cd43dd8448eb211c80319c")).toBe(false);
  });

  it("has nothing in it that somebody sent or was given", async () => {
    await spansUnder("mutation signIn");
    const { accessToken, refreshToken } = phone.kept;
    const sent = [
      email,
      PASSWORD,
      accessToken!,
      refreshToken!,
      phone.client.device.name,
      phone.client.device.installationId,
    ];
    expect(sent.filter((it) => traces.text().includes(it))).toEqual([]);
  });
});
