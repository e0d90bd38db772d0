import DataLoader from "dataloader";
import type { Clock } from "../kernel/clock.ts";
import { viewerOf, type Context } from "../kernel/context.ts";
import { oncePer } from "../kernel/once-per.ts";
import { closedToSupport, readerOf } from "../kernel/graph/own-account.ts";
import { notFound } from "../kernel/refusal.ts";
import type { Account, Accounts } from "./account.ts";
import type { ClientApp, ClientApps } from "./client-app.ts";
import { forSupport } from "./for-support.ts";
import type { Session, Sessions } from "./session.ts";

export type SessionView = Session & { app: ClientApp };

/** Gathers the look-ups of one request into one each. */
export type Loaders = {
  /** The account as whoever asks may read it. */
  accountFor(id: string, context: Context): Promise<Account>;
  session(context: Context): DataLoader<string, SessionView>;
  sessionsOf(accountId: string, context: Context): Promise<SessionView[]>;
};

type Needs = { accounts: Accounts; sessions: Sessions; apps: ClientApps; now: Clock };

/** In the order of the keys, and an error, never null, for what is not there. */
const inOrder = <T extends { id: string }>(ids: readonly string[], found: T[], what: string): (T | Error)[] => {
  const byId = new Map(found.map((it) => [it.id, it]));
  return ids.map((id) => byId.get(id) ?? notFound(what));
};

export const accountLoaders = ({ accounts, sessions, apps, now }: Needs): Loaders => {
  const view = (session: Session): SessionView => ({
    ...session,
    app: apps.find(session.appId) ?? retiredApp(session.appId),
  });
  const account = oncePer(
    () => new DataLoader<string, Account>(async (ids) => inOrder(ids, await accounts.byIds([...ids]), "account")),
  );
  return {
    accountFor: async (id, context) => {
      const reader = readerOf(id, context);
      const found = await account(context).load(id);
      return reader === "SUPPORT" ? forSupport(found) : found;
    },
    session: oncePer(
      (context) =>
        new DataLoader<string, SessionView>(async (ids) => {
          const { accountId } = viewerOf(context);
          const own = (await sessions.byIds([...ids])).filter((it) => it.accountId === accountId);
          return inOrder(ids, own.map(view), "session");
        }),
    ),
    sessionsOf: async (accountId, context) => {
      closedToSupport(accountId, context);
      return (await sessions.liveOf(accountId, now())).map(view);
    },
  };
};

/** A session or a row of activity may outlive the configuration of its app. */
export const retiredApp = (id: string): ClientApp => ({
  id,
  name: id,
  minimumTwoStepVersion: null,
  twoStepOnByDefault: false,
  trustsByDefault: false,
  verificationMethods: [],
  updateUrl: null,
});
