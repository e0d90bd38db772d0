import { MINUTE } from "../../subgraphs/kernel/clock.ts";
import { createLog } from "../../subgraphs/kernel/log.ts";
import { connectMongo } from "../../subgraphs/kernel/mongo.ts";
import { runProcess } from "../../subgraphs/kernel/process.ts";
import { startRollingUp } from "../../subgraphs/login-activity/port.ts";
import { turnableTime } from "../world/turnable-time.ts";

/** What rolls up, in a process of its own that does nothing else. Each life is later than the lease of the one before it. */
void runProcess(async (closer) => {
  const mongo = await connectMongo(process.env.MONGO_URL ?? "");
  closer.opened(() => mongo.close());
  const time = turnableTime();
  time.turn(Number(process.env.LIFE) * 2 * MINUTE);
  const following = startRollingUp({ mongo, time, log: createLog("follower", "debug") });
  closer.opened(() => following.stop());
  process.stdout.write("ready\n");
});
