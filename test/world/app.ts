import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { createCountersign, type Options } from "../../sdk/countersign.ts";
import { inMemory, type Storage } from "../../sdk/tokens.ts";
import {
  ConfirmTwoStepVerificationDocument,
  EnableTwoStepVerificationDocument,
  MeDocument,
  type ClientInput,
} from "../../sdk/operations.ts";
import { IN_SWEDEN, type Owner } from "./device.ts";
import { within } from "./socket.ts";
import { until } from "./until.ts";

export const clientOn = (name: string, more: Partial<ClientInput> = {}): ClientInput => ({
  appId: "kasa",
  appVersion: "3.1.0",
  device: { installationId: randomUUID(), name, model: "Pixel 8", osName: "Android", osVersion: "15" },
  ...more,
});

/** `onSend`: before each operation; the network fails where it throws. */
export type Placed = Partial<Options> & { ip?: string; name?: string; onSend?: (operation: string) => void };

/** An app that is made with the client library, somewhere. It counts what it sends. */
export const appAt = (url: string, { ip = IN_SWEDEN, name = "phone", onSend, ...options }: Placed = {}) => {
  const sent: string[] = [];
  const ended: string[] = [];
  const closes: number[] = [];
  const storage: Storage = options.storage ?? inMemory();
  const app = options.app ?? clientOn(name);
  const place = { "x-forwarded-for": ip };
  class PlacedSocket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers: place });
    }
  }
  const countersign = createCountersign({
    ...options,
    ...{ url, app, storage },
    headers: { ...place, ...options.headers },
    webSocket: PlacedSocket,
    fetch: async (address, request) => {
      const { query } = JSON.parse(request.body) as { query: string };
      const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? query;
      sent.push(operation);
      onSend?.(operation);
      return fetch(address, request);
    },
    onEnded: (reason) => ended.push(reason),
    onClosed: (code) => closes.push(code),
  });
  return { ...countersign, ...{ client: app, sent, ended, closes, storage } };
};

export type App = ReturnType<typeof appAt>;

/** Signs up, and in by the code that is mailed. */
export const joins = async (app: App, { email, password, mailbox }: Owner, locale?: string) => {
  be("EmailConfirmationSent", await app.signUp({ email, password, locale }));
  return be("SignedIn", await app.confirmEmail({ email, code: await mailbox.code() }));
};

/** Turns two-step verification on there: the app is trusted from then on. */
export const turnsOnTwoStep = async (app: App, { mailbox }: Pick<Owner, "mailbox">) => {
  const { enableTwoStepVerification: flow } = await app.ask(EnableTwoStepVerificationDocument, {});
  const input = { ticket: be("FlowStarted", flow).ticket, code: await mailbox.code() };
  const answer = await app.ask(ConfirmTwoStepVerificationDocument, { input });
  return be("TwoStepEnabled", answer.confirmTwoStepVerification);
};

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
