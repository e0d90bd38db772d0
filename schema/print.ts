import { Mongoose } from "mongoose";
import { clientApps, SHIPPED_CLIENT_APPS } from "../subgraphs/account/port.ts";
import { readConfig, SUBGRAPHS } from "../subgraphs/kernel/config.ts";
import { createKernel } from "../subgraphs/kernel/kernel.ts";
import type { Mongo } from "../subgraphs/kernel/mongo.ts";
import type { Subgraph } from "../subgraphs/kernel/subgraph.ts";
import { portsOf, SUBGRAPH_BUILDERS } from "../subgraphs/wiring.ts";

/** Never connected: printing a schema asks the database nothing. */
const disconnected = (): Mongo => ({
  connection: new Mongoose().createConnection(),
  transact: (work) => work(),
  afterCommit: (effect) => effect(),
  prepare: () => Promise.resolve(),
  isReachable: () => Promise.resolve(false),
  close: () => Promise.resolve(),
});

/** The subgraphs as their code declares them. */
export const printSubgraphs = async (): Promise<Subgraph[]> => {
  const kernel = createKernel({ config: readConfig({}), mongo: disconnected(), rootKey: "printing" });
  const nowhere = {
    locate: () => Promise.reject(new Error("no places while printing")),
    warnings: () => [],
    close: () => undefined,
  };
  const ports = {
    ...portsOf(kernel, clientApps(SHIPPED_CLIENT_APPS), nowhere),
    endings: { onEnding: () => () => undefined },
  };
  const printed: Subgraph[] = [];
  for (const name of SUBGRAPHS) printed.push(await SUBGRAPH_BUILDERS[name](kernel, ports));
  return printed;
};
