import { readConfig, SUBGRAPHS } from "../subgraphs/kernel/config.ts";
import { openKernel } from "../subgraphs/kernel/kernel.ts";
import { runProcess } from "../subgraphs/kernel/process.ts";
import { staffRoleOn, tokensOf, watchSessionEndings } from "../subgraphs/account/port.ts";
import { serveGateway } from "./serve-gateway.ts";

/** The gateway alone, before subgraphs that run apart. Of MongoDB it reads the signing keys, what has ended and whose role works. */
void runProcess(async (closer) => {
  const config = readConfig();
  const missing = SUBGRAPHS.filter((name) => !config.subgraphUrls[name]);
  if (missing.length > 0) throw new Error(`Say where these run: ${missing.map(variableOf).join(", ")}.`);
  if (!config.mongoUrl) throw new Error("MONGO_URL must be set: the gateway reads the signing keys from it.");
  const kernel = await openKernel(config, config.mongoUrl);
  closer.opened(() => kernel.close());
  const { secrets, time, log } = kernel;
  const { connection } = kernel.mongo;
  const { publicUrl: issuer, ttl } = config;
  const tokens = tokensOf({ connection, secrets, issuer, ttlMs: ttl.accessToken, now: time.now });
  const endings = await watchSessionEndings({ connection, accessTokenTtlMs: ttl.accessToken, now: time.now, log });
  closer.opened(() => endings.close());
  const gateway = await serveGateway({ kernel, tokens, endings, staffRole: staffRoleOn(connection), local: {} });
  closer.opened(() => gateway.close());
  console.log(`graphql  ${config.publicUrl}/graphql\nready`);
});

const variableOf = (name: string): string => `${name.toUpperCase().replaceAll("-", "_")}_URL`;
