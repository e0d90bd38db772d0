import { Router } from "express";
import type { AccessTokens } from "../subgraphs/account/port.ts";
import type { Metrics } from "../subgraphs/kernel/metrics.ts";
import { readinessPage } from "../subgraphs/kernel/readiness.ts";

export type Readiness = { isReady: boolean; warnings: string[] };

type Needs = {
  tokens: AccessTokens;
  /** What must be there to answer, by name. */
  checks: Record<string, () => Promise<Readiness>>;
  /** What an operator should mend, though requests are answered. */
  warnings: () => string[];
  metrics: Pick<Metrics, "page">;
};

/** What operators and balancers ask: alive, ready, how it goes; and the keys that verify access tokens. */
export const operationPages = ({ tokens, checks, warnings, metrics }: Needs): Router => {
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
    const { type, text } = await metrics.page();
    response.type(type).send(text);
  });
  router.get("/.well-known/jwks.json", async (_request, response) => {
    response.set("cache-control", "public, max-age=300").json(await tokens.jwks());
  });
  return router;
};
