import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { createCountersign, type Options } from "../../sdk/countersign.ts";
import { inMemory, type Storage } from "../../sdk/tokens.ts";
import { MeDocument, type ClientInput } from "../../sdk/operations.ts";
import { IN_SWEDEN } from "./device.ts";
import { within } from "./socket.ts";
import { until } from "./until.ts";

export const clientOn = (name: string, more: Partial<ClientInput> = {}): ClientInput => ({
  appId: "kasa",
  appVersion: "3.1.0",
  device: { installationId: randomUUID(), name, model: "Pixel 8", osName: "Android", osVersion: "15" },
  ...more,
});

/** `onSend`: before each operation; the network fails where it throws. */
type Placed = Partial<Options> & { ip?: string; name?: string; onSend?: (operation: string) => void };

/** An app that is made with the client library, somewhere. It counts what it sends. */
export const appAt = (url: string, { ip = IN_SWEDEN, name = "phone", onSend, ...options }: Placed = {}) => {
  const sent: string[] = [];
  const ended: string[] = [];
  const closes: number[] = [];
  const storage: Storage = options.storage ?? inMemory();
  const headers = { "x-forwarded-for": ip };
  class PlacedSocket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers });
    }
  }
  const countersign = createCountersign({
    url,
    app: clientOn(name),
    headers,
    webSocket: PlacedSocket,
    ...options,
    storage,
    fetch: async (address, request) => {
      const { query } = JSON.parse(request?.body as string) as { query: string };
      const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? query;
      sent.push(operation);
      onSend?.(operation);
      return fetch(address, request);
    },
    onEnded: (reason) => ended.push(reason),
    onClosed: (code) => closes.push(code),
  });
  return { ...countersign, sent, ended, closes, storage };
};

export type App = ReturnType<typeof appAt>;

/** The result, which must be of this kind. */
export const be = <Result extends { __typename: string }, Kind extends Result["__typename"]>(
  kind: Kind,
  result: Result | undefined,
): Extract<Result, { __typename: Kind }> => {
  if (result?.__typename !== kind) throw new Error(`expected ${kind}, not ${JSON.stringify(result)}`);
  return result as Extract<Result, { __typename: Kind }>;
};

/** What comes next, of this kind. */
export const next = async <T extends { __typename: string }, K extends T["__typename"]>(
  events: AsyncIterableIterator<T>,
  kind: K,
): Promise<Extract<T, { __typename: K }>> => {
  const { value } = (await within(events.next(), `no ${kind} came`)) as { value: T | undefined };
  return be(kind, value);
};

/** Its line of requests is open, and known to be. */
export const isOnline = (app: Pick<App, "ask">): Promise<void> =>
  until(async () => {
    const { me } = await app.ask(MeDocument, { first: 1 });
    return me?.trustedDevices.some(({ isCurrent, online }) => isCurrent && online) ?? false;
  });
