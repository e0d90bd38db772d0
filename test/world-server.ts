import { readConfig } from "../subgraphs/kernel/config.ts";
import { runProcess } from "../subgraphs/kernel/process.ts";
import { startAll } from "../gateway/start-all.ts";
import { turnableTime } from "./world/turnable-time.ts";

export type Order = { turn: number };
export type Report = { port: number } | { turned: true };

/** The whole product in a process of its own, as `npm start` runs it, but for a clock that its parent turns. */
void runProcess(async (closer) => {
  const time = turnableTime();
  const report = (it: Report) => process.send?.(it);
  process.on("message", ({ turn }: Order) => {
    time.turn(turn);
    report({ turned: true });
  });
  // A test run that was killed leaves no server behind.
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  const { port } = await startAll({ config: readConfig(), closer, say: (line) => process.stderr.write(line), time });
  report({ port });
});
