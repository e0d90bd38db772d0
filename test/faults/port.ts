import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below what the system gives to outgoing connections, so that a port stays free while its process is dead. */
const [FROM, TO] = [10_000, 32_000];

const given = new Set<number>();

/** A port that nobody listens on, for a process that may be killed and started again. */
export const keptPort = async (): Promise<number> => {
  const port = randomInt(FROM, TO);
  if (given.has(port)) return keptPort();
  given.add(port);
  const server = createServer();
  try {
    await once(server.listen(port), "listening");
  } catch {
    return keptPort();
  }
  server.close();
  await once(server, "close");
  return port;
};
