import { randomUUID } from "node:crypto";

import { connectMongo, type Mongo } from "../../subgraphs/kernel/mongo.ts";
import { createSecrets } from "../../subgraphs/kernel/secret.ts";
import { mongoInstallations } from "../../subgraphs/trusted-device/installation.model.ts";
import { trustedDevicePort } from "../../subgraphs/trusted-device/port.ts";

let mongo: Mongo;
beforeAll(async () => {
  mongo = await connectMongo(process.env.TEST_MONGO_URL!, { database: `test-${randomUUID()}` });
});
afterAll(async () => {
  await mongo.connection.dropDatabase();
  await mongo.close();
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
