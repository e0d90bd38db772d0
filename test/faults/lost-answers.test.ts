import { world } from "../world.ts";
import type { Device } from "../world/device.ts";
import { the, type Result } from "../world/results.ts";
import { deviceOf } from "../world/device.ts";
import { openLink, type Link } from "./link.ts";

let wire: Link;
beforeAll(async () => {
  const { server } = await world();
  wire = await openLink(Number(new URL(server.url).port));
});
afterAll(() => wire.close());

type Person = Awaited<ReturnType<typeof world>>["ada"];

/** A device of somebody's whose way to us loses answers, when it is told to. */
const farAway = ({ email, mailbox }: Person, name: string, like?: Device): Device => {
  const far = deviceOf({
    url: `http://127.0.0.1:${wire.port}`,
    owner: { email, password: "horse staple orbit lantern", mailbox },
    name,
    options: like ? { installationId: like.installationId } : {},
    opened: () => undefined,
  });
  if (like) Object.assign(far.kept, like.kept);
  return far;
};

/** Asks, is not answered, and asks once more, as clients do. */
const asksTwice = async (asks: () => Promise<Result>): Promise<Result> => {
  wire.loseAnswers();
  await expect(asks()).rejects.toThrow();
  wire.mend();
  return asks();
};

describe("a client whose answer was lost, and that asks again", () => {
  it("has signed up once, and gets one letter", async () => {
    const { ada } = await world();
    const phone = farAway(ada, "phone");
    the("EmailConfirmationSent", await asksTwice(() => phone.signsUp()));
    the("SignedIn", await phone.confirms(await ada.mailbox.code()));
    expect(await ada.mailbox.all()).toHaveLength(1);
  });

  it("goes on with the one token that took the place of the old", async () => {
    const { ada } = await world();
    const phone = farAway(ada, "phone", await ada.joinsOn("phone"));
    const old = phone.kept.refreshToken;
    const { refreshToken } = the("SignedIn", await asksTwice(() => phone.refreshes(old)));
    expect(refreshToken).not.toBe(old);
    the("SignedIn", await phone.refreshes(refreshToken));
    expect(await phone.rows("TOKEN_REUSED")).toEqual([]);
  });

  it("is signed in once, and no code counts twice", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    await phone.watchesRequests();
    const laptop = farAway(ada, "laptop");
    const { ticket } = the("VerificationRequired", await asksTwice(() => laptop.signsIn()));
    // The second asking took the place of the first, on the screens of the trusted devices as well.
    const [code = "", ...more] = await phone.shownCodes();
    expect(more).toEqual([]);
    expect(await asksTwice(() => laptop.submits(ticket, code))).toMatchObject({
      kind: "ChallengeClosed",
      status: "COMPLETED",
    });
    const { me } = await phone.reads(`{ me { sessions { device { name } } } }`);
    expect(me.sessions).toHaveLength(2);
    expect((await phone.rows("SIGNED_IN")).filter(({ device }) => device.name === "laptop")).toHaveLength(1);
  });

  it("has approved once", async () => {
    const { ada } = await world();
    const near = await ada.trusts("phone");
    await near.watchesRequests();
    const phone = farAway(ada, "phone", near);
    const laptop = ada.on("laptop");
    const { ticket, challenge, matchNumber } = await laptop.isAsked();
    expect(await asksTwice(() => phone.approves(challenge.id, matchNumber ?? ""))).toMatchObject({
      kind: "ChallengeClosed",
      status: "APPROVED",
    });
    the("SignedIn", await laptop.completes(ticket));
    expect(await near.rows("VERIFICATION_APPROVED")).toHaveLength(1);
  });

  it("gets one letter with one code", async () => {
    const { ada } = await world();
    // What listens is asked first, and nothing is mailed until somebody asks for it.
    const phone = await ada.trusts("phone");
    await phone.watchesRequests();
    const laptop = farAway(ada, "laptop");
    const { ticket } = await laptop.isAsked();
    const before = await ada.mailbox.subjects();
    expect(await asksTwice(() => laptop.asksForCode(ticket, "EMAIL"))).toMatchObject({ kind: "ResendTooSoon" });
    the("SignedIn", await laptop.submits(ticket, await ada.mailbox.code("verification code")));
    const after = await ada.mailbox.subjects();
    expect(
      after.filter((it) => /code/.test(it ?? "")).length - before.filter((it) => /code/.test(it ?? "")).length,
    ).toBe(1);
  });
});
