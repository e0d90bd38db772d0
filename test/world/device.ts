import { randomUUID } from "node:crypto";

import { post, type Asking, type Reply } from "./api.ts";
import * as documents from "./documents.ts";
import type { Mailbox } from "./inbox.ts";
import { the, type Result } from "./results.ts";
import { until } from "./until.ts";
import { openSocket, type Event, type Socket, type Watching } from "./socket.ts";

/** Who holds the device. */
export type Owner = { email: string; password: string; mailbox: Mailbox };

export type DeviceOptions = {
  appId?: string;
  appVersion?: string;
  /** Its address: where it is. */
  ip?: string;
  /** Of an app that somebody else uses as well. */
  installationId?: string;
  /** What its owner signs up with. */
  locale?: string;
};

/** What an app keeps. */
export type Kept = {
  accessToken: string | null;
  refreshToken: string | null;
  deviceToken: string | null;
  sessionId: string | null;
};

/** Sweden, by Telia; the United States, by Comcast; the same by a phone company. */
export const IN_SWEDEN = "81.224.0.1";
export const IN_AMERICA = "98.207.1.1";
export const ON_THE_ROAD = "172.58.1.1";

/** A row of the activity. */
export type Row = { id: string; kind: string; wasMe: boolean | null; risks: string[]; device: { name: string } };

export type Device = ReturnType<typeof deviceOf>;

type Needs = { url: string; owner: Owner; name: string; options: DeviceOptions; opened: (socket: Socket) => void };
type OnSocket = { socket: Socket };

/**
 * One installation of an app, in somebody's hand. It keeps the tokens that it is given, as an app does, and does nothing by itself:
 * for tests of what the server says to a token that ended, or to what no app made with the client library (app.ts) would send.
 */
export const deviceOf = ({ url, owner, name, options, opened }: Needs) => {
  const { appId = "kasa", appVersion = "3.1.0", ip = IN_SWEDEN, installationId = randomUUID(), locale } = options;
  const client = {
    appId,
    appVersion,
    device: { installationId, name, model: "Pixel 8", osName: "Android", osVersion: "15" },
  };
  const kept: Kept = { accessToken: null, refreshToken: null, deviceToken: null, sessionId: null };

  const sends = (query: string, variables?: Record<string, unknown>, asking: Asking = {}): Promise<Reply> =>
    post(url, query, { ip, token: kept.accessToken, variables, ...asking });

  /** The data of an answer without errors. */
  const reads = async (query: string, variables?: Record<string, unknown>, asking: Asking = {}) => {
    const { body } = await sends(query, variables, asking);
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data;
  };

  const does = async (query: string, variables?: Record<string, unknown>, asking: Asking = {}): Promise<Result> => {
    const { result } = (await reads(query, variables, asking)) as { result: Result };
    if (result.kind !== "SignedIn") return result;
    const { accessToken, refreshToken, session } = result;
    Object.assign(kept, { accessToken, refreshToken, sessionId: session.id });
    if (result.deviceToken) kept.deviceToken = result.deviceToken;
    return result;
  };
  const doesAsStranger = (query: string, variables?: Record<string, unknown>) =>
    does(query, variables, { token: null });

  const opensSocket = async (origin?: string): Promise<Socket> => {
    const socket = await openSocket(url, { token: kept.accessToken, ip, origin });
    opened(socket);
    return socket;
  };
  const watches = async (query: string, variables?: Record<string, unknown>): Promise<Watching<Event> & OnSocket> => {
    const socket = await opensSocket();
    return { ...socket.watches(query, variables), socket };
  };

  const trustedDevices = async () =>
    (await reads(`{ me { trustedDevices { id name isCurrent online } } }`)).me.trustedDevices as {
      id: string;
      name: string;
      isCurrent: boolean;
      online: boolean;
    }[];

  const signsUp = (password = owner.password) =>
    doesAsStranger(documents.SIGN_UP, { input: { email: owner.email, password, locale, client } });
  const confirms = (code: string) =>
    doesAsStranger(documents.CONFIRM_EMAIL, { input: { email: owner.email, code, client } });
  const signsIn = ({ password = owner.password, deviceToken = kept.deviceToken, from = ip } = {}) =>
    does(
      documents.SIGN_IN,
      { input: { email: owner.email, password, client, deviceToken } },
      { token: null, ip: from },
    );
  const submits = (ticket: string, code: string, more: { method?: string; trustDevice?: boolean } = {}) =>
    doesAsStranger(documents.SUBMIT_CODE, { input: { ticket, code, ...more } });

  return {
    ...{ name, installationId, client, kept, ip },
    ...{ sends, reads, does, opensSocket, watches, signsUp, confirms, signsIn, submits },
    asksForCode: (ticket: string, method: string) => doesAsStranger(documents.SEND_CODE, { input: { ticket, method } }),
    resendsConfirmation: () => doesAsStranger(documents.RESEND_CONFIRMATION, { email: owner.email, installationId }),
    completes: (ticket: string, more: { trustDevice?: boolean } = {}) =>
      doesAsStranger(documents.COMPLETE_APPROVED, { input: { ticket, ...more } }),
    approves: (requestId: string, matchNumber: string) =>
      does(documents.APPROVE, { input: { requestId, matchNumber } }),
    denies: (requestId: string, reason: "CANCELLED" | "NOT_ME") =>
      does(documents.DENY, { input: { requestId, reason } }),
    /** Signs in where a code is asked. */
    isAsked: async () => the("VerificationRequired", await signsIn()),
    refreshes: (refreshToken = kept.refreshToken, asClient: object | null = null) =>
      doesAsStranger(documents.REFRESH, { refreshToken, client: asClient }),
    reauthenticates: (password = owner.password, verification: { ticket: string; code: string } | null = null) =>
      does(documents.REAUTHENTICATE, { password, verification }),
    removes: (deviceId: string) => does(documents.REMOVE_DEVICE, { deviceId }),
    trustedDevices,
    accountId: async () => (await reads(`{ me { id } }`)).me.id as string,
    /** Its own activity, newest first. */
    activity: async () =>
      (
        await reads(`{ me { loginActivity(first: 200) { edges { node { kind ipAddress device { name } } } } } }`)
      ).me.loginActivity.edges.map(({ node }: { node: { kind: string } }) => node.kind) as string[],
    /** Its rows of one kind, newest first. */
    rows: async (kind: string) =>
      (
        await reads(
          `query ($filter: LoginActivityFilter) { me { loginActivity(first: 200, filter: $filter) { edges { node {
            id kind wasMe risks device { name }
          } } } } }`,
          { filter: { kinds: [kind] } },
        )
      ).me.loginActivity.edges.map(({ node }: { node: Row }) => node) as Row[],
    answers: async (activityId: string, wasMe: boolean) =>
      (await reads(documents.ANSWER_ACTIVITY, { activityId, wasMe })).row as Row,
    /** The codes that a trusted device shows now, newest last. */
    shownCodes: async () =>
      (await reads(`{ pendingVerificationRequests { code } }`)).pendingVerificationRequests.map(
        ({ code }: { code: string }) => code,
      ) as string[],
    /** Open, and known to be: a sign-in that comes now is shown here. */
    watchesRequests: async () => {
      const watching = await watches(documents.REQUESTS);
      await until(async () => (await trustedDevices()).some(({ isCurrent, online }) => isCurrent && online));
      return watching;
    },
    watchesOutcome: (ticket: string) => watches(documents.OUTCOME, { ticket }),
    joins: async () => {
      the("EmailConfirmationSent", await signsUp());
      return the("SignedIn", await confirms(await owner.mailbox.code()));
    },
    startsTwoStep: () => does(documents.ENABLE_TWO_STEP),
    confirmsTwoStep: (ticket: string, code: string) => does(documents.CONFIRM_TWO_STEP, { input: { ticket, code } }),
    turnsOnTwoStep: async () => {
      const flow = await does(documents.ENABLE_TWO_STEP);
      const input = (code: string) => ({ input: { ticket: the("FlowStarted", flow).ticket, code } });
      const enabled =
        flow.kind === "TwoStepEnabled"
          ? flow
          : the("TwoStepEnabled", await does(documents.CONFIRM_TWO_STEP, input(await owner.mailbox.code())));
      kept.deviceToken = enabled.deviceToken;
      return enabled;
    },
    turnsOffTwoStep: () => reads(documents.DISABLE_TWO_STEP),
  };
};
