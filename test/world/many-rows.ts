import { randomUUID } from "node:crypto";

import { createConnection } from "mongoose";

import type { Server } from "./server.ts";

const NEW_YEAR = Date.UTC(2026, 0, 1);

/**
 * Puts rows of nobody in particular into the activity of a server, straight into its database: signing in takes too long. One a
 * millisecond; their ids, newest first.
 */
export const manyRows = async (
  { env }: Pick<Server, "env">,
  appId: string,
  count: number,
  {
    start = NEW_YEAR,
    accountId = null,
    versions = 1,
  }: { start?: number; accountId?: string | null; versions?: number } = {},
): Promise<string[]> => {
  const connection = await createConnection(env.MONGO_URL ?? "").asPromise();
  const row = (nth: number) => ({
    _id: (start + nth).toString(16).padStart(12, "0") + randomUUID(),
    at: new Date(start + nth),
    kind: "SIGN_IN_FAILED",
    accountId,
    ...{ appId, appVersion: `1.0.${nth % versions}`, installationId: null, staffRole: null, wasMe: null, method: null },
    device: { name: "a phone", model: "Pixel 8", osName: "Android", osVersion: "15" },
    ...{ ipAddress: "81.224.0.1", network: "81.224.0.0/24", coordinates: null, risks: [] },
    location: { city: "Stockholm", region: "Stockholm", countryCode: "SE", provider: "Telia", network: "UNKNOWN" },
  });
  const rows = connection.collection<{ _id: string }>("loginActivities");
  const ids: string[] = [];
  for (let done = 0; done < count; done += 5_000) {
    const some = Array.from({ length: Math.min(5_000, count - done) }, (_, i) => row(done + i));
    await rows.insertMany(some);
    ids.push(...some.map(({ _id }) => _id));
  }
  await connection.close();
  return ids.reverse();
};
