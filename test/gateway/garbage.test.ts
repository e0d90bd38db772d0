import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { post } from "../world/api.ts";
import { startServer, type Server } from "../world/server.ts";

const REQUESTS = 2_000;
const AT_ONCE = 8;
/** A request leaves some hundred bytes. Held by one thing that lives on, it leaves eight thousand. */
const MOST_BYTES_EACH = 2_000;

let directory: string;
let server: Server;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "countersign-garbage-"));
  // With a MongoDB of its own, as on a fresh machine: what V8 learns while a process starts depends on all that it does then.
  server = await startServer({ LOG_LEVEL: "warn", MONGO_URL: "", DATA_DIR: directory });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Bytes of the heap that only a collection of all of it gives back. */
const oldBytes = async (): Promise<number> => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const [, bytes] = /^nodejs_heap_space_size_used_bytes\{space="old"\} (\S+)$/m.exec(text) ?? [];
  expect(bytes).toBeDefined();
  return Number(bytes);
};

const askMany = async (query: string): Promise<void> => {
  for (let asked = 0; asked < REQUESTS; asked += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, () => post(server.url, query)));
};

describe("a request that was answered", () => {
  it.each([
    ["a query that the gateway answers", `{ __typename }`],
    ["a query that a subgraph answers", `{ clientApps { id } }`],
    ["a mutation", `mutation { cancelVerification(ticket: "nobody's") }`],
    ["what can't be read", `{ clientApps {`],
  ])(
    "leaves nothing that outlives it: %s",
    async (_what, query) => {
      // What is compiled and cached the first times stays.
      await askMany(query);
      const before = await oldBytes();
      await askMany(query);
      expect((await oldBytes()) - before).toBeLessThan(REQUESTS * MOST_BYTES_EACH);
    },
    60_000,
  );
});
