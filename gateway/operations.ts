import { Router } from "express";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { AccessTokens } from "../subgraphs/account/port.ts";
import { readinessPage } from "../subgraphs/kernel/readiness.ts";

export type Readiness = { isReady: boolean; warnings: string[] };

type Needs = {
  tokens: AccessTokens;
  /** What must be there to answer, by name. */
  checks: Record<string, () => Promise<Readiness>>;
  /** What an operator should mend, though requests are answered. */
  warnings: () => string[];
  openSockets: () => number;
};

/** What operators and balancers ask: alive, ready, how it goes; and the keys that verify access tokens. */
export const operationPages = ({ tokens, checks, warnings, openSockets }: Needs): Router => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "countersign_open_sockets",
    help: "Websockets open on this gateway.",
    registers: [registry],
    collect() {
      this.set(openSockets());
    },
  });

  const router = Router();
  router.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  router.get("/readyz", async (_request, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => ({ name, ...(await check()) })),
    );
    const missing = results.filter(({ isReady }) => !isReady).map(({ name }) => name);
    const theirs = results.flatMap((it) => it.warnings.map((warning) => `${it.name}: ${warning}`));
    response.status(missing.length > 0 ? 503 : 200).json(readinessPage(missing, [...warnings(), ...theirs]));
  });
  router.get("/metrics", async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  router.get("/.well-known/jwks.json", async (_request, response) => {
    response.set("cache-control", "public, max-age=300").json(await tokens.jwks());
  });
  return router;
};
