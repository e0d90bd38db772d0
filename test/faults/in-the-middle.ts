import { setTimeout as pause } from "node:timers/promises";

import { codeOf, post } from "../world/api.ts";
import type { Device } from "../world/device.ts";
import { the, type Result } from "../world/results.ts";
import { eventually } from "./eventually.ts";
import { SIDES, type Fleet } from "./fleet.ts";
import { asksWhoAmI, inexcusable, steadily, type Flow } from "./flow.ts";

const BACK_WITHIN_MS = 15_000;
const ANSWERED_WITHIN_MS = 11_000;

const sessionsOn = async (phone: Device, name: string): Promise<unknown[]> => {
  const { me } = await phone.reads(`{ me { sessions { device { name } } } }`);
  return (me.sessions as { device: { name: string } }[]).filter(({ device }) => device.name === name);
};

/** People in the middle of what people do. All of it is asked through the first gateway; each keeps a journal. */
export const busyPeople = async (fleet: Fleet) => {
  const [reader, signer, refresher] = await Promise.all(
    ["ada", "bob", "carol"].map((name) => fleet.person(name).joinsOn("phone")),
  );
  if (!reader || !signer || !refresher) throw new Error("three people were asked for");
  const flows = {
    readsAtA: steadily(
      asksWhoAmI(fleet.a.url, () => reader.kept.accessToken),
      { clients: 2, pauseMs: 5 },
    ),
    readsAtB: steadily(
      asksWhoAmI(fleet.b.url, () => reader.kept.accessToken),
      { clients: 2, pauseMs: 5 },
    ),
    signsIn: steadily(async () => void the("SignedIn", await signer.signsIn()), { clients: 1, pauseMs: 50 }),
    refreshes: steadily(async () => void the("SignedIn", await refresher.refreshes()), { clients: 1, pauseMs: 10 }),
  };
  const all: Flow[] = Object.values(flows);
  return {
    areBack: () => Promise.all(all.map((flow) => flow.goesOn(3, BACK_WITHIN_MS))),
    /** Ends their work and looks at what it came to. */
    settle: async () => {
      await Promise.all(all.map((flow) => flow.stop()));
      const tries = all.flatMap((flow) => flow.tries);
      expect(inexcusable(tries)).toEqual([]);
      expect(Math.max(...tries.map((it) => it.answeredAt - it.askedAt))).toBeLessThan(ANSWERED_WITHIN_MS);
      // The newest token that was handed out is the one that counts: each was turned into its successor once.
      the("SignedIn", await refresher.refreshes());
      // A sign-in whose answer was lost may have taken the place of the one that was acknowledged.
      const last = await signer.refreshes();
      if (last.kind !== "SignedIn") expect(last).toMatchObject({ kind: "SessionEnded", reason: "REVOKED" });
      the("SignedIn", await signer.signsIn());
      expect(await sessionsOn(signer, "phone")).toHaveLength(1);
    },
  };
};

export type BusyPeople = Awaited<ReturnType<typeof busyPeople>>;

/** A phone that is trusted, a tablet that it is about to remove, and a laptop with a code that lets it in once. */
const household = async (fleet: Fleet) => {
  const dora = fleet.person("dora");
  const phone = await dora.trusts("phone");
  const tablet = dora.on("tablet");
  const { ticket } = await tablet.isAsked();
  the("SignedIn", await tablet.submits(ticket, await dora.mailbox.code("verification code")));
  const tabletId = (await tablet.trustedDevices()).find(({ isCurrent }) => isCurrent)?.id ?? "";
  const laptop = dora.on("laptop");
  const asked = await laptop.isAsked();
  const code = await dora.mailbox.code("verification code");

  const answers: Result[] = [];
  const submits = async (): Promise<Result> => {
    const answer = await laptop.submits(asked.ticket, code, { trustDevice: false });
    answers.push(answer);
    return answer;
  };
  const removes = () => phone.removes(tabletId);
  const isGone = async () => (await phone.trustedDevices()).every(({ id }) => id !== tabletId);

  return {
    /** Asks for everything at once; what was acknowledged is what came back. */
    acts: async () => {
      const submitting = [submits(), submits(), submits()].map((it) => it.catch(() => null));
      const removal = await removes().catch(() => null);
      await Promise.all(submitting);
      return removal;
    },
    /** Whatever was acknowledged holds, and what was not is done once more without harm. */
    settle: async (removal: Result | null) => {
      if (removal) {
        the("TrustedDeviceRemoved", removal);
        expect(await isGone()).toBe(true);
      } else await eventually(async () => Boolean(await removes()), BACK_WITHIN_MS);
      expect(await isGone()).toBe(true);
      for (const side of SIDES) {
        const reply = await post(fleet[side].url, `{ me { id } }`, { token: tablet.kept.accessToken });
        expect(codeOf(reply)).toBe("UNAUTHENTICATED");
      }
      expect(await tablet.refreshes()).toMatchObject({ kind: "SessionEnded", reason: "DEVICE_REMOVED" });

      await eventually(async () => Boolean(await submits()), BACK_WITHIN_MS);
      expect(answers.filter(({ kind }) => kind === "SignedIn").length).toBeLessThanOrEqual(1);
      expect(await submits()).toMatchObject({ kind: "ChallengeClosed", status: "COMPLETED" });
      expect(await sessionsOn(phone, "laptop")).toHaveLength(1);
      const { me } = await phone.reads(
        `{ me { loginActivity(first: 200) { edges { node { kind device { name } } } } } }`,
      );
      const rows = (me.loginActivity.edges as { node: { kind: string; device: { name: string } | null } }[])
        .map(({ node }) => `${node.kind} ${node.device?.name}`)
        .filter((row) => row === "SIGNED_IN laptop" || row.startsWith("DEVICE_REMOVED"));
      expect(rows.toSorted()).toEqual(["DEVICE_REMOVED phone", "SIGNED_IN laptop"]);
    },
  };
};

/** Something dies in the middle of it, and comes back: what was acknowledged holds, and everybody goes on. */
export const inTheMiddle = async (
  fleet: Fleet,
  dies: () => Promise<unknown>,
  comesBack: (people: BusyPeople) => Promise<unknown>,
): Promise<void> => {
  const people = await busyPeople(fleet);
  const home = await household(fleet);
  await people.areBack();
  const acting = home.acts();
  await pause(Math.random() * 120);
  await dies();
  const removal = await acting;
  await comesBack(people);
  await people.areBack();
  await people.settle();
  await home.settle(removal);
};
