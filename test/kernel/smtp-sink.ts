import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";

/** What an SMTP server may do wrong: say nothing at all, or take a letter and go away, or fall silent, without a word. */
export type Fault = "HANGS" | "DROPS_AFTER_DATA" | "HANGS_AFTER_DATA" | null;

/** Speaks as little SMTP as a letter needs, and does wrong as it is told. */
export const startSmtpSink = async () => {
  const letters: string[] = [];
  const sockets = new Set<Socket>();
  const held: (() => void)[] = [];
  let fault = null as Fault;
  let port = 0;

  const converse = (socket: Socket): void => {
    let heard = "";
    let isData = false;
    const say = (line: string) => {
      const speak = () => socket.write(`${line}\r\n`);
      if (fault === "HANGS") held.push(speak);
      else speak();
    };
    /** Until a line with a dot alone, all of it is the letter. */
    const take = (letter: string): void => {
      isData = false;
      letters.push(letter);
      if (fault === "DROPS_AFTER_DATA") socket.destroy();
      else if (fault !== "HANGS_AFTER_DATA") say("250 taken");
    };
    const hear = (line: string): void => {
      const verb = line.slice(0, 4).toUpperCase();
      isData = verb === "DATA";
      if (verb === "QUIT") socket.end("221 bye\r\n");
      else say(isData ? "354 go on" : "250 ok");
    };
    say("220 sink");
    socket.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
      for (;;) {
        const mark = isData ? "\r\n.\r\n" : "\r\n";
        const end = heard.indexOf(mark);
        if (end < 0) return;
        const part = heard.slice(0, end);
        heard = heard.slice(end + mark.length);
        (isData ? take : hear)(part);
      }
    });
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    converse(socket);
  });
  const listen = async () => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
  };
  const stop = async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen();

  return {
    port,
    letters,
    /** What it has held back while it hung, it says then. */
    does: (it: Fault) => {
      fault = it;
      if (it !== "HANGS") for (const speak of held.splice(0)) speak();
    },
    connections: () => sockets.size,
    /** Refuses connections until it listens again. */
    ...{ stop, listen },
  };
};
