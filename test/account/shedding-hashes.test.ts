import { availableParallelism } from "node:os";

import { world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { the } from "../world/results.ts";

/** Many more than are done in the three seconds that each may wait. */
const MORE_THAN_FIT = 500 * availableParallelism();

describe("more passwords at once than there is work for", () => {
  it("wait three seconds and no longer, and the server goes on, with whoever comes next let in", async () => {
    const { ada, stranger } = await world();
    const phone = await ada.joinsOn("phone");
    const tries = Array.from({ length: MORE_THAN_FIT }, (_, nth) =>
      stranger(documents.SIGN_IN, {
        // Each for another address and from another network: no limit but that of the work.
        variables: { input: { email: `n${nth}.${ada.email}`, password: "wrong in any case", client: phone.client } },
        ip: `198.${18 + (nth >> 8)}.${nth & 255}.1`,
      }),
    );
    const meanwhile = await stranger("{ __typename }");
    const replies = await Promise.all(tries);

    expect(meanwhile.body.data).toEqual({ __typename: "Query" });
    const answers = new Set(replies.map((reply) => [codeOf(reply), reply.headers.get("retry-after")].join()));
    expect(answers).toContain("RATE_LIMITED,1");
    // Where the machine is slow, the last of the queue come too late for the gateway's deadline.
    const others = [...answers].filter((it) => !["RATE_LIMITED,1", "UNAVAILABLE,1"].includes(it));
    expect(others).toEqual([","]);
    const kinds = replies.flatMap(({ body }) => body.data?.result?.kind ?? []);
    expect(new Set(kinds)).toEqual(new Set(["InvalidCredentials"]));
    the("SignedIn", await phone.signsIn());
  });
});
