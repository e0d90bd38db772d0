import { fork } from "node:child_process";
import { once } from "node:events";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import type { Order } from "./crowd-process.ts";

const PROGRAM = fileURLToPath(new URL("crowd-process.ts", import.meta.url));

/**
 * Devices that listen and are asked nothing, in a process of their own: what thousands of sockets cost whoever holds them, in
 * garbage to collect and pings to answer, would else be counted as the server's. It is other machines' work, so the server's
 * goes before it.
 */
export const crowd = async (url: string, accessTokens: string[]): Promise<{ leave(): Promise<void> }> => {
  const child = fork(PROGRAM, { execArgv: ["--import", "./bin/typescript.mjs"] });
  setPriority(child.pid ?? 0, constants.priority.PRIORITY_LOW);
  const order: Order = { url, accessTokens };
  child.send(order);
  const gone = once(child, "exit");
  const early = gone.then(() => Promise.reject(new Error("the crowd ended before all of it was there")));
  await Promise.race([once(child, "message"), early]);
  early.catch(() => undefined);
  return {
    leave: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
};
