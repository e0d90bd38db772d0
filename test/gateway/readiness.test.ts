import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import express from "express";

import { createMetrics } from "../../subgraphs/kernel/metrics.ts";
import { operationPages, type Readiness } from "../../gateway/operations.ts";

const readyz = async (checks: Record<string, Readiness>, warnings: string[]): Promise<[number, unknown]> => {
  const tokens = { jwks: async () => ({ keys: [] }), sign: unused, verify: unused, rotate: unused };
  const asked = Object.entries(checks).map(([name, readiness]) => [name, async () => readiness]);
  const pages = operationPages({
    tokens: tokens as unknown as Parameters<typeof operationPages>[0]["tokens"],
    checks: Object.fromEntries(asked),
    warnings: () => warnings,
    metrics: createMetrics(),
  });
  const server = createServer(express().use(pages)).listen(0);
  await once(server, "listening");
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`);
    return [answer.status, await answer.json()];
  } finally {
    server.close();
    server.closeAllConnections();
  }
};
const unused = () => Promise.reject(new Error("not asked for here"));

describe("/readyz", () => {
  it("tells what an operator should mend, of this process and of those behind it, and is ready all the same", async () => {
    const mongodb = { isReady: true, warnings: [] };
    const challenge = { isReady: true, warnings: ["push: FCM refuses the service account or its project (401)"] };
    expect(await readyz({ mongodb, challenge }, ["push: Google refuses the credentials"])).toEqual([
      200,
      {
        status: "ready",
        missing: [],
        warnings: [
          "push: Google refuses the credentials",
          "challenge: push: FCM refuses the service account or its project (401)",
        ],
      },
    ]);
  });

  it("is not ready without what it needs to answer", async () => {
    const mongodb = { isReady: false, warnings: [] };
    expect(await readyz({ mongodb }, [])).toEqual([503, { status: "not ready", missing: ["mongodb"] }]);
  });
});
