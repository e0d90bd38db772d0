import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { Router } from "express";
import type { SubgraphName } from "../subgraphs/kernel/config.ts";
import { drain } from "../subgraphs/kernel/drain.ts";
import type { OpenDownload } from "../subgraphs/kernel/download.ts";
import type { executeOn } from "../subgraphs/kernel/execute.ts";
import type { Kernel } from "../subgraphs/kernel/kernel.ts";
import type { AccessTokens, SessionEndings, WorkingRole } from "../subgraphs/account/port.ts";
import { callerReader } from "./caller.ts";
import { downloadPages } from "./downloads.ts";
import { createGateway } from "./gateway.ts";
import { identify } from "./identify.ts";
import { operationPages, type Readiness } from "./operations.ts";
import { hostedPages } from "./pages/router.ts";
import { readPersistedOperations } from "./persisted-operations.ts";
import { createGatewayServer } from "./server.ts";
import { serveSockets } from "./sockets.ts";

type Needs = {
  kernel: Kernel;
  tokens: AccessTokens;
  endings: SessionEndings;
  staffRole: WorkingRole;
  local: Partial<Record<SubgraphName, ReturnType<typeof executeOn>>>;
  /** Files behind links, where the subgraph that has them is of this process. */
  openDownload?: OpenDownload | undefined;
  /** What an operator should mend, though requests are answered: a line each, in /readyz. */
  warnings?: () => string[];
  /** Pages beside the gateway's own: the development inbox. */
  extraPages?: Router;
};

export type ServedGateway = { port: number; close(): Promise<void> };

const SUPERGRAPH = new URL("../schema/supergraph.graphql", import.meta.url);

/** The gateway, listening. */
export const serveGateway = async ({
  kernel,
  tokens,
  endings,
  staffRole,
  local,
  openDownload,
  warnings = () => [],
  extraPages = Router(),
}: Needs): Promise<ServedGateway> => {
  const { config, identities, admissions, time, mongo, metrics } = kernel;
  const { allowedOrigins, production, subgraphUrls } = config;
  const remote = Object.fromEntries(Object.entries(subgraphUrls).filter(([, url]) => url));
  const supergraph = await readFile(SUPERGRAPH, "utf8");
  const operations = await readPersistedOperations();
  const [gateway, peoplePages] = await Promise.all([
    createGateway({
      ...{
        supergraph,
        operations,
        onlyPersisted: config.onlyPersistedOperations,
        local,
        remote,
        identities,
        admissions,
        allowedOrigins,
        production,
        staffRole,
        log: kernel.log,
        tracing: kernel.tracing,
        now: time.now,
      },
    }),
    hostedPages(config),
  ]);
  const readCaller = callerReader(config.trustProxy);
  const identifying = identify({ tokens, endings, now: time.now });

  const checks = {
    mongodb: async () => ({ isReady: await mongo.isReachable(), warnings: [] }),
    ...Object.fromEntries(Object.entries(remote).map(([name, url]) => [name, () => readinessOf(url)])),
  };
  const pages = Router();
  const downloads = { local: openDownload, remote: subgraphUrls["login-activity"], identities, readCaller, time };
  pages.use(operationPages({ tokens, checks, warnings, metrics }), peoplePages, extraPages, downloadPages(downloads));
  const edge = { gateway, identify: identifying, readCaller, heap: kernel.heap, log: kernel.log };
  const isHttps = config.publicUrl.startsWith("https:");
  const server = createGatewayServer({ ...edge, operations, pages, isHttps });
  const sockets = serveSockets({ ...edge, server, endings, allowedOrigins, time });
  metrics.gauge("countersign_open_sockets", "Websockets open on this gateway.", () => sockets.count());

  server.listen(config.port);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      await drain(server, () => sockets.close());
      await gateway.dispose();
    },
  };
};

const readinessOf = async (graphqlUrl: string): Promise<Readiness> => {
  try {
    const answer = await fetch(new URL("/readyz", graphqlUrl), { signal: AbortSignal.timeout(2_000) });
    const { warnings = [] } = (await answer.json()) as { warnings?: string[] };
    return { isReady: answer.ok, warnings };
  } catch {
    return { isReady: false, warnings: [] };
  }
};
