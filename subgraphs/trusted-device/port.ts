import type { Connection } from "mongoose";
import { later } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import { notFound } from "../kernel/refusal.ts";
import type { Secrets } from "../kernel/secret.ts";
import { stampedTokens } from "../kernel/stamped-token.ts";
import type { Client, DeviceDescription, Location } from "../kernel/vocabulary.ts";
import { mongoInstallations } from "./installation.model.ts";
import {
  isOnline,
  isTrustedAt,
  nameOf,
  notificationStatus,
  TRUST_LIFE_MS,
  type Installation,
  type Line,
  type Owner,
  type Visit,
} from "./installation.ts";

export type Visitor = { accountId: string; client: Client; location: Location | null };

/** `trusts`: from now on it vouches, or goes on to. `deviceToken`: the one that it showed. */
export type Welcome = { trusts: boolean; deviceToken: string | null };

export type Arrival = {
  installation: { id: string };
  /** Never seen on this account before. */
  isNew: boolean;
  /** It did not vouch until now. */
  becameTrusted: boolean;
  deviceToken: string | null;
};

/** Whom a question can reach now: how many trusted devices there are, and of them how many hear it, live or by a push. */
export type Reach = {
  trusted: number;
  /** Each of them, by its installation id. */
  trustedSince: ReadonlyMap<string, Date>;
  names: string[];
  reachable: number;
  online: number;
  pushTokens: { token: string; name: string }[];
  silenced: string[];
};

/** What support may know of an installation. */
export type KnownInstallation = Pick<Installation, "appId" | "appVersion" | "device" | "lastSeenAt" | "id"> & {
  trusted: boolean;
};

/** COPIED: a token of ours that was replaced twice since, so somebody else has used it. */
export type Recognition = "TRUSTED" | "UNKNOWN" | "COPIED";

/** What the other subgraphs may ask of this one. */
export interface TrustedDevicePort {
  /** What the device token that an installation shows is worth. */
  recognise(accountId: string, installationId: string, deviceToken: string | null, at: Date): Promise<Recognition>;
  /** Ends the trust of one installation; true for the call that did. Joins the transaction. */
  distrust(accountId: string, installationId: string): Promise<boolean>;
  /** Records a visit that was let in; with `trusts` it hands out the next device token. Joins the transaction. */
  arrive(visitor: Visitor, welcome: Welcome, at: Date): Promise<Arrival>;
  /** Notes app and version at a refresh. */
  visit(visitor: Visitor, at: Date): Promise<void>;
  isTrusted(accountId: string, installationId: string, at: Date): Promise<boolean>;
  /** Whether it was trusted when two-step verification was last on. */
  wasTrusted(accountId: string, installationId: string): Promise<boolean>;
  /** What the installation calls itself. */
  describe(accountId: string, installationId: string): Promise<DeviceDescription>;
  /** Since when it is trusted without a break; null: it is not. */
  trustedSince(accountId: string, installationId: string, at: Date): Promise<Date | null>;
  /** Whom a question from this installation can reach: never itself, nor what is trusted only since `trustedBefore`. */
  reachOf(accountId: string, at: Date, asking?: string, trustedBefore?: Date): Promise<Reach>;
  /** No more pushes to these: nobody is signed in on them any more. */
  silence(accountId: string, installationIds: string[]): Promise<void>;
  /** Whether a push about this account may still go to this token: its device may have been removed since it was written. */
  takesPushes(accountId: string, token: string, at: Date): Promise<boolean>;
  /** The push service says that nobody is behind this token any more. */
  forgetPushToken(token: string): Promise<void>;
  /** The installation ids that vouch for the account now. */
  trustedOf(accountId: string, at: Date): Promise<string[]>;
  /** Ends the trust that was begun since, and that of one installation more. Joins the transaction. */
  endTrustSince(accountId: string, since: Date, installationId: string | null, at: Date): Promise<void>;
  /** Ends all trust of an account; the installation ids that lost it. `isRemembered`: for turning two-step verification on again. */
  endTrust(accountId: string, at: Date, isRemembered?: boolean): Promise<string[]>;
  /** A backup was restored: nothing vouches for anybody until it is trusted anew. How many did. */
  voidIssued(): Promise<number>;
  /** Forgets every installation of an account; the push tokens that they had. Joins the transaction. */
  forget(accountId: string): Promise<string[]>;
  installationsOf(accountId: string, at: Date): Promise<KnownInstallation[]>;
  /** What the person may take along of what is kept here: no token, neither theirs nor the push service's. */
  dataOf(accountId: string, at: Date): Promise<Record<string, unknown>[]>;
  /** A live subscription of it is open, until then. */
  holdLine(whose: Owner, line: Line, at: Date): Promise<void>;
  dropLine(whose: Owner, lineId: string): Promise<void>;
}

type Needs = { connection: Connection; secrets: Secrets };

export const trustedDevicePort = ({ connection, secrets }: Needs): TrustedDevicePort => {
  const installations = mongoInstallations(connection);
  const tokens = stampedTokens(secrets, "device-token");

  return {
    recognise: async (accountId, installationId, deviceToken, at) => {
      const presented = deviceToken ? tokens.read(deviceToken) : null;
      if (!presented) return "UNKNOWN";
      const it = await installations.of(accountId, installationId);
      if (!it || it.id !== presented.id || !isTrustedAt(it, at)) return "UNKNOWN";
      return [it.tokenDigest, it.previousTokenDigest].includes(presented.digest) ? "TRUSTED" : "COPIED";
    },
    distrust: async (accountId, installationId) => {
      const it = await installations.of(accountId, installationId);
      return it !== null && (await installations.untrust(accountId, [it.id])).length > 0;
    },
    arrive: async (visitor, { trusts, deviceToken }, at) => {
      const first = firstVisit(visitor, at);
      const seen = await installations.arrive(first, visitOf(visitor, at));
      const it = seen ?? first;
      const arrival = { installation: { id: it.id }, isNew: !seen };
      if (!trusts) return { ...arrival, becameTrusted: false, deviceToken: null };
      const isTrusted = isTrustedAt(it, at);
      const next = tokens.make(it.id, it.tokenCount + 1);
      const shown = deviceToken ? tokens.read(deviceToken)?.digest : null;
      await installations.trust(it.id, {
        trustedAt: isTrusted ? it.trustedAt : at,
        trustedUntil: isTrusted ? it.trustedUntil : later(at, TRUST_LIFE_MS),
        tokenCount: next.count,
        tokenDigest: next.digest,
        // The one that it showed counts until the new one was used: this answer may be lost on its way.
        previousTokenDigest: isTrusted ? (shown ?? it.tokenDigest) : null,
      });
      return { ...arrival, becameTrusted: !isTrusted, deviceToken: next.token };
    },
    visit: async (visitor, at) => {
      const seen = await installations.of(visitor.accountId, visitor.client.installationId);
      if (seen) await installations.visit(seen.id, visitOf(visitor, at));
    },
    isTrusted: async (accountId, installationId, at) => {
      const it = await installations.of(accountId, installationId);
      return it !== null && isTrustedAt(it, at);
    },
    wasTrusted: async (accountId, installationId) =>
      (await installations.of(accountId, installationId))?.wasTrusted ?? false,
    describe: async (accountId, installationId) => {
      const it = await installations.of(accountId, installationId);
      if (!it) throw notFound("installation");
      return it.device;
    },
    trustedSince: async (accountId, installationId, at) => {
      const it = await installations.of(accountId, installationId);
      return it && isTrustedAt(it, at) ? it.trustedAt : null;
    },
    reachOf: async (accountId, at, asking, trustedBefore = at) => {
      const all = await installations.trustedOf(accountId, at);
      const trusted = all.flatMap(({ trustedAt, ...it }) =>
        it.installationId !== asking && trustedAt !== null && trustedAt <= trustedBefore ? { ...it, trustedAt } : [],
      );
      const pushable = trusted.filter((it) => notificationStatus(it) === "ENABLED");
      return {
        trusted: trusted.length,
        trustedSince: new Map(trusted.map(({ installationId, trustedAt }) => [installationId, trustedAt])),
        names: trusted.map(nameOf),
        reachable: trusted.filter((it) => isOnline(it, at) || notificationStatus(it) === "ENABLED").length,
        online: trusted.filter((it) => isOnline(it, at)).length,
        pushTokens: pushable.map((it) => ({ token: it.pushToken ?? "", name: nameOf(it) })),
        silenced: trusted.filter((it) => notificationStatus(it) === "DISABLED").map(nameOf),
      };
    },
    silence: (accountId, installationIds) => installations.forgetPush(accountId, installationIds),
    takesPushes: async (accountId, token, at) =>
      (await installations.trustedOf(accountId, at)).some(
        (it) => it.pushToken === token && notificationStatus(it) === "ENABLED",
      ),
    forgetPushToken: (token) => installations.forgetPushToken(token),
    endTrust: async (accountId, at, isRemembered = true) => {
      const trusted = await installations.trustedOf(accountId, at);
      const ended = await installations.untrust(
        accountId,
        trusted.map(({ id }) => id),
        isRemembered,
      );
      return ended.map(({ installationId }) => installationId);
    },
    trustedOf: async (accountId, at) =>
      (await installations.trustedOf(accountId, at)).map(({ installationId }) => installationId),
    endTrustSince: async (accountId, since, disowned, at) => {
      const trusted = await installations.trustedOf(accountId, at);
      const young = trusted.filter(
        ({ installationId, trustedAt }) => installationId === disowned || (trustedAt !== null && trustedAt >= since),
      );
      await installations.untrust(
        accountId,
        young.map(({ id }) => id),
      );
    },
    voidIssued: () => installations.untrustEvery(),
    forget: (accountId) => installations.forget(accountId),
    installationsOf: async (accountId, at) =>
      (await installations.allOf(accountId)).map((it) => ({
        id: it.id,
        appId: it.appId,
        appVersion: it.appVersion,
        device: it.device,
        lastSeenAt: it.lastSeenAt,
        trusted: isTrustedAt(it, at),
      })),
    dataOf: async (accountId, at) =>
      (await installations.allOf(accountId)).map((it) => ({
        ...{ id: it.id, installationId: it.installationId, name: nameOf(it), device: it.device },
        ...{ appId: it.appId, appVersion: it.appVersion, firstSeenAt: it.firstSeenAt, lastSeenAt: it.lastSeenAt },
        ...{ lastLocation: it.lastLocation, notifications: notificationStatus(it) },
        ...{ trusted: isTrustedAt(it, at), trustedAt: it.trustedAt, trustedUntil: it.trustedUntil },
      })),
    holdLine: (whose, line, at) => installations.holdLine(whose, line, at),
    dropLine: (whose, lineId) => installations.dropLine(whose, lineId),
  };
};

const visitOf = ({ client: { appId, appVersion, device }, location }: Visitor, at: Date): Visit => ({
  appId,
  appVersion,
  device,
  lastLocation: location,
  lastSeenAt: at,
});

const firstVisit = (visitor: Visitor, at: Date): Installation => ({
  ...visitOf(visitor, at),
  id: newId(),
  accountId: visitor.accountId,
  installationId: visitor.client.installationId,
  givenName: null,
  firstSeenAt: at,
  trustedAt: null,
  trustedUntil: null,
  wasTrusted: false,
  tokenCount: 0,
  tokenDigest: null,
  previousTokenDigest: null,
  pushToken: null,
  notificationsAllowed: false,
  lines: [],
});
