import { readConfig, type SubgraphName } from "./kernel/config.ts";
import { openKernel } from "./kernel/kernel.ts";
import { startSender } from "./kernel/outbox.ts";
import { runProcess } from "./kernel/process.ts";
import { serveSubgraph } from "./kernel/serve.ts";
import { openTransports } from "./kernel/transports.ts";
import { openPorts, startJobs, stillWanted, SUBGRAPH_BUILDERS } from "./wiring.ts";

/** A subgraph as a process of its own: config, connect, serve, drain. */
export const runSubgraph = (name: SubgraphName): Promise<void> =>
  runProcess(async (closer) => {
    const config = readConfig();
    if (!config.mongoUrl)
      throw new Error("MONGO_URL must be set: a subgraph that runs apart has no MongoDB of its own.");
    const kernel = await openKernel(config, config.mongoUrl);
    closer.opened(() => kernel.close());
    const ports = await openPorts(kernel);
    closer.opened(() => ports.close());
    const subgraph = await SUBGRAPH_BUILDERS[name](kernel, ports);
    await kernel.mongo.prepare();
    const jobs = startJobs(kernel, ports, [name]);
    closer.opened(() => jobs.stop());

    const { forgetPushToken } = ports.devices;
    const { transports, warnings } = await openTransports({ config, forgetPushToken, now: kernel.time.now, closer });
    if (Object.keys(transports).length > 0) {
      const sender = startSender({
        ...{ ...kernel, connection: kernel.mongo.connection, transports },
        isWanted: stillWanted(ports, kernel.time.now),
      });
      closer.opened(() => sender.stop());
    }
    const served = await serveSubgraph(subgraph, kernel, {
      port: config.port,
      localeOf: ports.account.localeOf,
      warnings: () => [...ports.warnings(), ...warnings()],
    });
    closer.opened(() => served.close());
    process.stdout.write(`${name}  http://localhost:${config.port}/graphql\nready\n`);
  });
