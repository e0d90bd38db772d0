import { RESET_COMPLETED } from "./documents.ts";

const AGAIN_AFTER_MS = 10_000;

type Message = { id?: string; type: string; payload?: { data?: { result: { apps: { name: string }[] } } | null } };

const address = (): URL => {
  const url = new URL("graphql", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return url;
};

/**
 * Hears, by graphql-transport-ws, that the link of one of these letters was used: wherever it was opened, the page that asked for it
 * says that it is done. It is a convenience: whatever breaks, the page stays as it is.
 */
export const resetHeard = (onDone: (apps: string[]) => void) => {
  const tickets: string[] = [];
  let socket: WebSocket | null = null;
  let isDone = false;

  const send = (message: object): void => socket?.send(JSON.stringify(message));
  const subscribe = (ticket: string, nth: number): void =>
    send({ id: String(nth), type: "subscribe", payload: { query: RESET_COMPLETED, variables: { ticket } } });

  const hear = ({ type, payload }: Message): void => {
    if (type === "connection_ack") tickets.forEach(subscribe);
    if (type === "ping") send({ type: "pong" });
    if (type !== "next" || !payload?.data) return;
    isDone = true;
    socket?.close();
    onDone(payload.data.result.apps.map(({ name }) => name));
  };

  const open = (): void => {
    if (socket || isDone || document.hidden) return;
    const mine = (socket = new WebSocket(address(), "graphql-transport-ws"));
    let wasOpen = false;
    mine.onopen = () => {
      wasOpen = true;
      send({ type: "connection_init" });
    };
    mine.onmessage = ({ data }) => hear(JSON.parse(String(data)) as Message);
    mine.onclose = () => {
      socket = null;
      // One that was never let in would not be let in then either.
      if (wasOpen) setTimeout(open, AGAIN_AFTER_MS);
    };
  };
  // A phone cuts the line of a page that nobody looks at.
  document.addEventListener("visibilitychange", open);

  return {
    /** Any of the newest letters may be the one that is used. */
    waitFor: (ticket: string): void => {
      tickets.push(ticket);
      if (socket?.readyState === WebSocket.OPEN) subscribe(ticket, tickets.length - 1);
      else open();
    },
  };
};
