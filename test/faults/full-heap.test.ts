import { once } from "node:events";
import type { IncomingMessage } from "node:http";

import { WebSocket } from "ws";

import { post, type Reply } from "../world/api.ts";
import { deviceOf } from "../world/device.ts";
import { mailboxOf } from "../world/inbox.ts";
import { startServer, type Server } from "../world/server.ts";
import { within, type Socket } from "../world/socket.ts";
import { until } from "../world/until.ts";
import { mortalMongod } from "./mortal-mongod.ts";

/** Less than twice what the process holds where nobody is there. */
const HEAP_MIB = 160;
/** Far more than fit. */
const CROWD = 20_000;
const AT_ONCE = 50;
const GOES_ON_MS = 6_000;
/** Shares of those that were let in: until the process has looked what it holds, and after that, where what was young is collected. */
const UNTIL_SEEN = 0.15;
const AS_MANY_AGAIN = 0.05;
/** Together more than there is room for beside what the process holds anyway. */
const LONG = "x".repeat(60_000);
const IN_VAIN = 1_600;
const BACK_WITHIN_MS = 30_000;
const WITHIN_MS = 180_000;

const OWNER = { email: "ada@example.com", password: "horse staple orbit lantern" };
const CONFIRM = `mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { __typename } }`;

let mongod: Awaited<ReturnType<typeof mortalMongod>>;
let server: Server;
const opened: Socket[] = [];
beforeAll(async () => {
  mongod = await mortalMongod();
  const NODE_OPTIONS = `--max-old-space-size=${HEAP_MIB}`;
  server = await startServer({ NODE_OPTIONS, MONGO_URL: mongod.url, LOG_LEVEL: "warn" });
}, 90_000);
afterAll(async () => {
  await server.stop();
  await Promise.all(opened.map(({ closed }) => closed));
  await mongod.stop();
}, 60_000);

const ada = (name: string) => {
  const owner = { ...OWNER, mailbox: mailboxOf(server.url, OWNER.email) };
  return deviceOf({ url: server.url, owner, name, options: {}, opened: (it) => opened.push(it) });
};

type Refusal = { status: number; retryAfter: string | null };

/** A stranger's socket that stays, or what it was refused with. */
const comes = (): Promise<WebSocket | Refusal> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    socket.on("error", reject);
    socket.on("unexpected-response", (_request, response: IncomingMessage) => {
      const { statusCode: status = 0, headers } = response;
      response.destroy();
      resolve({ status, retryAfter: headers["retry-after"] ?? null });
    });
    socket.on("open", () => socket.send(JSON.stringify({ type: "connection_init" })));
    socket.once("message", () => resolve(socket));
  });

type Crowd<Taken> = { taken: Taken[]; refusals: Refusal[] };

/** Some at the same time. */
const crowd = async <Taken extends object>(one: () => Promise<Taken | Refusal>): Promise<Crowd<Taken>> => {
  const taken: Taken[] = [];
  const refusals: Refusal[] = [];
  for (const it of await Promise.all(Array.from({ length: AT_ONCE }, one)))
    if ("retryAfter" in it) refusals.push(it);
    else taken.push(it);
  return { taken, refusals };
};

const untilRefused = async <Taken extends object>(one: () => Promise<Taken | Refusal>) => {
  const all: Taken[] = [];
  while (all.length < CROWD) {
    const { taken, refusals } = await crowd(one);
    all.push(...taken);
    if (refusals[0]) return { taken: all, refusal: refusals[0] };
  }
  throw new Error(`all ${CROWD} were taken`);
};

/** Asks for what only MongoDB knows, and then for what nobody has to look up; what that was refused with. */
const asks = async (): Promise<{ waits: Promise<Reply> } | Refusal> => {
  const input = { email: OWNER.email, code: "000000", client: ada("laptop").client };
  const waits = post(server.url, CONFIRM, { variables: { input } });
  waits.catch(() => undefined);
  const { status, headers } = await post(server.url, `{ __typename }`);
  return status === 200 ? { waits } : { status, retryAfter: headers.get("retry-after") };
};

/** A stranger's socket, as soon as there is room again. */
const comesAgain = async (): Promise<WebSocket> => {
  const sockets: WebSocket[] = [];
  await until(async () => {
    const it = await comes();
    if (it instanceof WebSocket) sockets.push(it);
    return sockets.length > 0;
  }, BACK_WITHIN_MS);
  return sockets[0] as WebSocket;
};

describe("a process without room in its memory", () => {
  it("keeps nothing of what a socket asked for in vain", async () => {
    const socket = await comesAgain();
    const query = `subscription { sessionEnded { reason } }`;
    for (let nth = 0; nth < IN_VAIN; nth += 1) {
      // Of no operation that is there, and of one that a stranger may not run.
      const payload = { query, ...(nth % 2 ? { operationName: "none" } : {}) };
      socket.send(JSON.stringify({ id: `${nth}${LONG}`, type: "subscribe", payload }));
      await within(once(socket, "message"), "a refusal was not told");
    }
    (await comesAgain()).terminate();
    socket.terminate();
  }, 180_000);

  it(
    "refuses a crowd of sockets with 503 while sign-ins go on, and lets others in when those have left",
    async () => {
      const phone = ada("phone");
      await phone.joins();
      await phone.turnsOnTwoStep();
      const requests = await phone.watchesRequests();

      const { taken, refusal } = await untilRefused(comes);
      expect(refusal).toEqual({ status: 503, retryAfter: "1" });
      // However long others go on, once it was seen how many there are.
      const goOn = async (): Promise<number> => {
        const over = performance.now() + GOES_ON_MS;
        while (performance.now() < over) taken.push(...(await crowd(comes)).taken);
        return taken.length;
      };
      const first = taken.length;
      const stayed = await goOn();
      expect(stayed).toBeLessThan(first * (1 + UNTIL_SEEN));
      expect(await goOn()).toBeLessThan(stayed * (1 + AS_MANY_AGAIN));
      const { challenge } = await ada("laptop").isAsked();
      expect((await requests.next()).request.id).toBe(challenge.id);

      for (const socket of taken) socket.terminate();
      (await comesAgain()).terminate();
    },
    WITHIN_MS,
  );

  it(
    "refuses operations with 503 while those before them wait for a MongoDB that is frozen, and answers when it is back",
    async () => {
      await mongod.signal("SIGSTOP");
      const { taken, refusal } = await untilRefused(asks);
      expect(refusal).toEqual({ status: 503, retryAfter: "1" });

      await mongod.signal("SIGCONT");
      for (const { waits } of taken) expect([200, 503]).toContain((await waits).status);
      // Until it has seen that there is room again, it goes on refusing.
      const signsIn = () =>
        ada("tablet")
          .signsIn()
          .catch(() => null);
      await until(async () => (await signsIn())?.kind === "VerificationRequired", BACK_WITHIN_MS);
    },
    WITHIN_MS,
  );
});
