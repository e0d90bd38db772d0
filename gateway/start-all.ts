import { Router } from "express";
import { systemTime, type Time } from "../subgraphs/kernel/clock.ts";
import { SUBGRAPHS, type Config } from "../subgraphs/kernel/config.ts";
import { executeOn } from "../subgraphs/kernel/execute.ts";
import { openKernel } from "../subgraphs/kernel/kernel.ts";
import { smtpTransport } from "../subgraphs/kernel/mail.ts";
import { startSender, type Channel, type Transport } from "../subgraphs/kernel/outbox.ts";
import type { Closer } from "../subgraphs/kernel/process.ts";
import { openPorts, SUBGRAPH_BUILDERS } from "../subgraphs/wiring.ts";
import { startMongod } from "./embedded/mongod.ts";
import { startInbox, type Inbox } from "./inbox/inbox.ts";
import { serveGateway } from "./serve-gateway.ts";

type Needs = { config: Config; closer: Closer; say: (line: string) => void; time?: Time };

/** All subgraphs and the gateway in this process, executed directly, with the same proof of identity as over the wire. */
export const startAll = async ({ config, closer, say, time = systemTime }: Needs): Promise<{ port: number }> => {
  const mongoUrl = config.mongoUrl ?? (await embeddedMongo(config, closer, say));
  const kernel = await openKernel(config, mongoUrl, time);
  closer.opened(() => kernel.close());
  const ports = await openPorts(kernel);
  closer.opened(() => ports.close());

  const local: Parameters<typeof serveGateway>[0]["local"] = {};
  for (const name of SUBGRAPHS)
    if (!config.subgraphUrls[name]) local[name] = executeOn(await SUBGRAPH_BUILDERS[name](kernel, ports), kernel);
  await kernel.mongo.prepare();

  const inbox = config.production ? null : await startInbox({ now: time.now });
  if (inbox) closer.opened(() => inbox.stop());
  const transports = transportsOf(config, inbox, closer);
  const sender = startSender({ ...kernel, connection: kernel.mongo.connection, transports });
  closer.opened(() => sender.stop());

  const gateway = await serveGateway({ kernel, ...ports, local, extraPages: inbox?.router ?? Router() });
  closer.opened(() => gateway.close());
  return { port: gateway.port };
};

const embeddedMongo = async ({ dataDir }: Config, closer: Closer, say: Needs["say"]): Promise<string> => {
  const mongod = await startMongod({ dataDir, say });
  closer.opened(() => mongod.stop());
  return mongod.url;
};

/** What is not configured goes to the development inbox, where there is one. */
const transportsOf = (
  { smtpUrl, mailFrom }: Config,
  inbox: Inbox | null,
  closer: Closer,
): Partial<Record<Channel, Transport>> => {
  const url = smtpUrl ?? inbox?.smtpUrl;
  const mailer = url ? smtpTransport({ smtpUrl: url, mailFrom }) : null;
  if (mailer) closer.opened(() => mailer.close());
  const toInbox =
    (kind: "sms" | "push"): Transport =>
    ({ to, subject, text, data }) =>
      Promise.resolve(inbox?.add({ kind, to, subject, text, data }));
  return { ...(mailer ? { MAIL: mailer.send } : {}), ...(inbox ? { SMS: toInbox("sms"), PUSH: toInbox("push") } : {}) };
};
