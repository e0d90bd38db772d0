import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import express from "express";

import { startInbox } from "../../gateway/inbox/inbox.ts";
import { SUBGRAPHS, type SubgraphName } from "../../subgraphs/kernel/config.ts";
import { createCloser, type Closer } from "../../subgraphs/kernel/process.ts";
import { deviceOf, type Device, type DeviceOptions } from "../world/device.ts";
import { mailboxOf } from "../world/inbox.ts";
import { OUR_ORIGIN } from "../world/server.ts";
import type { Socket } from "../world/socket.ts";
import { openLink, type Link } from "./link.ts";
import { keptPort } from "./port.ts";
import { program, type Exit, type Program } from "./program.ts";
import { redisServer } from "./redis.ts";

const PASSWORD = "horse staple orbit lantern";

/** Two of everything: each gateway stands before subgraphs of its own. */
export const SIDES = ["a", "b"] as const;
export type Side = (typeof SIDES)[number];
export type ProcessName = `${"gateway" | SubgraphName}-${Side}`;

export type Fleet = Awaited<ReturnType<typeof startFleet>>;

/** A database of its own on the MongoDB at this address, which may name several hosts. */
const ownDatabase = (address: string) => {
  const [, hosts = "", options = ""] = /^mongodb:\/\/([^/]+)\/[^?]*(.*)$/.exec(address) ?? [];
  const path = `/test-${randomUUID()}${options}`;
  const [port] = /\d+$/.exec(hosts.split(",")[0] ?? "") ?? [];
  return {
    href: `mongodb://${hosts}${path}`,
    firstPort: Number(port),
    /** Where it is found behind a wire. Members of a set are found by what they call each other, past any wire. */
    through: (wire: Link) => `mongodb://${hosts.includes(",") ? hosts : `127.0.0.1:${wire.port}`}${path}`,
  };
};

const variableOf = (name: SubgraphName): string => `${name.toUpperCase().replaceAll("-", "_")}_URL`;

/** The mails of the whole fleet, at /inbox.json as of a development server. */
const postOffice = async () => {
  const inbox = await startInbox({ now: () => new Date() });
  const server = express().use(inbox.router).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    smtpUrl: inbox.smtpUrl,
    messages: inbox.messages,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await inbox.stop();
    },
  };
};

export type Options = {
  /** Of which MongoDB; the run's unless a test means to kill it. */
  mongoUrl?: string;
  /** What each process is told besides. */
  changes?: Record<string, string>;
  /** What one of them is told alone. */
  own?: Partial<Record<ProcessName, Record<string, string>>>;
};

/** The product as many processes on one machine: gateways and subgraphs, a MongoDB and, where there is one, a Redis. */
export const startFleet = async (options: Options = {}) => {
  const closer = createCloser();
  try {
    return await launch(options, closer);
  } catch (error) {
    await closer.closeAll();
    throw error;
  }
};

const launch = async (
  { mongoUrl = process.env.TEST_MONGO_URL ?? "", changes = {}, own: alone = {} }: Options,
  closer: Closer,
) => {
  const database = ownDatabase(mongoUrl);
  const office = await postOffice();
  closer.opened(() => office.close());
  const redis = await redisServer();
  closer.opened(() => redis.kill());
  await redis.start();
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? "",
    PUBLIC_URL: OUR_ORIGIN,
    MONGO_URL: database.href,
    DATA_DIR: process.env.TEST_DATA_DIR ?? "",
    SECRET_KEY: randomUUID() + randomUUID(),
    TRUST_PROXY: "1",
    SMTP_URL: office.smtpUrl,
    REDIS_URL: redis.url,
    ...changes,
  };

  const linkTo = async (port: number): Promise<Link> => {
    const link = await openLink(port);
    closer.opened(() => link.close());
    return link;
  };
  const programs = new Map<string, Program>();
  const exits: Exit[] = [];
  const add = (name: ProcessName, script: string, own: Record<string, string>): void => {
    const added = program({ name, script, env: { ...env, ...own, ...alone[name] } });
    programs.set(name, added);
    closer.opened(async () => void exits.push(await added.kill("SIGTERM")));
  };

  const addSubgraph = async (name: SubgraphName, side: Side): Promise<Link> => {
    const port = await keptPort();
    const link = await linkTo(port);
    add(`${name}-${side}`, `subgraphs/${name}/main.ts`, { PORT: String(port) });
    return link;
  };

  /** A gateway, its subgraphs, and the wires between them and to MongoDB. */
  const addSide = async (side: Side) => {
    const subgraphs = Object.fromEntries(
      await Promise.all(SUBGRAPHS.map(async (name) => [name, await addSubgraph(name, side)] as const)),
    ) as Record<SubgraphName, Link>;
    const mongo = await linkTo(database.firstPort);
    const port = await keptPort();
    const urls = SUBGRAPHS.map((name) => [variableOf(name), `http://127.0.0.1:${subgraphs[name].port}/graphql`]);
    const own = { PORT: String(port), MONGO_URL: database.through(mongo) };
    add(`gateway-${side}`, "gateway/main.ts", { ...own, ...(Object.fromEntries(urls) as Record<string, string>) });
    return { url: `http://127.0.0.1:${port}`, subgraphs, mongo };
  };

  const gateways: Record<Side, Awaited<ReturnType<typeof addSide>>> = { a: await addSide("a"), b: await addSide("b") };
  await Promise.all([...programs.values()].map((it) => it.start()));

  const sockets: Socket[] = [];
  const { the, person } = {
    the: (id: ProcessName): Program => {
      const found = programs.get(id);
      if (!found) throw new Error(`there is no ${id}`);
      return found;
    },
    person: (name: string) =>
      personOf({ name, inboxUrl: office.url, urlOf: (side) => gateways[side].url, opened: (it) => sockets.push(it) }),
  };

  return {
    ...gateways,
    ...{ env, redis, person, the },
    inbox: office.messages,
    kill: (id: ProcessName, signal: NodeJS.Signals = "SIGKILL"): Promise<Exit> => the(id).kill(signal),
    restart: (id: ProcessName): Promise<void> => the(id).start(),
    /** What no process may ever write or do: a failure of ours that was masked, or an end that nobody asked for. */
    complaints: (): string[] =>
      [...programs.values()].flatMap((it) => [
        ...it
          .log()
          .split("\n")
          .filter((line) => line.includes("a resolver failed"))
          .map((line) => `${it.name}: ${line}`),
        ...(it.diedByItself() ? [`${it.name} ended by itself: ${it.log()}`] : []),
      ]),
    stop: async (): Promise<Exit[]> => {
      await closer.closeAll();
      await Promise.all(sockets.map(({ closed }) => closed));
      return exits;
    },
  };
};

type Placed = DeviceOptions & { through?: Side };

type PersonNeeds = { name: string; inboxUrl: string; urlOf: (side: Side) => string; opened: (socket: Socket) => void };

/** Somebody with an address that nobody has used, whose devices reach the product through one gateway or the other. */
const personOf = ({ name, inboxUrl, urlOf, opened }: PersonNeeds) => {
  const email = `${name}.${randomBytes(5).toString("hex")}@example.com`;
  const mailbox = mailboxOf(inboxUrl, email);
  const owner = { email, password: PASSWORD, mailbox };
  const on = (device: string, { through = "a", ...options }: Placed = {}): Device =>
    deviceOf({ url: urlOf(through), owner, name: device, options, opened });
  const joinsOn = async (device: string, placed?: Placed): Promise<Device> => {
    const it = on(device, placed);
    await it.joins();
    return it;
  };
  return {
    ...{ email, mailbox, on, joinsOn },
    /** Joins and turns two-step verification on there: the device is trusted from then on. */
    trusts: async (device: string, placed?: Placed): Promise<Device> => {
      const it = await joinsOn(device, placed);
      await it.turnsOnTwoStep();
      return it;
    },
  };
};
