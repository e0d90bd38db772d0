import { once } from "node:events";
import { freePort } from "../../gateway/embedded/port.ts";
import { ask } from "./ask.ts";
import { inParallel } from "./in-parallel.ts";
import { stopwatch, type Line } from "./line.ts";
import { listen } from "./listen.ts";
import { startNode, TYPESCRIPT } from "./stage.ts";

const LISTENERS = 50;
const ASK = `mutation ($line: ID!) { ask(line: $line) }`;
const LISTEN = `subscription ($line: ID!) { asked(line: $line) { by { name } } }`;

/** The line of nobody but the libraries, with a few who listen. */
export const bareLine = async (): Promise<Line & { close(): Promise<void> }> => {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}/graphql`;
  const { child, ready } = startNode([...TYPESCRIPT, "test/bench/bare-process.ts"], {
    NODE_ENV: "production",
    PORT: port,
  });
  await ready;
  const watch = stopwatch();
  const sockets = await inParallel(8, LISTENERS, (nth) =>
    listen(url, { query: LISTEN, variables: { line: String(nth) } }, () => watch.seen(nth)),
  );
  return {
    watch: { ...watch, start: (nth) => watch.start(nth % LISTENERS) },
    ask: (nth) => ask(url, { address: "81.224.0.1" }, ASK, { line: String(nth % LISTENERS) }),
    close: async () => {
      for (const socket of sockets) socket.terminate();
      // At a signal that it may hear, the runtime cleans up and lives on.
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
};
