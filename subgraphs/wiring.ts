import { readFile } from "node:fs/promises";
import {
  accountPort,
  clientApps,
  letIn,
  readClientApps,
  protect,
  SHIPPED_CLIENT_APPS,
  tokensOf,
  watchSessionEndings,
  type AccessTokens,
  type AccountPort,
  type ClientApps,
  type SessionEndings,
} from "./account/port.ts";
import { accountSubgraph } from "./account/subgraph.ts";
import { challengePort, startExpiring, type ChallengePort } from "./challenge/port.ts";
import { challengeSubgraph } from "./challenge/subgraph.ts";
import { ConfigFault, type SubgraphName } from "./kernel/config.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { Outgoing } from "./kernel/outbox.ts";
import type { Subgraph } from "./kernel/subgraph.ts";
import {
  loginActivityPort,
  openGeo,
  rebuildReportsOf,
  startForgetting,
  startRollingUp,
  type Geo,
  type LoginActivityPort,
} from "./login-activity/port.ts";
import { loginActivitySubgraph } from "./login-activity/subgraph.ts";
import { trustedDevicePort, type TrustedDevicePort } from "./trusted-device/port.ts";
import { trustedDeviceSubgraph } from "./trusted-device/subgraph.ts";

/** What the subgraphs may ask of each other, over one connection. */
export type Ports = {
  apps: ClientApps;
  tokens: AccessTokens;
  account: AccountPort;
  challenge: ChallengePort;
  devices: TrustedDevicePort;
  activity: LoginActivityPort;
};

export const portsOf = (kernel: Kernel, apps: ClientApps, geo: Geo): Ports => {
  const { secrets, events, config, time } = kernel;
  const { connection } = kernel.mongo;
  const { publicUrl: issuer, ttl } = config;
  const tokens = tokensOf({ connection, secrets, issuer, ttlMs: ttl.accessToken, now: time.now });
  return {
    apps,
    tokens,
    account: accountPort({ connection, secrets, apps, tokens, publicUrl: issuer, ttl }),
    challenge: challengePort({ ...kernel, appName: apps.nameOf }),
    devices: trustedDevicePort({ connection, secrets }),
    activity: loginActivityPort({ connection, events, geo, publicUrl: issuer }),
  };
};

export type OpenPorts = Ports & {
  endings: SessionEndings;
  /** What an operator should mend, a line each. */
  warnings(): string[];
  close(): Promise<void>;
};

/** Opens what the ports stand on: places, signing keys, and the watch on ended sessions. */
export const openPorts = async (kernel: Kernel): Promise<OpenPorts> => {
  const { config, mongo, time, log } = kernel;
  const { clientAppsFile } = config;
  const apps = clientApps(clientAppsFile ? readClientApps(await textOf(clientAppsFile)) : SHIPPED_CLIENT_APPS);
  const geo = await openGeo({
    cityDb: config.geoipCityDb ?? undefined,
    asnDb: config.geoipAsnDb ?? undefined,
    dataDir: config.dataDir,
    onTrouble: (message) => log.warn({ message }, "providers of addresses are not known"),
    time,
  });
  const ports = portsOf(kernel, apps, geo);
  // The first key is made here, and not in the transaction of somebody's sign-in.
  await ports.tokens.jwks();
  const endings = await watchSessionEndings({
    connection: mongo.connection,
    accessTokenTtlMs: config.ttl.accessToken,
    now: time.now,
    log,
  });
  return {
    ...ports,
    endings,
    warnings: () => geo.warnings(),
    close: async () => {
      await endings.close();
      geo.close();
    },
  };
};

/** "It was not me", for every subgraph that hears it. */
const protecting = ({ outbox, time: { now } }: Kernel, ports: Ports) => protect({ ...ports, outbox, now });

const textOf = (clientAppsFile: string): Promise<string> =>
  readFile(clientAppsFile, "utf8").catch((error: unknown) => {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new ConfigFault([`CLIENT_APPS=${clientAppsFile} can't be read (${reason}): name a file of client apps.`]);
  });

/** What leaves the outbox is looked at once more: a push is for those who hold the account on that very device now. */
export const stillWanted =
  ({ devices }: Pick<Ports, "devices">, now: Clock) =>
  async ({ channel, to, data, isFarewell }: Outgoing): Promise<boolean> =>
    channel !== "PUSH" || isFarewell === true || devices.takesPushes(data?.accountId ?? "", to, now());

/** Each subgraph, from the kernel and the ports. One after the other: type-graphql builds in global state. */
export const SUBGRAPH_BUILDERS: Record<
  SubgraphName,
  (kernel: Kernel, ports: Ports & { endings: Pick<SessionEndings, "onEnding"> }) => Promise<Subgraph>
> = {
  account: (kernel, ports) => accountSubgraph({ ...kernel, ...ports, protect: protecting(kernel, ports) }),
  challenge: (kernel, ports) => {
    const { startSession, appName } = ports.account;
    return challengeSubgraph({
      ...kernel,
      ...ports,
      letIn: letIn({ ...ports, startSession, appName, outbox: kernel.outbox, now: kernel.time.now }),
      protect: protecting(kernel, ports),
    });
  },
  "trusted-device": (kernel, ports) => trustedDeviceSubgraph({ ...kernel, ...ports }),
  "login-activity": (kernel, ports) =>
    loginActivitySubgraph({ ...kernel, ...ports, protect: protecting(kernel, ports) }),
};

/** Makes the roll-ups of reports anew; how many rows of how many days. */
export const rebuildReports = (kernel: Kernel) => rebuildReportsOf(kernel);

type Job = { stop(): Promise<void> };

/** What a subgraph does besides answering, in each process that runs it. */
const JOBS: Partial<Record<SubgraphName, (kernel: Kernel, ports: Pick<Ports, "activity">) => Job[]>> = {
  challenge: (kernel, { activity }) => [startExpiring({ ...kernel, activity })],
  "login-activity": (kernel) => [startRollingUp(kernel), startForgetting(kernel)],
};

export const startJobs = (kernel: Kernel, ports: Pick<Ports, "activity">, names: readonly SubgraphName[]): Job => {
  const jobs = names.flatMap((name) => JOBS[name]?.(kernel, ports) ?? []);
  return {
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
};
