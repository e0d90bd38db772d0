import type { Connection } from "mongoose";
import { HOUR, later, type Time } from "../kernel/clock.ts";
import type { Config } from "../kernel/config.ts";
import type { Events } from "../kernel/events.ts";
import { newId, newSortableId } from "../kernel/id.ts";
import { digest, newToken } from "../kernel/secret.ts";
import type { Client, Location, Origin, RiskSignal } from "../kernel/vocabulary.ts";
import { mongoActivities } from "./activity.model.ts";
import type { FromWhere, LoginActivityKind, NewLoginActivity } from "./activity.ts";
import { forgetOldActivity } from "./forget-old-activity.ts";
import { mongoExports } from "./export.model.ts";
import type { Geo } from "./geo.ts";
import { keepForgetting } from "./keep-forgetting.ts";
import { mongoLeases } from "../kernel/lease.ts";
import type { Log } from "../kernel/log.ts";
import type { Mongo } from "../kernel/mongo.ts";
import { networkOf } from "../kernel/network.ts";
import { mongoMailedLinks } from "./mailed-link.model.ts";
import { MAILED_LINK_LIFE_MS } from "./mailed-link.ts";
import type { Place } from "./place.ts";
import { keepRollingUp } from "./report/keep-rolling-up.ts";
import { rebuildReports, type Rebuilt } from "./report/rebuild-reports.ts";
import { rollUpWaiting } from "./report/roll-up-waiting.ts";
import type { RollUps } from "./report/roll-up.ts";
import { risksOf } from "./risks.ts";
import { activityTopic, EVERYBODYS_ACTIVITY } from "./topics.ts";
import { mongoFunnelRollUps, mongoRollUps } from "./roll-up.model.ts";
import { mongoVerifications } from "./verification.model.ts";
import type { VerificationStep } from "./verification.ts";

export { openGeo, type Geo } from "./geo.ts";

/** Somebody at a door: `accountId` is null while nobody knows whose. */
export type Attempt = { accountId: string | null; client: Client; ip: string; isOldApp: boolean };

/** What the other subgraphs may ask of this one. */
export interface LoginActivityPort {
  locate(ip: string): Promise<Location>;
  /** Where an attempt comes from, and what is unusual about it for this account. */
  appraise(attempt: Attempt, at: Date): Promise<Origin>;
  /** Adds a row, in the transaction of what it tells of; its id. Without an origin nobody's device did it. */
  record(activity: NewLoginActivity, origin: Partial<Origin>, at: Date): Promise<string>;
  /** Keeps how far the second step of a sign-in has come, for the funnel. Joins the transaction. */
  followVerification(step: VerificationStep, at: Date): Promise<void>;
  /** Makes the link for a letter that asks "was it you?" about a row: it works for 72 hours. Joins the transaction. */
  linkToAnswer(asked: { accountId: string; activityId: string }, at: Date): Promise<string>;
  /** Whether the owner has said of something on this installation that it was them. */
  isConfirmed(accountId: string, installationId: string): Promise<boolean>;
  /** Whether the account was signed in to from this network since then. Asked for nobody it takes as long. */
  hasSignedInFrom(accountId: string | null, network: string, since: Date): Promise<boolean>;
  /** Leaves the rows, with nobody behind them. Joins the transaction. */
  forget(accountId: string): Promise<void>;
}

type Needs = { connection: Connection; events: Events; geo: Geo; publicUrl: string };

/** How far back a sign-in makes a device, country or provider known. */
const KNOWN_SIGN_INS = 100;
const KNOWN_ANSWERS = 100;
/** Beyond it, more failures tell nothing more. */
const COUNTED_FAILURES = 100;
/** For whom is looked where nobody has the address. */
const NOBODY = "nobody";
const FAILURES: LoginActivityKind[] = ["SIGN_IN_FAILED", "VERIFICATION_FAILED", "REAUTHENTICATION_FAILED"];

const locationOf = ({ city, region, countryCode, provider, network }: Place): Location => ({
  city,
  region,
  countryCode,
  provider,
  network,
});

const coordinatesOf = ({ latitude, longitude }: Place) =>
  latitude === null || longitude === null ? null : { latitude, longitude };

const placeOf = ({ location, coordinates }: FromWhere): Place | null =>
  location && { ...location, latitude: coordinates?.latitude ?? null, longitude: coordinates?.longitude ?? null };

const namesOf = (names: (string | null | undefined)[]): Set<string> => new Set(names.filter((it) => it != null));

export const loginActivityPort = ({ connection, events, geo, publicUrl }: Needs): LoginActivityPort => {
  const activities = mongoActivities(connection);
  const mailedLinks = mongoMailedLinks(connection);

  const risksFor = async ({ accountId, client, isOldApp }: Attempt, place: Place, at: Date): Promise<RiskSignal[]> => {
    // Asked for nobody as well, so that an address without an account takes as long as one with.
    const whose = accountId ?? NOBODY;
    const [known, confirmed, recentFailures] = await Promise.all([
      activities.signInsOf(whose, KNOWN_SIGN_INS),
      activities.confirmedOf(whose, KNOWN_ANSWERS),
      activities.countSince(whose, FAILURES, later(at, -HOUR), COUNTED_FAILURES),
    ]);
    // Whoever said "that was me" is not asked again for the same device, provider or country.
    const familiar = [...known, ...confirmed];
    const [newest] = known;
    const lastPlace = newest ? placeOf(newest) : null;
    return risksOf(
      { at, place, installationId: client.installationId, isOldApp },
      {
        knownInstallations: namesOf(familiar.map(({ installationId }) => installationId)),
        knownCountries: namesOf(familiar.map(({ location }) => location?.countryCode)),
        knownProviders: namesOf(familiar.map(({ location }) => location?.provider)),
        last: newest && lastPlace ? { at: newest.at, place: lastPlace } : null,
        recentFailures,
      },
    );
  };

  return {
    locate: async (ip) => locationOf(await geo.locate(ip)),
    appraise: async (attempt, at) => {
      const place = await geo.locate(attempt.ip);
      const risks = await risksFor(attempt, place, at);
      return { client: attempt.client, ip: attempt.ip, location: locationOf(place), risks };
    },
    hasSignedInFrom: (accountId, network, since) => activities.hasSignedInFrom(accountId ?? NOBODY, network, since),
    forget: async (accountId) => {
      await activities.forget(accountId);
      for (const them of [mongoExports(connection), mongoMailedLinks(connection), mongoVerifications(connection)])
        await them.forget(accountId);
    },
    record: async ({ kind, accountId, method = null, staffRole = null }, { client, ip, location, risks }, at) => {
      const id = newSortableId(at);
      await activities.add({
        id,
        at,
        kind,
        accountId,
        appId: client?.appId ?? null,
        appVersion: client?.appVersion ?? null,
        device: client?.device ?? null,
        installationId: client?.installationId ?? null,
        staffRole,
        wasMe: null,
        method,
        ipAddress: ip ?? null,
        network: ip ? networkOf(ip) : null,
        location: location ?? null,
        coordinates: ip ? coordinatesOf(await geo.locate(ip)) : null,
        risks: risks ?? [],
      });
      events.publish(EVERYBODYS_ACTIVITY, id);
      if (accountId !== null) events.publish(activityTopic(accountId), id);
      return id;
    },
    linkToAnswer: async (asked, at) => {
      const token = newToken();
      await mailedLinks.add({
        ...{ ...asked, id: newId(), tokenDigest: digest(token) },
        expiresAt: later(at, MAILED_LINK_LIFE_MS),
      });
      // In the fragment, which no server is sent and no log holds.
      return `${publicUrl}/was-it-you#${token}`;
    },
    followVerification: mongoVerifications(connection).follow,
    isConfirmed: async (accountId, installationId) =>
      (await activities.confirmedOf(accountId, KNOWN_ANSWERS)).some((it) => it.installationId === installationId),
  };
};

type JobNeeds = {
  mongo: Pick<Mongo, "connection" | "transact">;
  config: Pick<Config, "activityIpDays" | "activityDays">;
  time: Time;
  log: Log;
};

/** Counts what is recorded into the roll-ups of reports, until stopped. One of all processes that run it does the work. */
export const startRollingUp = ({ mongo: { connection, transact }, time, log }: Omit<JobNeeds, "config">) => {
  const following = ([name, rollUps]: [string, RollUps]) => {
    const rollUp = rollUpWaiting({ rollUps, transact, now: time.now });
    return keepRollingUp({ name, rollUps, rollUp, leases: mongoLeases(connection), time, log });
  };
  const all = [
    following(["roll-ups", mongoRollUps(connection)]),
    following(["funnel-roll-ups", mongoFunnelRollUps(connection)]),
  ];
  return {
    stop: async (): Promise<void> => {
      await Promise.all(all.map((it) => it.stop()));
    },
  };
};

/** Cuts old addresses to their network and ends old rows, until stopped. One of all processes that run it does the work. */
export const startForgetting = ({ mongo: { connection }, config, time, log }: JobNeeds) => {
  const activities = mongoActivities(connection);
  const retention = { addressDays: config.activityIpDays, rowDays: config.activityDays };
  const forget = forgetOldActivity({ activities, retention, now: time.now });
  return keepForgetting({ forget, leases: mongoLeases(connection), time, log });
};

/** Makes the roll-ups anew from the rows that are kept: of how many rows of the activity, and of how many days. */
export const rebuildReportsOf = async ({ mongo, config, time }: Omit<JobNeeds, "log">): Promise<Rebuilt> => {
  const needs = { transact: mongo.transact, keptDays: config.activityDays, now: time.now };
  await rebuildReports({ ...needs, rollUps: mongoFunnelRollUps(mongo.connection) })();
  return rebuildReports({ ...needs, rollUps: mongoRollUps(mongo.connection) })();
};
