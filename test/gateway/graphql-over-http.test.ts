import { serverAudits } from "graphql-http";

import { world } from "../world.ts";

/** The audits of the GraphQL-over-HTTP specification, MUST, SHOULD and MAY, as its own library tells them. */
const url = async () => `${(await world()).server.url}/graphql`;

describe("GraphQL over HTTP", () => {
  it.each(serverAudits({ url, fetchFn: fetch }).map((audit) => [audit.name, audit] as const))(
    "%s",
    async (_, audit) => {
      const { status, ...found } = await audit.fn();
      expect({ status, reason: "reason" in found ? found.reason : null }).toEqual({ status: "ok", reason: null });
    },
  );
});
