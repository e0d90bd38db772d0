import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A wire between two processes, which a test can cut, and where it can listen. */
export type Link = {
  port: number;
  /** Resets what is open and refuses what is new, until mended. */
  cut(): void;
  mend(): void;
  /** Lets what is asked through and swallows what is answered: each connection breaks where an answer would begin. */
  loseAnswers(): void;
  /** How many operations went through it by HTTP. */
  operations(): number;
  close(): Promise<void>;
};

const POST = "POST /graphql HTTP/1.1";

export const openLink = async (toPort: number): Promise<Link> => {
  const open = new Set<Socket>();
  let isCut = false;
  let losesAnswers = false;
  let operations = 0;

  const join = (from: Socket, to: Socket): void => {
    open.add(from);
    from.on("error", () => undefined);
    from.once("close", () => {
      open.delete(from);
      to.destroy();
    });
    from.pipe(to);
  };
  const server = createServer((caller) => {
    if (isCut) {
      caller.resetAndDestroy();
      return;
    }
    const called = connect(toPort, "127.0.0.1");
    called.on("data", () => {
      if (losesAnswers) caller.resetAndDestroy();
    });
    caller.on("data", (bytes: Buffer) => (operations += bytes.toString("latin1").split(POST).length - 1));
    join(caller, called);
    join(called, caller);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true;
      for (const socket of open) socket.resetAndDestroy();
    },
    loseAnswers: () => {
      losesAnswers = true;
    },
    mend: () => {
      isCut = false;
      losesAnswers = false;
    },
    operations: () => operations,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
};
