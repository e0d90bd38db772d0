import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Order } from "./crowd-process.ts";

const PROGRAM = fileURLToPath(new URL("crowd-process.ts", import.meta.url));

/**
 * Devices that listen and are asked nothing, in a process of their own: what thousands of sockets cost whoever holds them, in
 * garbage to collect and pings to answer, would else be counted as the server's.
 */
export const crowd = async (url: string, accessTokens: string[]): Promise<{ leave(): Promise<void> }> => {
  const child = fork(PROGRAM, { execArgv: ["--import", "./bin/typescript.mjs"] });
  const order: Order = { url, accessTokens };
  child.send(order);
  await once(child, "message");
  return {
    leave: async () => {
      child.disconnect();
      await once(child, "exit");
    },
  };
};
