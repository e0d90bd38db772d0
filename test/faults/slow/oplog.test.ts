import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import mongoose from "mongoose";

import { codeOf, post } from "../../world/api.ts";
import type { Device } from "../../world/device.ts";
import * as documents from "../../world/documents.ts";
import { openSocket, within } from "../../world/socket.ts";
import { eventually } from "../eventually.ts";
import type { Fleet } from "../fleet.ts";
import { startReplicaSet, type ReplicaSet } from "../replica-set.ts";
import { stageFleet } from "../stage.ts";

const OPLOG_MB = 16;
const MB = 1_024 * 1_024;
/** The stream is asked four times a second. */
const LAST_QUESTION_MS = 1_000;
const SEEN_WITHIN_MS = 10_000;
const BROKE = "the stream of session endings broke";

let set: ReplicaSet;
let fleet: Fleet;
let client: mongoose.mongo.MongoClient;
stageFleet(
  (it) => (fleet = it),
  async (closer) => {
    set = await startReplicaSet({ count: 1, oplogMb: OPLOG_MB });
    closer.opened(() => set.stop());
    client = await new mongoose.mongo.MongoClient(set.url).connect();
    closer.opened(() => client.close());
    return { mongoUrl: set.url };
  },
);

/** How often the second gateway has lost the stream of endings so far. */
const breaks = (): number => fleet.the("gateway-b").log().split(BROKE).length - 1;

const accepts = async (token: string | null): Promise<boolean> =>
  codeOf(await post(fleet.b.url, `{ me { id } }`, { token })) === null;

/** Somebody who is signed in, and holds a socket at the second gateway. */
const listener = async (name: string) => {
  const device = await fleet.person(name).joinsOn("phone");
  const socket = await openSocket(fleet.b.url, { token: device.kept.accessToken });
  const farewell = socket.watches(documents.SESSION_ENDED);
  await socket.watches(`query { event: me { email } }`).next();
  return { device, socket, farewell };
};

const signsOut = (device: Device) => device.reads(`mutation { signOut }`);

const isToldOfTheNext = async (): Promise<void> => {
  const { device, socket, farewell } = await listener("next");
  await signsOut(device);
  expect(await farewell.next()).toMatchObject({ reason: "SIGNED_OUT" });
  expect(await within(socket.closed, "the socket stayed open")).toMatchObject({ code: 4403 });
};

const sessions = () =>
  client.db(new URL(fleet.env.MONGO_URL ?? "").pathname.slice(1)).collection<{ _id: string }>("sessions");

/** Writes until the oplog has forgotten what it held before. */
const rollOver = async (): Promise<void> => {
  const oplog = client.db("local").collection<{ ts: mongoose.mongo.Timestamp }>("oplog.rs");
  const newest = async (direction: 1 | -1) => (await oplog.find().sort({ $natural: direction }).limit(1).next())?.ts;
  const before = await newest(-1);
  const filler = client.db("filler").collection("filler");
  await eventually(async () => {
    for (let i = 0; i < OPLOG_MB; i += 1) await filler.insertOne({ bytes: randomBytes(MB) });
    const oldest = await newest(1);
    return Boolean(before && oldest?.greaterThan(before));
  }, 60_000);
};

describe("a gateway that slept until the oplog had rolled over", () => {
  it("accepts nobody whose session ended meanwhile, closes their sockets, and sees what ends from then on", async () => {
    const { device, socket } = await listener("ada");
    const before = breaks();
    fleet.the("gateway-b").freeze();
    // What it had asked for last is answered without it: into its ear, and it would hear that when it thaws.
    await pause(LAST_QUESTION_MS);
    await signsOut(device);
    await rollOver();
    fleet.the("gateway-b").thaw();

    expect(await accepts(device.kept.accessToken)).toBe(false);
    expect(await within(socket.closed, "the socket stayed open")).toMatchObject({ code: 4403 });
    // It was not by luck: what it had not read yet was gone.
    await eventually(() => Promise.resolve(breaks() > before), SEEN_WITHIN_MS);
    await isToldOfTheNext();
  }, 120_000);
});

describe("a change that nobody of ours wrote", () => {
  it("ends the session that it says has ended, whatever reason it gives, and holds up no other", async () => {
    const { device, socket, farewell } = await listener("bob");
    await sessions().updateOne(
      { _id: device.kept.sessionId ?? "" },
      { $set: { endedAt: new Date(), endReason: { of: "nobody" } } },
    );
    expect(await farewell.next()).toMatchObject({ reason: "REVOKED" });
    expect(await within(socket.closed, "the socket stayed open")).toMatchObject({ code: 4403 });
    expect(await accepts(device.kept.accessToken)).toBe(false);
    await isToldOfTheNext();
  });

  it("is read from the collection where it is too large for the stream, which goes on behind it", async () => {
    const { device, socket } = await listener("carol");
    const _id = device.kept.sessionId ?? "";
    // In the stream each changed field is named by its whole path: twenty fields below a name of a megabyte.
    const name = "x".repeat(MB);
    const same = "x".repeat(1_000);
    const below = (of: number) => Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`field${i}`, { of, same }]));
    await sessions().updateOne({ _id }, { $set: { [name]: below(0) } });
    const before = breaks();
    await sessions().updateOne({ _id }, [{ $set: { endedAt: new Date(), endReason: "REVOKED", [name]: below(1) } }]);

    expect(await within(socket.closed, "the socket stayed open")).toMatchObject({ code: 4403 });
    expect(await accepts(device.kept.accessToken)).toBe(false);
    await eventually(() => Promise.resolve(breaks() > before), SEEN_WITHIN_MS);
    await isToldOfTheNext();
  });
});
