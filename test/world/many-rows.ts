import { randomUUID } from "node:crypto";

import { createConnection } from "mongoose";

import type { Server } from "./server.ts";

/** Puts rows of nobody in particular into the activity of a server, straight into its database: signing in takes too long. */
export const manyRows = async ({ env }: Server, appId: string, count: number): Promise<void> => {
  const connection = await createConnection(env.MONGO_URL ?? "").asPromise();
  const start = Date.UTC(2026, 0, 1);
  const row = (nth: number) => ({
    _id: (start + nth).toString(16).padStart(12, "0") + randomUUID(),
    at: new Date(start + nth),
    kind: "SIGN_IN_FAILED",
    accountId: null,
    ...{ appId, appVersion: "1.0.0", installationId: null, staffRole: null, wasMe: null, method: null },
    device: { name: "a phone", model: "Pixel 8", osName: "Android", osVersion: "15" },
    ...{ ipAddress: "81.224.0.1", network: "81.224.0.0/24", coordinates: null, risks: [] },
    location: { city: "Stockholm", region: "Stockholm", countryCode: "SE", provider: "Telia", network: "UNKNOWN" },
  });
  const rows = connection.collection<{ _id: string }>("loginActivities");
  for (let done = 0; done < count; done += 5_000)
    await rows.insertMany(Array.from({ length: Math.min(5_000, count - done) }, (_, i) => row(done + i)));
  await connection.close();
};
