import { parseArgs } from "node:util";
import { createCloser } from "../subgraphs/kernel/process.ts";
import { apiAt } from "./demo/api.ts";
import { ownServer, runningServer, type Server } from "./demo/server.ts";
import { playStory } from "./demo/story.ts";
import { teller } from "./demo/teller.ts";

/** An address of a Swedish provider. It is seen only where the server trusts its proxy, as the demo's own does. */
const SEEN_FROM = "81.224.0.1";

const { values } = parseArgs({ options: { url: { type: "string" } } });
const told = teller(process.stdout);

const closer = createCloser();

const findServer = async (): Promise<Server> => {
  const asked = values.url?.replace(/\/$/, "");
  const found = await runningServer(asked ?? `http://localhost:${process.env.PORT || 4000}`);
  if (found) return found;
  if (asked) throw new Error(`No Countersign with a development inbox answers at ${asked}.`);
  told.say("starting a server of its own …");
  return ownServer(closer);
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => void closer.closeAll().finally(() => process.exit(130)));
try {
  const server = await findServer();
  told.say(`Countersign at ${server.url}\n`);
  await playStory({ api: apiAt(server.url, SEEN_FROM), server, teller: told });
  told.say("\nall ten steps as told");
} catch (error) {
  told.failed(error);
  process.exitCode = 1;
} finally {
  await closer.closeAll();
}
