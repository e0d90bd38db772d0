import { randomBytes } from "node:crypto";

import { post, type Asking } from "./world/api.ts";
import { appAt, type App, type Placed } from "./world/app.ts";
import { resetOf } from "./world/reset.ts";
import { deviceOf, type Device, type DeviceOptions } from "./world/device.ts";
import { GRANT_ROLE } from "./world/documents.ts";
import { mailboxOf, readInbox } from "./world/inbox.ts";
import { runProgram } from "./world/programs.ts";
import { startServer, type Server } from "./world/server.ts";
import type { Socket } from "./world/socket.ts";
import { the } from "./world/results.ts";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const PASSWORD = "horse staple orbit lantern";

/** Six digits that are not the code. */
export const wrong = (code: string): string => `${(Number(code[0]) + 1) % 10}${code.slice(1)}`;

let server: Server;
const sockets: Socket[] = [];
const apps: App[] = [];

// Of the file that asks for a world: one server for all its tests, which share nothing in it but the time.
beforeAll(async () => {
  server = await startServer();
}, 60_000);
// Whatever is still open then: it closes sockets and ends well, each time.
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await server.stop();
  await Promise.all(sockets.map(({ closed }) => closed));
});

/** Somebody with an address that nobody has used, and any number of devices. */
const person = (name: string) => {
  const email = `${name}.${randomBytes(5).toString("hex")}@example.com`;
  const mailbox = mailboxOf(server.url, email);
  const owner = { email, password: PASSWORD, mailbox };

  const on = (device: string, options: DeviceOptions = {}): Device =>
    deviceOf({ url: server.url, owner, name: device, options, opened: (socket) => sockets.push(socket) });

  return {
    ...owner,
    /** An app that is made with the client library, on a device where nobody is signed in. */
    app: (device: string, placed: Placed = {}): App => {
      const it = appAt(server.url, { name: device, ...placed });
      apps.push(it);
      return it;
    },
    /** The website, where nobody is signed in. */
    ...resetOf({ url: server.url, email, mailbox }),
    /** An installation of an app, not signed in. */
    on,
    /** Signs up and confirms on a device. */
    joinsOn: async (device: string, options?: DeviceOptions): Promise<Device> => {
      const it = on(device, options);
      await it.joins();
      return it;
    },
    /** The same, and turns two-step verification on there: the device is trusted from then on. */
    trusts: async (device: string, options?: DeviceOptions): Promise<Device> => {
      const it = on(device, options);
      await it.joins();
      await it.turnsOnTwoStep();
      return it;
    },
  };
};

type StaffRole = "ANALYST" | "SUPPORT" | "ADMIN";
export type Person = ReturnType<typeof person>;

/** What an operator does: `npm run admin -- …`. */
const admin = (...words: string[]) => runProgram("gateway/admin.ts", words, server.env);

/** The first administrator, whom only an operator can make; once a file, since a program takes long to start. */
let root: Promise<Device> | null = null;
const makeRoot = async (): Promise<Device> => {
  const they = person("root");
  const phone = await they.trusts("root's phone");
  const { code, errors } = await admin("grant", "admin", they.email);
  if (code !== 0) throw new Error(errors);
  return phone;
};

/** Somebody on a trusted phone who was given this role, and has signed in by it since. */
const staff = async (role: StaffRole, name = "grace"): Promise<Person & { phone: Device }> => {
  const they = person(name);
  const phone = await they.trusts(`${name}'s phone`);
  const giver = await (root ??= makeRoot());
  the("SignedIn", await giver.signsIn());
  await giver.reads(GRANT_ROLE, { accountId: await phone.accountId(), role });
  the("SignedIn", await phone.signsIn());
  return { ...they, phone };
};

/** A small universe: two people who have not met it yet, its clock, and whatever a stranger can send it. */
export const world = async () => ({
  ada: person("ada"),
  bob: person("bob"),
  server,
  admin,
  staff,
  /** Turns the clock of the server forward. */
  later: (ms: number) => server.turn(ms),
  inbox: () => readInbox(server.url),
  stranger: (query: string, asking?: Asking) => post(server.url, query, asking),
});
