import { connectMongo } from "../../subgraphs/kernel/mongo.ts";
import type { Device } from "../world/device.ts";
import { the } from "../world/results.ts";
import type { Fleet } from "./fleet.ts";
import { steadily } from "./flow.ts";

/** Sign-ins each of which leaves a mark of its own in the activity, and outside of the system a journal of what they were answered. */
export const keepsJournal = (devices: readonly Device[]) => {
  const tried: string[] = [];
  const acknowledged: string[] = [];
  const idle = [...devices];
  const flow = steadily(
    async () => {
      const device = idle.shift();
      if (!device) throw new Error("there are more clients than devices");
      const mark = `3.2.${tried.length + 1}`;
      tried.push(mark);
      device.client.appVersion = mark;
      try {
        the("SignedIn", await device.signsIn());
        acknowledged.push(mark);
      } finally {
        idle.push(device);
      }
    },
    { clients: devices.length, pauseMs: 20 },
  );

  /** The marks of all sign-ins that the activity tells of, each as often as it does. */
  const told = async (fleet: Fleet): Promise<string[]> => {
    const mongo = await connectMongo(fleet.env.MONGO_URL ?? "");
    const marked = { kind: "SIGNED_IN", appVersion: { $in: tried } };
    const rows = await mongo.connection.collection("loginActivities").find(marked).toArray();
    await mongo.close();
    return rows.map(({ appVersion }) => String(appVersion));
  };
  return {
    flow,
    /** What was acknowledged and is missing, what is there twice, and how much was acknowledged. */
    held: async (fleet: Fleet) => {
      const rows = await told(fleet);
      const there = new Set(rows);
      return {
        missing: acknowledged.filter((mark) => !there.has(mark)),
        twice: rows.filter((mark, nth) => rows.indexOf(mark) !== nth),
        acknowledged: acknowledged.length,
      };
    },
  };
};
