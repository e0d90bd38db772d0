import type { Challenge } from "../../subgraphs/challenge/challenge.ts";
import { knownTo, requestLine, type News } from "../../subgraphs/challenge/request-line.ts";
import { memoryEvents } from "../../subgraphs/kernel/events.ts";
import { world } from "../world.ts";
import { CANCEL } from "../world/documents.ts";

/** A device that is shown nothing yet: it listens since the code was mailed. */
const mailedWorld = async () => {
  const here = await world();
  const { ada } = here;
  const phone = await ada.trusts("phone");
  const newPhone = ada.on("a new phone");
  const { ticket } = await newPhone.isAsked();
  return { ...here, phone, requests: await phone.watchesRequests(), newPhone, ticket };
};

const eachOf = (count: number) => Array.from({ length: count }, (_, nth) => nth);

describe("a request that is asked for and cancelled in the same moment", () => {
  it("stays on no screen", async () => {
    const seen = await Promise.all(
      eachOf(12).map(async (nth) => {
        const { ada, requests, newPhone, ticket } = await mailedWorld();
        const cancel = () => newPhone.sends(CANCEL, { ticket }, { token: null });
        const asks = () => newPhone.asksForCode(ticket, "APP_NOTIFICATION");
        await Promise.all(nth % 2 === 0 ? [asks(), cancel()] : [cancel(), asks()]);

        // Whatever was told of it came before this.
        const laptop = ada.on("a laptop");
        await laptop.isAsked();
        const told: string[] = [];
        for (;;) {
          const event = await requests.next();
          const isRequest = event.kind === "VerificationRequested";
          if (isRequest && event.request.device.name === "a laptop") return told;
          told.push(isRequest ? "PENDING" : event.status);
        }
      }),
    );
    for (const told of seen) expect([[], ["PENDING", "CANCELLED"]]).toContainEqual(told);
  });
});

describe("a device in the process that sends the code", () => {
  const challenge = { id: "its id", accountId: "ada", shownAt: new Date() } as Challenge;
  const readAt = new Date("2026-03-01T12:00:00Z");
  const news: News = { challenge, trustedSince: new Map([["phone", new Date(0)]]), readAt };
  const heard = () => {
    const line = requestLine({ events: memoryEvents((effect) => effect()), afterCommit: (effect) => effect() });
    const told: (News | null)[] = [];
    line.listen(
      "ada",
      (_, its) => told.push(its),
      () => undefined,
    );
    return { line, told };
  };

  it("is shown what was written, and no longer than in that moment", () => {
    const { line, told } = heard();
    line.tellSent(news);
    expect(told).toEqual([news]);
    expect(knownTo(news, "phone", new Date(readAt.getTime() + 249))).toMatchObject({ challenge });
    expect(knownTo(news, "phone", new Date(readAt.getTime() + 250))).toBeNull();
    expect(knownTo(news, "a tablet", readAt)).toBeNull();
  });

  it("reads it anew where its end was told first", () => {
    const { line, told } = heard();
    line.tellOver(challenge);
    line.tellSent(news);
    expect(told).toEqual([null, null]);
  });
});
