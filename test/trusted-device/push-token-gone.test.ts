import { randomUUID } from "node:crypto";

import { pino } from "pino";

import { later } from "../../subgraphs/kernel/clock.ts";
import { memoryEvents } from "../../subgraphs/kernel/events.ts";
import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import { mongoOutbox, startSender, type Transport } from "../../subgraphs/kernel/outbox.ts";
import { createSecrets } from "../../subgraphs/kernel/secret.ts";
import { mongoInstallations } from "../../subgraphs/trusted-device/installation.model.ts";
import { trustedDevicePort } from "../../subgraphs/trusted-device/port.ts";
import { stillWanted } from "../../subgraphs/wiring.ts";
import { turnableTime } from "../world/turnable-time.ts";
import { until } from "../world/until.ts";

let mongo: Mongo;
beforeAll(async () => {
  mongo = await connectMongo(process.env.TEST_MONGO_URL!, { database: `test-${randomUUID()}` });
});
afterAll(async () => {
  await mongo.connection.dropDatabase();
  await mongo.close();
});

/** A phone of ada's that is trusted and takes pushes. */
const phoneOfAda = async () => {
  const { connection } = mongo;
  const devices = trustedDevicePort({ connection, secrets: createSecrets(randomUUID()) });
  await mongo.prepare();
  const [accountId, installationId, pushToken, at] = [randomUUID(), randomUUID(), randomUUID(), new Date()];
  const device = { name: "a phone", model: "Phone 1", osName: "Android", osVersion: "16" };
  const client = { appId: "kasa", appVersion: "3.0.0", installationId, device };
  await devices.arrive({ accountId, client, location: null }, { trusts: true, deviceToken: null }, at);
  await mongoInstallations(connection).setPush(
    { accountId, installationId },
    { pushToken, notificationsAllowed: true },
    at,
  );
  return { devices, accountId, installationId, pushToken, at };
};

describe("a push that waits to be sent", () => {
  const waitingPush = async () => {
    const ada = await phoneOfAda();
    const { connection, afterCommit } = mongo;
    const [secrets, events, time] = [createSecrets(randomUUID()), memoryEvents(afterCommit), turnableTime()];
    const outbox = mongoOutbox({ connection, secrets, events });
    let tries = 0;
    const away: Transport = async () => {
      tries += 1;
      return { kind: "NOT_NOW", reason: "a busy service", notBefore: null };
    };
    const sender = startSender({
      ...{ connection, secrets, events, time, log: pino({ level: "silent" }) },
      transports: { PUSH: away },
      isWanted: stillWanted(ada, time.now),
    });
    const challengeId = randomUUID();
    const message = { channel: "PUSH" as const, to: ada.pushToken, subject: "Is it you?", text: "A code waits." };
    const data = { accountId: ada.accountId, code: "271828" };
    await outbox.put({ ...message, data, staleAt: later(time.now(), 300_000), challengeId }, time.now());
    await until(async () => tries === 1);
    const row = () => connection.collection("outbox").findOne({ challengeId });
    return { ...ada, time, row, tries: () => tries, stop: sender.stop };
  };

  it("is tried again while its device is trusted", async () => {
    const { time, tries, stop } = await waitingPush();
    await until(async () => {
      time.turn(3_000);
      return tries() >= 2;
    });
    await stop();
  });

  it("never leaves for a device that was removed meanwhile, and its code is wiped", async () => {
    const { devices, accountId, installationId, time, row, tries, stop } = await waitingPush();
    await devices.distrust(accountId, installationId);
    await until(async () => {
      time.turn(3_000);
      return (await row())?.state === "FAILED";
    });
    expect(tries()).toBe(1);
    expect((await row())?.sealed).toBeNull();
    await stop();
  });

  it("never leaves for a device that was signed out, nor for another account on the same phone", async () => {
    const { devices, accountId, installationId, pushToken, at } = await phoneOfAda();
    expect(await devices.takesPushes(accountId, pushToken, at)).toBe(true);
    expect(await devices.takesPushes("bob", pushToken, at)).toBe(false);
    await devices.silence(accountId, [installationId]);
    expect(await devices.takesPushes(accountId, pushToken, at)).toBe(false);
  });
});

describe("a push that tells why its device was signed out", () => {
  it("leaves although nobody is signed in there any more", async () => {
    const { devices, accountId, installationId, pushToken, at } = await phoneOfAda();
    await devices.silence(accountId, [installationId]);
    const message = { channel: "PUSH" as const, to: pushToken, subject: "Changed", text: "Your password was changed." };
    const outgoing = { ...message, id: "a-row", attempts: 1, staleAt: later(at, 1_000), data: { accountId } };
    const isWanted = stillWanted({ devices }, () => at);
    expect(await isWanted(outgoing)).toBe(false);
    expect(await isWanted({ ...outgoing, isFarewell: true })).toBe(true);
  });
});

describe("a push token that is gone", () => {
  it("is forgotten for every account on that phone, and nobody else's", async () => {
    const { connection } = mongo;
    const devices = trustedDevicePort({ connection, secrets: createSecrets(randomUUID()) });
    const installations = mongoInstallations(connection);
    await mongo.prepare();
    const at = new Date();
    const trusts = async (accountId: string, installationId: string, pushToken: string) => {
      const device = {
        name: "a phone",
        model: "Phone 1",
        platform: "ANDROID" as const,
        osName: "Android",
        osVersion: "16",
      };
      const client = { appId: "kasa", appVersion: "3.0.0", installationId, device };
      await devices.arrive({ accountId, client, location: null }, { trusts: true, deviceToken: null }, at);
      await installations.setPush({ accountId, installationId }, { pushToken, notificationsAllowed: true }, at);
    };
    await trusts("ada", "their-phone", "gone");
    await trusts("bob", "their-phone", "gone");
    await trusts("ada", "her-tablet", "here");

    await devices.forgetPushToken("gone");

    const tokensOf = async (accountId: string) =>
      (await devices.reachOf(accountId, at)).pushTokens.map(({ token }) => token);
    expect(await tokensOf("ada")).toEqual(["here"]);
    expect(await tokensOf("bob")).toEqual([]);
  });
});
