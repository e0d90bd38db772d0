import { setTimeout as pause } from "node:timers/promises";

import { OUTCOME } from "../../world/documents.ts";
import { openSocket } from "../../world/socket.ts";
import { eventually } from "../eventually.ts";
import type { Fleet } from "../fleet.ts";
import { stageFleet } from "../stage.ts";

/** Less than twice what it holds where nobody is there. */
const NODE_OPTIONS = "--max-old-space-size=120";
const ON_A_SOCKET = 20;
/** Far more than fit. */
const SOCKETS = 500;
const TOLD_WITHIN_MS = 200;
const BACK_WITHIN_MS = 30_000;

let fleet: Fleet;
stageFleet(
  (it) => (fleet = it),
  () => Promise.resolve({ own: { "challenge-a": { NODE_OPTIONS } } }),
);

/** A socket of a stranger who waits for an answer, again and again; what one of its lines ended with, or null. */
const comes = async (ticket: string, lines: number) => {
  const socket = await openSocket(fleet.a.url, {});
  const ends = Array.from({ length: lines }, () => socket.watches(OUTCOME, { ticket }).ended);
  return { socket, refusal: await Promise.race([...ends, pause(TOLD_WITHIN_MS, null)]) };
};

describe("a subgraph without room in its memory", () => {
  it("takes no listener more, who is told so, while sign-ins go on, and takes others when those have left", async () => {
    const dora = fleet.person("dora");
    await dora.trusts("phone");
    const { ticket } = await dora.on("laptop").isAsked();
    const sockets = [];
    let refusal: unknown = null;
    while (sockets.length < SOCKETS && refusal === null) {
      const one = await comes(ticket, ON_A_SOCKET);
      sockets.push(one.socket);
      refusal = one.refusal;
    }
    expect(refusal).toMatchObject([{ extensions: { code: "UNAVAILABLE" } }]);
    expect((await dora.on("tablet").signsIn()).kind).toBe("VerificationRequired");

    for (const socket of sockets) await socket.close();
    await eventually(async () => {
      const one = await comes(ticket, 1);
      await one.socket.close();
      return one.refusal === null;
    }, BACK_WITHIN_MS);
  });
});
