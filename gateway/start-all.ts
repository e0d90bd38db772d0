import { Router } from "express";
import type { Time } from "../subgraphs/kernel/clock.ts";
import { SUBGRAPHS, type Config } from "../subgraphs/kernel/config.ts";
import type { OpenDownload } from "../subgraphs/kernel/download.ts";
import { executeOn } from "../subgraphs/kernel/execute.ts";
import { openKernel } from "../subgraphs/kernel/kernel.ts";
import { startSender, type Channel, type Transport } from "../subgraphs/kernel/outbox.ts";
import type { Closer } from "../subgraphs/kernel/process.ts";
import { openTransports } from "../subgraphs/kernel/transports.ts";
import { openPorts, startJobs, stillWanted, SUBGRAPH_BUILDERS } from "../subgraphs/wiring.ts";
import { startMongod } from "./embedded/mongod.ts";
import { startInbox, type Inbox } from "./inbox/inbox.ts";
import { serveGateway } from "./serve-gateway.ts";

type Needs = { config: Config; closer: Closer; say: (line: string) => void; time?: Time };

/** All subgraphs and the gateway in this process, executed directly. */
export const startAll = async ({ config, closer, say, time: ownTime }: Needs): Promise<{ port: number }> => {
  const mongoUrl = config.mongoUrl ?? (await embeddedMongo(config, closer, say));
  const kernel = await openKernel(config, mongoUrl, ownTime);
  const { time } = kernel;
  closer.opened(() => kernel.close());
  const ports = await openPorts(kernel);
  closer.opened(() => ports.close());

  const { localeOf } = ports.account;
  const local: Parameters<typeof serveGateway>[0]["local"] = {};
  let openDownload: OpenDownload | undefined;
  for (const name of SUBGRAPHS) {
    if (config.subgraphUrls[name]) continue;
    const subgraph = await SUBGRAPH_BUILDERS[name](kernel, ports);
    local[name] = executeOn(subgraph, { ...kernel, localeOf });
    openDownload ??= subgraph.openDownload;
  }
  await kernel.mongo.prepare();
  const jobs = startJobs(
    kernel,
    ports,
    SUBGRAPHS.filter((name) => !config.subgraphUrls[name]),
  );
  closer.opened(() => jobs.stop());

  const inbox = config.production ? null : await startInbox({ now: time.now });
  if (inbox) closer.opened(() => inbox.stop());
  const { transports, warnings } = await openTransports({
    config: { ...config, smtpUrl: config.smtpUrl ?? inbox?.smtpUrl ?? null },
    ...{ forgetPushToken: ports.devices.forgetPushToken, now: time.now, closer },
  });
  const sender = startSender({
    ...{ ...kernel, connection: kernel.mongo.connection },
    transports: { ...(inbox && intoInbox(inbox)), ...transports },
    isWanted: stillWanted(ports, time.now),
  });
  closer.opened(() => sender.stop());

  const gateway = await serveGateway({
    ...{ kernel, ...ports, local, openDownload, warnings: () => [...ports.warnings(), ...warnings()] },
    staffRole: ports.account.staffRole,
    extraPages: inbox?.router ?? Router(),
  });
  closer.opened(() => gateway.close());
  return { port: gateway.port };
};

const embeddedMongo = async ({ dataDir }: Config, closer: Closer, say: Needs["say"]): Promise<string> => {
  const mongod = await startMongod({ dataDir, say });
  closer.opened(() => mongod.stop());
  return mongod.url;
};

/** What is not configured goes to the development inbox, where there is one. */
const intoInbox = (inbox: Inbox): Partial<Record<Channel, Transport>> => {
  const into =
    (kind: "sms" | "push"): Transport =>
    async ({ to, subject, text, data }) => {
      inbox.add({ kind, to, subject, text, data });
      return { kind: "TAKEN" };
    };
  return { SMS: into("sms"), PUSH: into("push") };
};
